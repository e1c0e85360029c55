import * as z from "zod";

export const Env = z.object({
  /** Issuer of the tokens (`iss`), without a final slash. */
  ISSUER: z.url(),
  /** Where its keys are. */
  JWKS_URL: z.url(),
});
