import type { EventOf } from "../../../core/case/events.ts";
import { epochOf } from "../../../core/contract/instant.ts";
import type { Journal } from "../journal.ts";
import { legalOf, type LegalTime } from "../ports.ts";
import type { CaseFile } from "./record.ts";

/** The legal instants at which a message reached somebody, as far as the wires know. */
export function arrivalsOf(messageId: string | undefined, journal: Journal, legal: LegalTime): number[] {
  return journal.arrivals
    .filter((arrival) => arrival.messageId === messageId && arrival.status >= 200 && arrival.status < 300)
    .map(({ answeredAt }) => legalOf(answeredAt, legal));
}

/** A receipt is at an instant at which the notice arrived, or at which an answer did. */
export function faultsOfReceipt(
  { data }: EventOf<"notice.delivered">,
  { caseId }: CaseFile,
  journal: Journal,
  legal: LegalTime,
): string[] {
  const at = data.clocks.act.startedAt;
  const instants =
    data.by === "answer"
      ? journal.answers
          .filter((answer) => answer.caseId === caseId)
          .map(({ arrivedAt }) => legalOf(arrivedAt, legal))
      : arrivalsOf(data.messageId, journal, legal);
  return instants.includes(epochOf(at)) ? [] : [`received at ${at}, when nothing was`];
}
