import { caseStore } from "./dynamo/case-store.ts";
import { openTable } from "./dynamo/client.ts";
import { directoryStore } from "./dynamo/directory-store.ts";
import { inboundStore } from "./dynamo/inbound-store.ts";
import { inboundOf } from "./inbound/inbound.ts";
import { reachInbound } from "./inbound/reach-inbound.ts";
import { systemChance } from "./chance.ts";
import { systemClock } from "./clock.ts";
import type { CaseServices } from "./cases/case-services.ts";
import type { CasesEnv, StartingEnv } from "./env.ts";
import { openLegalBases } from "./legal-bases.ts";
import { functionLogger } from "./logger.ts";
import { stepFunctions } from "./workflow.ts";

/** The services of a function that acts on cases; only one with a `StartingEnv` can start an execution. */
export function caseServices(name: string, env: CasesEnv | StartingEnv) {
  const table = openTable(env.TABLE_NAME);
  const clock = systemClock();
  const services = {
    table,
    cases: caseStore(table),
    directory: directoryStore(table, clock.wall),
    bases: openLegalBases(env.LEGAL_BASES_FILE),
    workflow: stepFunctions("STATE_MACHINE_ARN" in env ? env.STATE_MACHINE_ARN : undefined),
    inbound: inboundOf({ store: inboundStore(table), reach: reachInbound(env.PUBLIC_URL), clock }),
    clock,
    chance: systemChance,
    log: functionLogger(name),
    publicUrl: env.PUBLIC_URL,
    hasMail: env.MAIL_FROM !== undefined,
  };
  return services satisfies CaseServices;
}
