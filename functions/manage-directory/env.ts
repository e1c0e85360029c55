import * as z from "zod";

export const Env = z.object({
  TABLE_NAME: z.string().min(1),
  /** Where new webhook secrets are kept: see `secretKeeper`. */
  SECRETS: z.string().regex(/^(file:\/|arn:[^#]+#)/),
  /** `loopback`: plain http to this machine is allowed. Set by the local runtime alone. */
  WEBHOOK_TARGETS: z.enum(["public", "loopback"]).default("public"),
});
