import type { Duration } from "../contract/duration.ts";
import type { Instant } from "../contract/instant.ts";
import type { LegalBasis } from "../law/legal-basis.ts";
import type { Open } from "./commands.ts";
import type { CaseEvent } from "./events.ts";

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

/** From when the host of a case may be served with orders, where an event says so for the first time. */
export function informsHost(event: CaseEvent): Instant | undefined {
  if (event.type === "prior_information.given") return event.data.notBefore;
  return event.type === "case.opened" && event.data.waived === true ? event.at : undefined;
}
