import type { EventOf } from "../../../core/case/events.ts";
import { epochOf } from "../../../core/contract/instant.ts";
import type { Journal } from "../journal.ts";
import type { MailParties } from "../parties.ts";
import { legalOf, type LegalTime } from "../ports.ts";
import { messagesIn } from "./messages.ts";
import type { CaseFile } from "./record.ts";

/** The legal instants at which a message reached somebody, as far as the wires know. */
export function arrivalsOf(messageId: string | undefined, journal: Journal, legal: LegalTime): number[] {
  const taken = journal.arrivals.filter(
    (arrival) => arrival.messageId === messageId && arrival.status >= 200 && arrival.status < 300,
  );
  const delivered = journal.mailEvents.filter((told) => told.messageId === messageId && told.what === "Delivery");
  return [...taken.map(({ answeredAt }) => answeredAt), ...delivered.map(({ at }) => at)].map((at) =>
    legalOf(at, legal),
  );
}

/** Whether a platform's webhook is another than its point of contact, where it can be written to by mail. */
export function isUndesignated(platform: string, mail: MailParties | undefined): boolean {
  return mail?.designated.includes(platform) === false;
}

/** A receipt is at an instant at which the notice arrived, or at which an answer did. */
export function faultsOfReceipt(
  { data }: EventOf<"notice.delivered">,
  { caseId, record }: CaseFile,
  journal: Journal,
  legal: LegalTime,
  mail: MailParties | undefined,
): string[] {
  // DSA art. 11: only what the platform has designated.
  if (data.means === "webhook" && isUndesignated(record.case.platform, mail))
    return ["received by a webhook that nobody has designated"];
  const at = data.clocks.act.startedAt;
  const instants =
    data.by === "answer"
      ? journal.answers.filter((answer) => answer.caseId === caseId).map(({ arrivedAt }) => legalOf(arrivedAt, legal))
      : arrivalsOf(data.messageId, journal, legal);
  return instants.includes(epochOf(at)) ? [] : [`received at ${at}, when nothing was`];
}

/** Nobody is out of reach whose designated webhook has taken the notice. */
export function faultsOfReach({ events, record }: CaseFile, mail: MailParties | undefined): string[] {
  if (isUndesignated(record.case.platform, mail)) return [];
  const served = new Set<string>();
  const faults: string[] = [];
  let isTaken = false;
  for (const { event } of events) {
    for (const { messageId, type, channel } of messagesIn(event)) {
      if (type === "notice.issued" && channel === "webhook") served.add(messageId);
    }
    if (event.type === "message.delivered" && served.has(event.data.messageId)) isTaken = true;
    if (event.type === "case.undeliverable" && isTaken) faults.push("undeliverable, and its webhook has the notice");
  }
  return faults;
}

/** A letter that comes back after it was the receipt takes the clocks back, unless the platform has answered. */
export function faultsOfComingBack({ events, writtenAt }: CaseFile, journal: Journal): string[] {
  let receipt: { messageId: string | undefined; since: number } | undefined;
  const faults: string[] = [];
  for (const { sequence, event } of events) {
    const written = writtenAt.get(sequence) ?? 0;
    const comesBack = journal.mailEvents.filter(
      ({ messageId, what }) => messageId === receipt?.messageId && (what === "Bounce" || what === "Reject"),
    );
    if (event.type === "receipt.taken_back") {
      if (event.data.messageId !== receipt?.messageId) faults.push("a receipt is taken back that was none");
      if (!comesBack.some(({ at }) => at <= written)) faults.push("a receipt is taken back, and nothing came back");
      receipt = undefined;
      continue;
    }
    const wasTold = comesBack.some(({ toldAt }) => toldAt.some((at) => at > (receipt?.since ?? 0) && at < written));
    if (wasTold) {
      faults.push("the receipt came back, and the clocks go on");
      receipt = undefined;
    }
    if (event.type === "notice.delivered")
      receipt = event.data.means === "mail" ? { messageId: event.data.messageId, since: written } : undefined;
    if (event.type === "answer.received" || event.type === "case.withdrawn") receipt = undefined;
  }
  return faults;
}
