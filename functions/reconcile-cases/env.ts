import * as z from "zod";
import { SendingEnv, StartingEnv } from "../shared/env.ts";

export const Env = SendingEnv.extend(StartingEnv.shape).extend({
  /** New executions a second, at most; without, what every region bears. The local runtime takes more. */
  STARTS_PER_SECOND: z.coerce.number().positive().optional(),
});
