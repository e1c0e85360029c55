import { functions } from "../../core/contract/functions.ts";
import { mailIdentity } from "../mail/identity.ts";
import { beatSeconds } from "./keep-watching.ts";

/** The embedded Step Functions knows no limit; a start after a long absence should not wait for one of AWS. */
const startsPerSecond = 1_000_000;

/** What differs between this machine and AWS, as the functions read it from their environment. */
export type Surroundings = {
  tableName: string;
  stateMachineArn: string;
  publicUrl: string;
  dynamoDbUrl: string;
  stepFunctionsUrl: string;
  sesUrl: string;
  /** Folder of the webhook secrets. */
  secretsFolder: string;
  /** Reference to the secret that links to acts are signed with. */
  actLinks: string;
  /** File of one's own legal bases. */
  legalBasesFile?: string | undefined;
};

/**
 * How long a function may take, in milliseconds: as on AWS.
 * @throws for one that is not listed: it must not get a time by accident.
 */
export function timeoutOf(name: string): number {
  const found = Object.entries(functions).find(([known]) => known === name);
  if (found === undefined) throw new Error(`no timeout is set for ${name}`);
  return found[1].timeoutSeconds * 1_000;
}

/**
 * The environment of every function. Credentials are made up: the embedded services check none.
 */
export function environmentOf(surroundings: Surroundings): Record<string, string> {
  return {
    AWS_REGION: "eu-west-3",
    AWS_ACCESS_KEY_ID: "local",
    AWS_SECRET_ACCESS_KEY: "local",
    AWS_EC2_METADATA_DISABLED: "true",
    AWS_ENDPOINT_URL_DYNAMODB: surroundings.dynamoDbUrl,
    AWS_ENDPOINT_URL_SFN: surroundings.stepFunctionsUrl,
    AWS_ENDPOINT_URL_SESV2: surroundings.sesUrl,
    MAIL_FROM: mailIdentity.from,
    MAIL_CONFIGURATION_SET: mailIdentity.configurationSet,
    TABLE_NAME: surroundings.tableName,
    STATE_MACHINE_ARN: surroundings.stateMachineArn,
    PUBLIC_URL: surroundings.publicUrl,
    ISSUER: surroundings.publicUrl,
    JWKS_URL: `${surroundings.publicUrl}/.well-known/jwks.json`,
    SECRETS: `file:${surroundings.secretsFolder}`,
    ACT_LINKS: surroundings.actLinks,
    SANDBOX: "allowed",
    ...(surroundings.legalBasesFile !== undefined && { LEGAL_BASES_FILE: surroundings.legalBasesFile }),
    WEBHOOK_TARGETS: "loopback",
    BEAT_SECONDS: String(beatSeconds),
    STARTS_PER_SECOND: String(startsPerSecond),
  };
}
