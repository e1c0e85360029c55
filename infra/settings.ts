import * as z from "zod";

/** A number of days; the command line gives text. */
const Days = z.union([z.number(), z.string().regex(/^\d+$/).transform(Number)]);

/** Of the lengths CloudWatch Logs offers, those that make sense here. */
const LogRetention = z.literal([7, 14, 30, 90, 365]);

/**
 * What a deployment is given: `cdk synth -c sommation:stage=prod -c sommation:domainName=…`, or the same names in the
 * context of `cdk.json`.
 */
const Settings = z
  .strictObject({
    /** `dev` is removed with its data; `test` takes sandbox orders as `dev` does; `prod` protects its data. */
    stage: z.enum(["dev", "test", "prod"]),
    /** Issuer of the tokens (`iss`), without a final slash. Without one, the stack has a Cognito user pool of its own. */
    issuer: z.url({ protocol: /^https$/ }).optional(),
    /** Where the issuer's keys are. */
    jwksUrl: z.url({ protocol: /^https$/ }).optional(),
    /** Where clients get tokens from the issuer; shown in the documentation. */
    tokenUrl: z.url({ protocol: /^https$/ }).optional(),
    /** Host name of the API. Without one it answers under API Gateway's own name, with the stage in the path. */
    domainName: z.hostname().optional(),
    /** Certificate of that name in ACM, same region. */
    certificateArn: z.string().startsWith("arn:").optional(),
    /** Domain to send mail from. Without one, no mail is sent. */
    mailDomain: z.hostname().optional(),
    /** Address of that domain to send it as; without one, `sommation@` and the domain. */
    mailFrom: z.email().optional(),
    /** File of the deployment's own legal bases (docs/legal-bases.md). */
    legalBases: z.string().min(1).optional(),
    /** Who is written to when an alarm goes off. */
    alarmMail: z.email().optional(),
    /** How long log lines are kept. */
    logRetentionDays: Days.pipe(LogRetention).optional(),
    /** How far back the table can be restored, 1 to 35 days. */
    recoveryDays: Days.pipe(z.int().min(1).max(35)).optional(),
  })
  .refine(
    ({ issuer, jwksUrl, tokenUrl }) => new Set([issuer, jwksUrl, tokenUrl].map((one) => one === undefined)).size < 2,
    {
      message: "issuer, jwksUrl and tokenUrl come together or not at all",
    },
  )
  .refine(({ domainName, certificateArn }) => (domainName === undefined) === (certificateArn === undefined), {
    message: "domainName and certificateArn come together or not at all",
  })
  .refine(({ mailDomain, mailFrom }) => mailFrom === undefined || mailFrom.endsWith(`@${mailDomain ?? ""}`), {
    message: "mailFrom is an address of mailDomain",
  })
  .transform((given) => ({ ...defaults[given.stage], ...withoutAbsent(given) }));

/** The settings of one deployment, complete. */
export type Settings = z.output<typeof Settings>;

/** What follows from the stage where nothing else is said. Events of a case outlive its logs: these are for operators. */
const defaults = {
  dev: { logRetentionDays: 14, recoveryDays: 7 },
  test: { logRetentionDays: 30, recoveryDays: 7 },
  prod: { logRetentionDays: 365, recoveryDays: 35 },
} as const satisfies Record<string, { logRetentionDays: z.output<typeof LogRetention>; recoveryDays: number }>;

const prefix = "sommation:";

/**
 * Reads the settings from the context of the app.
 * @throws with every fault at once; a name that is not known is one.
 */
export function readSettings(context: Readonly<Record<string, unknown>>): Settings {
  const given = Object.entries(context).filter(([name]) => name.startsWith(prefix));
  const read = Settings.safeParse(Object.fromEntries(given.map(([name, value]) => [name.slice(prefix.length), value])));
  if (read.success) return read.data;
  throw new Error(`the context "${prefix}…" cannot be used:\n${z.prettifyError(read.error)}`);
}

function withoutAbsent<T extends object>(given: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  const present = Object.entries(given).filter(([, value]) => value !== undefined);
  return Object.fromEntries(present) as { [K in keyof T]: Exclude<T[K], undefined> };
}
