import * as z from "zod";
import { PublicEnv } from "../shared/env.ts";

export const Env = PublicEnv.extend({
  /** Where clients get their tokens; by default `/oauth2/token` under `PUBLIC_URL`, where the development issuer is. */
  TOKEN_URL: z.url().optional(),
});
