import * as z from "zod";
import { StartingEnv } from "../shared/env.ts";

export const Env = StartingEnv.extend({
  /** `allowed`: the legal basis `sandbox` exists. Set by the local runtime and by test stages. */
  SANDBOX: z.enum(["allowed", "absent"]).default("absent"),
});
