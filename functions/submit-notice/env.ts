import * as z from "zod";
import { CasesEnv } from "../shared/env.ts";

export const Env = CasesEnv.extend({
  /** `allowed`: the legal basis `sandbox` exists. Set by the local runtime and by test stages. */
  SANDBOX: z.enum(["allowed", "absent"]).default("absent"),
});
