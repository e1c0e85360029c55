import { isWayToComply, type Measure } from "../contract/measures.ts";
import type { Notice } from "../contract/notice.ts";

/** What a version of a notice asks of each of its items, and where. */
type Asked = Partial<Pick<Notice, "orderedMeasures" | "territorialScope">>;

/** Tells whether an item of which this was reported has to be reported anew. */
type AskedAnew = (outcome: Measure) => boolean;

/**
 * What a new version asks for by its measures beyond the version in force; undefined where it asks for no more.
 *
 * Measures on the content of an item are ways to comply, each in the place of the others: an item has one outcome, and is as
 * ordered with any of those ordered (`asOrdered` of a case). One way more asks for nothing more. One way less does: what was
 * still to be done can no longer be done so, and the items that were dealt with so are asked for anew. Where no measure in
 * particular was ordered, naming some leaves out every other. Measures on the seller or towards consumers, and the search for
 * identical content, come beside: each one that is new is asked of every item.
 */
export function addedByMeasures(
  { orderedMeasures: asked = [] }: Asked,
  { orderedMeasures: before = [] }: Asked,
): AskedAnew | undefined {
  if (asked.some((measure) => !isWayToComply(measure) && !before.includes(measure))) return () => true;
  const ways = asked.filter(isWayToComply);
  const waysBefore = before.filter(isWayToComply);
  if (ways.length === 0) return undefined;
  if (waysBefore.length === 0) return (outcome) => outcome !== "already_unavailable" && !isAmong(ways, outcome);
  const leftOut = waysBefore.filter((way) => !ways.includes(way));
  return leftOut.length === 0 ? undefined : (outcome) => isAmong(leftOut, outcome);
}

function isAmong(list: readonly Measure[], measure: Measure): boolean {
  return list.includes(measure);
}

/**
 * Whether a new version applies in a State in which the version in force does not. `EU` and `EEA` are their States; a notice
 * that names no territory is limited to none.
 */
export function isWider({ territorialScope: asked = [] }: Asked, { territorialScope: before = [] }: Asked): boolean {
  if (before.length === 0) return false;
  if (asked.length === 0) return true;
  const covered = new Set(before.flatMap(statesIn));
  return asked.flatMap(statesIn).some((state) => !covered.has(state));
}

/** ISO 3166-1 codes of the Member States of the European Union. */
const union = "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK".split(" ");

function statesIn(territory: string): readonly string[] {
  switch (territory) {
    case "EU":
      return union;
    case "EEA":
      return [...union, "IS", "LI", "NO"];
    default:
      return [territory];
  }
}
