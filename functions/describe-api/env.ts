import * as z from "zod";
import { LawEnv, PublicEnv } from "../shared/env.ts";

export const Env = PublicEnv.extend(LawEnv.shape).extend({
  /** Where clients get their tokens; by default `/oauth2/token` under `PUBLIC_URL`, where the development issuer is. */
  TOKEN_URL: z.url().optional(),
  /** `allowed`: the legal basis `sandbox` exists. As for the function that takes notices. */
  SANDBOX: z.enum(["allowed", "absent"]).default("absent"),
});
