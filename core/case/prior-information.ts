import type { Duration } from "../contract/duration.ts";
import type { Instant } from "../contract/instant.ts";
import type { LegalBasis } from "../law/legal-basis.ts";
import type { Open } from "./commands.ts";
import type { CaseEvent } from "./events.ts";
import type { Case } from "./state.ts";

/** What is known of a host before an order is served on it. */
type Host = {
  /** From when this authority may serve it with orders under this basis; undefined before its first one. */
  informedFrom: Instant | undefined;
  /** Whether the notice justifies an emergency. */
  isEmergency: boolean;
  now: Instant;
};

/**
 * How an order must wait for the host to be informed. Before the first one that an authority serves on it under the basis, it
 * is told of procedures and deadlines, for as long as the basis says; a justified emergency waives that (TCO art. 3(2), LCEN
 * art. 6-2). An order that follows while that time runs waits for its end.
 */
export function waitingFor(
  { priorInformation }: Pick<LegalBasis, "priorInformation">,
  { informedFrom, isEmergency, now }: Host,
): Pick<Open, "prior" | "waived" | "notBefore"> {
  if (priorInformation === undefined) return {};
  const prior: Duration = priorInformation.firstOrderToHost;
  if (informedFrom === undefined) return isEmergency ? { waived: true } : { prior };
  return isEmergency || informedFrom <= now ? {} : { notBefore: informedFrom };
}

/**
 * From when the host of a case may be served with orders, where an event of that case says so for the first time: it has been
 * informed, or that is waived, or an officer has served a first order by other means and informed it with that.
 */
export function informsHost(event: CaseEvent, { delivery }: Pick<Case, "delivery">): Instant | undefined {
  switch (event.type) {
    case "prior_information.given":
      return event.data.notBefore;
    case "case.opened":
      return event.data.waived === true ? event.at : undefined;
    case "notice.delivered":
      return event.data.by === "hand" && isUninformed(delivery) ? event.at : undefined;
    default:
      return undefined;
  }
}

/** Whether a first order still waits, or has waited until its receipt, for its host to be informed. */
export function isUninformed({ prior, notBefore }: Case["delivery"]): boolean {
  return prior !== undefined && notBefore === undefined;
}
