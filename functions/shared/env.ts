import * as z from "zod";

/** What a function needs to say where it is. */
export const PublicEnv = z.object({
  /** Origin of our own API, without a final slash. */
  PUBLIC_URL: z.url().transform((url) => url.replace(/\/$/, "")),
});

/** Names every function that touches cases has in its environment. */
export const CasesEnv = PublicEnv.extend({
  TABLE_NAME: z.string().min(1),
});
export type CasesEnv = z.infer<typeof CasesEnv>;

/** Functions that start executions as well. Never those the machine invokes: it is made of them, so they cannot name it. */
export const StartingEnv = CasesEnv.extend({
  STATE_MACHINE_ARN: z.string().min(1),
});
export type StartingEnv = z.infer<typeof StartingEnv>;

/** Functions that send as well. */
export const SendingEnv = CasesEnv.extend({
  /** `loopback`: plain http to this machine is allowed. Set by the local runtime alone. */
  WEBHOOK_TARGETS: z.enum(["public", "loopback"]).default("public"),
});
export type SendingEnv = z.infer<typeof SendingEnv>;
