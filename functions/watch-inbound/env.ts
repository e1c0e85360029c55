import * as z from "zod";
import { CasesEnv } from "../shared/env.ts";

export const Env = CasesEnv.extend({
  /** Wall seconds from one run to the next: what the schedule says. */
  BEAT_SECONDS: z.coerce.number().positive(),
});
