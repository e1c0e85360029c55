import * as z from "zod";

export const Env = z.object({
  /** Issuer of the tokens (`iss`), without a final slash. */
  ISSUER: z.url(),
  /** Where its keys are. */
  JWKS_URL: z.url(),
  TABLE_NAME: z.string().min(1),
  /** The scope by which a token is an administrator's: resource server and scope, as Cognito writes it. */
  ADMINISTRATOR_SCOPE: z.string().min(1).default("sommation/administrator"),
});
