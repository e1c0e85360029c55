import { isDeepStrictEqual } from "node:util";
import * as z from "zod";
import { caseOf, itemOf } from "./case-item.ts";
import { placesOf } from "./case-places.ts";
import { unpacked } from "./packed.ts";

const Item = z.looseObject({ pk: z.string(), case: z.instanceof(Uint8Array) });
const Packed = z.looseObject({});

/** What stands beside the packed snapshot and belongs to it. */
const shown = ["noticeId", "reference", "authority", "platform", "openedAt", "version"] as const;

/** What lists of cases show and sort by. Not among them: what drives the machine and moves without an event. */
const listed = [
  "status",
  "legalBasis",
  "acknowledgeDueAt",
  "actDueAt",
  "overdue",
  "authorityList",
  "listedAt",
  "platformList",
  "platformDue",
] as const;

/** The snapshot in the item of a case, as it stands there; null where there is none that can be read. */
export function snapshotIn(item: unknown): unknown {
  try {
    const { pk, case: snapshot, ...beside } = Item.parse(item);
    const said = Object.fromEntries(shown.map((name) => [name, beside[name]]));
    return { ...Packed.parse(unpacked(snapshot)), caseId: pk.slice("CASE#".length), ...said };
  } catch {
    return null;
  }
}

/** The names of what lists show of a case and its snapshot does not say; none where the snapshot cannot be read. */
export function listedOtherwise(item: unknown): string[] {
  try {
    const record = caseOf(item);
    // A place may be off by what is tolerated, and no more.
    const { wakeAt: _wakeAt, ...places } = placesOf(record.case, record);
    const { platformDue: _platformDue, ...rest } = record;
    const expected = itemOf({ ...rest, ...places });
    const found = z.looseObject({}).parse(item);
    return listed.filter((name) => !isDeepStrictEqual(found[name], expected[name]));
  } catch {
    return [];
  }
}
