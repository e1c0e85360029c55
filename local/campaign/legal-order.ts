import { latest, type Instant } from "../../core/contract/instant.ts";
import type { RecordedEvent } from "./read-record.ts";

/** Puts the events of several records into one order. */
export type LegalOrder = {
  add: (events: readonly RecordedEvent[]) => void;
  /** Takes out, in order, what happened up to an instant; everything when there is none. */
  release: (upTo?: Instant) => RecordedEvent[];
};

/** An event, and the instant that it is told by. */
type Placed = { recorded: RecordedEvent; at: Instant };

/**
 * The records are read one after the other, so the news of one may be older than news already read of another: events
 * are kept back until all records have been read past their instant. No event of a record goes before one that stands
 * before it there, though it may name an earlier instant, at which what it tells of had happened.
 */
export function legalOrder(): LegalOrder {
  let kept: Placed[] = [];
  const newest = new Map<string, Instant>();

  function place(recorded: RecordedEvent): Placed {
    const { caseId } = recorded.after;
    const at = latest(recorded.event.at, newest.get(caseId));
    newest.set(caseId, at);
    return { recorded, at };
  }

  return {
    add: (events) => {
      kept = [...kept, ...events.map(place)].sort(byInstant);
    },
    release: (upTo) => {
      const ready = kept.filter(({ at }) => upTo === undefined || at <= upTo);
      kept = kept.filter((one) => !ready.includes(one));
      return ready.map(({ recorded }) => recorded);
    },
  };
}

function byInstant(a: Placed, b: Placed): number {
  if (a.at !== b.at) return a.at < b.at ? -1 : 1;
  const [one, other] = [a.recorded, b.recorded];
  if (one.after.caseId !== other.after.caseId) return one.after.caseId < other.after.caseId ? -1 : 1;
  return one.sequence - other.sequence;
}
