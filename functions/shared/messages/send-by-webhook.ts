import type { RecordAttempt } from "../../../core/case/commands.ts";
import type { Case, Message } from "../../../core/case/state.ts";
import { sendWebhook } from "../webhooks/send.ts";
import { signWebhook } from "../webhooks/sign.ts";
import type { SenderServices } from "./send-message.ts";
import { wordsOf } from "./words-of.ts";

/** One attempt to post a message to its recipient's endpoint, signed. */
export async function sendByWebhook(
  services: SenderServices,
  kase: Case,
  message: Message,
): Promise<RecordAttempt["result"]> {
  const { clock, secrets, allowLoopbackHttp, post = sendWebhook } = services;
  const endpoint = await endpointOf(services, message);
  if (endpoint === undefined) return unreachable(message);
  const body = JSON.stringify((await wordsOf(services, kase, message)).body);
  const headers = signWebhook({
    id: message.messageId,
    timestamp: Math.floor(clock.wall() / 1_000),
    body,
    secrets: await Promise.all(endpoint.secretRefs.map(async (reference) => secrets.read(reference))),
  });
  let receivedAt = clock.now();
  const onStatus = () => {
    receivedAt = clock.now();
  };
  const delivery = await post({ url: endpoint.url, headers, body, allowLoopbackHttp, onStatus });
  switch (delivery.kind) {
    case "delivered":
      return { kind: "delivered", at: receivedAt, httpStatus: delivery.status };
    case "gone":
      return { kind: "hopeless", code: "gone", httpStatus: 410 };
    case "failed": {
      const { code, status: httpStatus, retryAfterSeconds } = delivery;
      // The recipient counts wall seconds, the schedule legal ones.
      const after = retryAfterSeconds === undefined ? undefined : clock.legalLength(retryAfterSeconds);
      return { kind: "failed", code, httpStatus, retryAfterSeconds: after };
    }
  }
}

async function endpointOf({ directory }: SenderServices, { to }: Message) {
  switch (to.kind) {
    case "platform":
      return (await directory.platform(to.id))?.endpoint;
    case "authority":
      return (await directory.authority(to.id))?.endpoint;
    case "holder":
      return undefined;
  }
}

/**
 * A platform without an endpoint may be given one within the delivery window; for anybody else it is the officer's task
 * at once.
 */
function unreachable({ to }: Message): RecordAttempt["result"] {
  const code = "no_endpoint";
  return to.kind === "platform" ? { kind: "failed", code } : { kind: "hopeless", code };
}
