import type { RecordAttempt } from "../../../core/case/commands.ts";
import { messageBody, quotesNotice } from "../../../core/case/message-body.ts";
import type { Case, Message } from "../../../core/case/state.ts";
import type { Instant } from "../../../core/contract/instant.ts";
import { ServedNotice } from "../../../core/contract/served-notice.ts";
import type { LegalBases } from "../../../core/law/legal-bases.ts";
import type { CaseStore } from "../dynamo/case-store.ts";
import type { AuthorityEntry, PlatformEntry } from "../dynamo/directory-item.ts";
import type { DirectoryStore } from "../dynamo/directory-store.ts";
import type { Chance } from "../chance.ts";
import { linksTo } from "../acts/act-link.ts";
import type { Clock } from "../clock.ts";
import { lawOf } from "../cases/case-services.ts";
import type { Secrets } from "../secrets.ts";
import { sendWebhook } from "../webhooks/send.ts";
import { signWebhook } from "../webhooks/sign.ts";

/** Makes one attempt to send one message. */
export type MessageSender = {
  /** The result is a value, whatever the recipient does; @throws on an outage of our own. */
  send: (kase: Case, message: Message) => Promise<RecordAttempt["result"]>;
};

/** What the sender works with. */
export type SenderServices = {
  cases: Pick<CaseStore, "readDocument">;
  directory: Pick<DirectoryStore, "read" | "platform" | "authority">;
  bases: LegalBases;
  secrets: Secrets;
  clock: Clock;
  chance: Chance;
  /** Reference to the secret that links to acts are signed with. */
  actLinks: string;
  /** Origin of our own API, without a final slash. */
  publicUrl: string;
  /** Plain http to this machine: the local runtime only. */
  allowLoopbackHttp: boolean;
  /** Carries one attempt over the network; by default over the real one. */
  post?: typeof sendWebhook | undefined;
};

/** The one sender: every message that leaves, to platforms and to authorities, is a signed webhook. */
export function messageSender(services: SenderServices): MessageSender {
  const { directory, secrets, clock, post = sendWebhook } = services;
  return {
    send: async (kase, message) => {
      const endpoint = (await recipientOf(directory, message))?.endpoint;
      if (endpoint === undefined) return unreachable(message);
      const content: unknown = quotesNotice(message.type)
        ? await services.cases.readDocument(kase.caseId, kase.digest)
        : undefined;
      const { basis, state } = await lawOf(services, kase);
      const now = clock.now();
      const document = content === undefined ? undefined : ServedNotice.parse(content);
      const { publicUrl } = services;
      const act = message.type === "notice.issued" ? await linksOf(services, kase, now) : undefined;
      const body = JSON.stringify(messageBody(kase, message, { now, basis, state, document, act, publicUrl }));
      const headers = signWebhook({
        id: message.messageId,
        timestamp: Math.floor(clock.wall() / 1_000),
        body,
        secrets: await Promise.all(endpoint.secretRefs.map(async (reference) => secrets.read(reference))),
      });
      const { allowLoopbackHttp } = services;
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
        case "failed":
          return {
            kind: "failed",
            code: delivery.code,
            httpStatus: delivery.status,
            // The recipient counts wall seconds, the schedule legal ones.
            retryAfterSeconds:
              delivery.retryAfterSeconds === undefined ? undefined : clock.legalLength(delivery.retryAfterSeconds),
          };
      }
    },
  };
}

async function recipientOf(
  directory: SenderServices["directory"],
  { to }: Message,
): Promise<PlatformEntry | AuthorityEntry | undefined> {
  return to.kind === "platform" ? directory.platform(to.id) : directory.authority(to.id);
}

/**
 * A platform without an endpoint may be given one within the delivery window; for anybody else it is the officer's task
 * at once.
 */
function unreachable({ to }: Message): RecordAttempt["result"] {
  const code = "no_endpoint";
  return to.kind === "platform" ? { kind: "failed", code } : { kind: "hopeless", code };
}

async function linksOf({ secrets, actLinks, publicUrl }: SenderServices, { caseId, digest }: Case, now: Instant) {
  return linksTo({ caseId, digest }, { publicUrl, secret: await secrets.read(actLinks), now });
}
