import { carriesNotice, messageBody, quotesNotice } from "../../../core/case/message-body.ts";
import type { Case, Message } from "../../../core/case/state.ts";
import type { OutgoingWebhook } from "../../../core/contract/outgoing-webhook.ts";
import { ServedNotice } from "../../../core/contract/served-notice.ts";
import type { LegalBases } from "../../../core/law/legal-bases.ts";
import { actLinks } from "../links/case-links.ts";
import { lawOf } from "../cases/case-services.ts";
import type { Chance } from "../chance.ts";
import type { Clock } from "../clock.ts";
import type { CaseStore } from "../dynamo/case-store.ts";
import type { DirectoryStore } from "../dynamo/directory-store.ts";
import type { Secrets } from "../secrets.ts";

/** What the words of a message are made with. */
export type WordingServices = {
  cases: Pick<CaseStore, "readDocument">;
  directory: Pick<DirectoryStore, "read" | "platform" | "authority">;
  bases: LegalBases;
  secrets: Secrets;
  clock: Clock;
  chance: Chance;
  /** Reference to the secret that links are signed with. */
  actLinks: string;
  /** Origin of our own API, without a final slash. */
  publicUrl: string;
};

/** What one attempt says, on whatever channel, with the served notice where it quotes it. */
export async function wordsOf(
  services: WordingServices,
  kase: Case,
  message: Message,
): Promise<{ body: OutgoingWebhook; document: ServedNotice | undefined }> {
  const { cases, clock, publicUrl } = services;
  const isByMail = message.channel === "mail";
  const [notice, content, law] = await Promise.all([
    quotesNotice(message.type) || isByMail ? cases.readDocument(kase.caseId, kase.digest) : undefined,
    message.content === undefined ? undefined : cases.readDocument(kase.caseId, message.content),
    lawOf(services, kase),
  ]);
  const now = clock.now();
  const document = notice === undefined ? undefined : ServedNotice.parse(notice);
  const act = carriesNotice(message.type) ? await actLinksOf(services, kase) : undefined;
  const body = messageBody(kase, message, { ...law, now, document, act, content, publicUrl });
  return { body, document };
}

async function actLinksOf({ secrets, actLinks: reference, publicUrl, clock }: WordingServices, kase: Case) {
  return actLinks(kase, { publicUrl, secret: await secrets.read(reference), now: clock.now() });
}
