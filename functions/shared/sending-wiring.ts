import type { LookAgainServices } from "./cases/look-again.ts";
import type { SendingEnv } from "./env.ts";
import { mailerOf } from "./mail/mailer.ts";
import { messageSender } from "./messages/send-message.ts";
import { openSecrets } from "./secrets.ts";
import { caseServices } from "./wiring.ts";

/** The services of a function that sends as well. Apart from the others', so that only senders carry the sender. */
export function sendingServices(name: string, env: SendingEnv) {
  const services = caseServices(name, env);
  const secrets = openSecrets(services.clock.wall);
  const sender = messageSender({
    ...services,
    secrets,
    mailer: mailerOf(env),
    actLinks: env.ACT_LINKS,
    allowLoopbackHttp: env.WEBHOOK_TARGETS === "loopback",
  });
  return { ...services, sender } satisfies LookAgainServices;
}
