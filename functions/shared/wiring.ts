import { caseStore } from "./dynamo/case-store.ts";
import { openTable } from "./dynamo/client.ts";
import { directoryStore } from "./dynamo/directory-store.ts";
import { systemClock } from "./clock.ts";
import type { CaseServices } from "./cases/case-services.ts";
import type { LookAgainServices } from "./cases/look-again.ts";
import type { CasesEnv, SendingEnv } from "./env.ts";
import { functionLogger } from "./logger.ts";
import { messageSender } from "./messages/send-message.ts";
import { openSecrets } from "./secrets.ts";
import { stepFunctions } from "./workflow.ts";

/** The services of a function that acts on cases. */
export function caseServices(name: string, env: CasesEnv) {
  const table = openTable(env.TABLE_NAME);
  const clock = systemClock();
  const services = {
    table,
    cases: caseStore(table),
    directory: directoryStore(table),
    workflow: stepFunctions(env.STATE_MACHINE_ARN),
    clock,
    log: functionLogger(name),
    publicUrl: env.PUBLIC_URL,
    secrets: openSecrets(clock.wall),
  };
  return services satisfies CaseServices;
}

/** The services of a function that sends as well. */
export function sendingServices(name: string, env: SendingEnv) {
  const services = caseServices(name, env);
  const sender = messageSender({ ...services, allowLoopbackHttp: env.WEBHOOK_TARGETS === "loopback" });
  return { ...services, sender } satisfies LookAgainServices;
}
