import type { Instant } from "../../core/contract/instant.ts";
import type { RecordedEvent } from "./read-record.ts";

/** Puts the events of several records into one order. */
export type LegalOrder = {
  add: (events: readonly RecordedEvent[]) => void;
  /** Takes out, in order, what happened up to an instant; everything when there is none. */
  release: (upTo?: Instant) => RecordedEvent[];
};

/**
 * The records are read one after the other, so the news of one may be older than news already read of another: events
 * are kept back until all records have been read past their instant.
 */
export function legalOrder(): LegalOrder {
  let kept: RecordedEvent[] = [];
  return {
    add: (events) => {
      kept = [...kept, ...events].sort(byInstant);
    },
    release: (upTo) => {
      const ready = kept.filter(({ event }) => upTo === undefined || event.at <= upTo);
      kept = kept.filter((event) => !ready.includes(event));
      return ready;
    },
  };
}

function byInstant(a: RecordedEvent, b: RecordedEvent): number {
  if (a.event.at !== b.event.at) return a.event.at < b.event.at ? -1 : 1;
  if (a.after.caseId !== b.after.caseId) return a.after.caseId < b.after.caseId ? -1 : 1;
  return a.sequence - b.sequence;
}
