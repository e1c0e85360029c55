import fc from "fast-check";
import { expect, it } from "vitest";
import { verifyRecord } from "../../../../../core/case/record/verify-record.ts";
import type { Case } from "../../../../../core/case/state.ts";
import type { CaseEvent } from "../../../../../core/case/events.ts";
import { digestOf } from "../../../../../functions/shared/digest.ts";
import { chain, chainStart, eventItem } from "../../../../../functions/shared/dynamo/event-chain.ts";
import { itemOf } from "../../../../../functions/shared/dynamo/case-item.ts";
import { placesOf } from "../../../../../functions/shared/dynamo/case-places.ts";
import { heldRecordOf } from "../../../../../functions/shared/dynamo/held-record.ts";
import { packed, unpacked } from "../../../../../functions/shared/dynamo/packed.ts";
import { hour, play } from "../../../../support/cases.ts";
import { playAtRandom, randomAction, randomScene } from "../../../../support/random-cases.ts";

type Item = Record<string, unknown>;

/** The items of a case as the store keeps them: the case itself first. Documents that its events name are not among them. */
function keptItems(kase: Case, events: readonly CaseEvent[]): Item[] {
  const chained = chain(events, chainStart, 1);
  const head = chained.at(-1)!.hash;
  const record = { case: kase, rev: 1, generation: 1, head, failures: 0, ...placesOf(kase) };
  return [itemOf(record), ...chained.map((one) => eventItem(kase.caseId, one))];
}

/** Faults of the case; that no document is there is not what these tests are about. */
function faultsIn(items: readonly Item[]) {
  const { faults } = verifyRecord(heldRecordOf(items)!, digestOf);
  return faults.filter(({ code }) => code !== "document_missing");
}

function answeredCase(): Item[] {
  const scene = play("eu-dsa-16");
  scene.deliver();
  scene.wait(hour);
  scene.answer("acknowledged");
  return keptItems(scene.kase, scene.events);
}

/** The items, with another snapshot of the case. */
function withSnapshot(change: (kase: Item) => object): Item[] {
  const [kase, ...events] = answeredCase();
  const snapshot = unpacked(kase!["case"] as Uint8Array) as Item;
  return [{ ...kase, case: packed(change(snapshot)) }, ...events];
}

it("finds every snapshot that the events make to be what they make", () => {
  fc.assert(
    fc.property(randomScene, fc.array(randomAction, { maxLength: 25 }), (scene, actions) => {
      const { kase, events } = playAtRandom(scene, actions);
      expect(faultsIn(keptItems(kase, events))).toEqual([]);
    }),
    { numRuns: 60 },
  );
});

it.each<[string, (kase: Item) => object, string[]]>([
  [
    "an answer made up",
    (kase) => ({ ...kase, items: (kase["items"] as Item[]).map((item) => ({ ...item, outcome: "demoted" })) }),
    ["items"],
  ],
  ["a hold set", (kase) => ({ ...kase, legalHold: true }), ["legalHold"]],
  ["an answer forgotten", ({ acknowledgedAt: _acknowledgedAt, ...kase }) => kase, ["acknowledgedAt"]],
  ["no clocks", ({ clocks: _clocks, ...kase }) => kase, ["clocks"]],
  ["words that no case has", (kase) => ({ ...kase, secret: "words" }), ["case"]],
])("finds a snapshot with %s, and names the field, not what is in it", (_what, change, fields) => {
  expect(faultsIn(withSnapshot(change))).toEqual(fields.map((field) => ({ code: "snapshot_differs", field })));
});

it("finds a snapshot that is gone", () => {
  const [{ case: _snapshot, ...kase } = {}, ...events] = answeredCase();
  expect(faultsIn([kase, ...events])).toEqual([{ code: "snapshot_differs", field: "case" }]);
});

it.each(["reference", "openedAt", "noticeId"])("finds `%s` beside the snapshot changed", (field) => {
  const [kase, ...events] = answeredCase();
  const [found] = faultsIn([{ ...kase, [field]: field === "openedAt" ? "2025-11-01T08:00:00.000Z" : "x" }, ...events]);
  expect(found).toEqual({ code: "snapshot_differs", field });
});

it.each([
  ["status", "closed"],
  ["authorityList", "dgccrf#closed"],
  ["actDueAt", "2035-11-01T08:00:00.000Z"],
  ["platformDue", "2035-11-01T08:00:00.000Z"],
  ["platformList", undefined],
  ["listedAt", "2035-11-01T08:00:00.000Z"],
  ["overdue", ["act"]],
  ["legalBasis", "eu-dsa-9"],
] as const)("finds `%s` of a list that is not what the snapshot says", (field, value) => {
  const [kase, ...events] = answeredCase();
  expect(faultsIn([{ ...kase, [field]: value }, ...events])).toEqual([{ code: "list_differs", field }]);
});

it("takes a place in a list that is off by little for what it is, and what the machine keeps for its own", () => {
  const [kase, ...events] = answeredCase();
  const later = new Date(Date.parse(String(kase!["listedAt"])) + 1_000).toISOString();
  expect(faultsIn([{ ...kase, listedAt: later, wakeAt: later, failures: 3, rev: 9 }, ...events])).toEqual([]);
});
