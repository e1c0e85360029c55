import { CaseEvent } from "../events.ts";
import { replay } from "../evolve.ts";
import { Case } from "../state.ts";

/**
 * Compares a snapshot with what its events make of it: both are read by the same schema, so that what says nothing may be
 * left away. Names the fields that differ, never what is in them; `case` where there is no snapshot to compare, or it has
 * something that no case has.
 *
 * @param digestOf `sha-256:…` over the canonical JSON of a value.
 */
export function fieldsUnlikeEvents(
  snapshot: unknown,
  events: readonly unknown[],
  digestOf: (value: unknown) => string,
): string[] {
  const folded = folding(events);
  const held = Case.safeParse(snapshot);
  if (folded === undefined) return ["case"];
  if (!held.success) return [...new Set(held.error.issues.map(({ path: [field] }) => nameOf(field)))];
  const digests = (kase: Case) => new Map(Object.entries(kase).map(([field, value]) => [field, digestOf(value)]));
  const [made, found] = [digests(folded), digests(held.data)];
  return [...new Set([...made.keys(), ...found.keys()])].filter((field) => made.get(field) !== found.get(field));
}

/** What the events make; undefined where they are none that a case can have. */
function folding(events: readonly unknown[]): Case | undefined {
  try {
    const folded = replay(events.map((event) => CaseEvent.parse(event)));
    // Through JSON once: no field without a value.
    return folded === undefined ? undefined : Case.parse(JSON.parse(JSON.stringify(folded)));
  } catch {
    return undefined;
  }
}

/** A name that whoever wrote the snapshot made up could be content. */
function nameOf(field: PropertyKey | undefined): string {
  return typeof field === "string" && field in Case.shape ? field : "case";
}
