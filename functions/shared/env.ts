import * as z from "zod";
import { mailVariables } from "./mail/env.ts";

/** What a function needs to say where it is. */
export const PublicEnv = z.object({
  /** Origin of our own API, without a final slash. */
  PUBLIC_URL: z.url().transform((url) => url.replace(/\/$/, "")),
});

/** What a function needs to know which law there is. */
export const LawEnv = z.object({
  /** File of the deployment's own legal bases; absent where it has none. */
  LEGAL_BASES_FILE: z.string().min(1).optional(),
});

/** Names every function that touches cases has in its environment. */
export const CasesEnv = PublicEnv.extend(LawEnv.shape).extend({
  TABLE_NAME: z.string().min(1),
  /** Address that mail is from; absent in a deployment without mail, where nothing is queued for it. */
  MAIL_FROM: mailVariables.shape.MAIL_FROM,
});
export type CasesEnv = z.infer<typeof CasesEnv>;

/** Functions that start executions as well. Never those the machine invokes: it is made of them, so they cannot name it. */
export const StartingEnv = CasesEnv.extend({
  STATE_MACHINE_ARN: z.string().min(1),
});
export type StartingEnv = z.infer<typeof StartingEnv>;

/** Functions that judge a notice, new or corrected. */
export const JudgingEnv = StartingEnv.extend({
  /** `allowed`: the legal basis `sandbox` exists. Set by the local runtime and by test stages. */
  SANDBOX: z.enum(["allowed", "absent"]).default("absent"),
});

/** What links to acts are signed and checked with. */
export const ActLinksEnv = z.object({
  /** Reference to the secret (`file:/path`, `arn:…`). */
  ACT_LINKS: z.string().min(1),
});

/** Functions that send as well. */
export const SendingEnv = CasesEnv.extend({
  /** `loopback`: plain http to this machine is allowed. Set by the local runtime alone. */
  WEBHOOK_TARGETS: z.enum(["public", "loopback"]).default("public"),
  ...ActLinksEnv.shape,
  MAIL_CONFIGURATION_SET: mailVariables.shape.MAIL_CONFIGURATION_SET,
});
export type SendingEnv = z.infer<typeof SendingEnv>;
