import type { LookAgainServices } from "./cases/look-again.ts";
import type { DirectoryStore } from "./dynamo/directory-store.ts";
import type { SendingEnv } from "./env.ts";
import { messageSender } from "./messages/send-message.ts";
import { openSecrets } from "./secrets.ts";
import { caseServices } from "./wiring.ts";

/** The directory as cases are worked off with it. */
type Reached = Pick<DirectoryStore, "read" | "authority" | "platform">;

/**
 * The services of a function that sends as well. Apart from the others', so that only senders carry the sender.
 *
 * @param lookedUp Wraps the directory, for a function that works off many cases at once.
 */
export function sendingServices(
  name: string,
  env: SendingEnv,
  lookedUp: (directory: Reached, wall: () => number) => Reached = (directory) => directory,
) {
  const base = caseServices(name, env);
  const services = { ...base, directory: lookedUp(base.directory, base.clock.wall) };
  const secrets = openSecrets(services.clock.wall);
  const sender = messageSender({ ...services, secrets, allowLoopbackHttp: env.WEBHOOK_TARGETS === "loopback" });
  return { ...services, sender } satisfies LookAgainServices;
}
