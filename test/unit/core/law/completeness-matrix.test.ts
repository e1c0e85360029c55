import { describe, expect, it } from "vitest";
import { presets } from "../../../../core/law/legal-bases.ts";
import type { ElementPointer } from "../../../../core/law/element-names.ts";
import type { LegalBasis } from "../../../../core/law/legal-basis.ts";
import {
  choicesOf,
  completeNotice,
  gapsOf,
  judgedByAll,
  ofEveryNotice,
  refusedFor,
  satisfied,
} from "./complete-notice.ts";

const bases = presets.usable.map((basis) => [`${basis.id} v${basis.version}`, basis] as const);

const gaps = bases.flatMap(([name, basis]) =>
  gapsOf(basis).map((gap) => [name, gap.lacking.join(" and "), basis, gap] as const),
);

const pairs = bases.flatMap(([name, basis]) => {
  const all = gapsOf(basis);
  return all.flatMap((first, position) =>
    all.slice(position + 1).map((second) => [name, first.at, second.at, basis, [first, second]] as const),
  );
});

const alternatives = bases.flatMap(([name, basis]) =>
  choicesOf(basis).flatMap(({ anyOf }) => anyOf.map((one) => [name, one, basis, anyOf] as const)),
);

type Gap = ReturnType<typeof gapsOf>[number];

/** What a notice is told that lacks these. */
function told(...missing: Gap[]) {
  return missing
    .map(({ at, by }) => ({
      pointer: at,
      code: "missing_element",
      provision: by === "" ? undefined : by,
    }))
    .sort(byPointer);
}

function errorsOf(basis: LegalBasis, lacking: readonly ElementPointer[], changes?: Record<string, unknown>) {
  return refusedFor(completeNotice(basis, lacking, changes))
    .map(({ pointer, code, provision }) => ({ pointer, code, provision }))
    .sort(byPointer);
}

function byPointer(one: { pointer: string }, other: { pointer: string }): number {
  return one.pointer < other.pointer ? -1 : 1;
}

describe("a notice with all that its basis asks for", () => {
  it.each(bases)("is accepted under %s", (_, basis) => {
    expect(errorsOf(basis, [])).toEqual([]);
    const judgement = judgedByAll(completeNotice(basis));
    expect(judgement.kind === "accepted" && judgement.basis).toBe(basis);
  });
});

describe("one element missing", () => {
  it.each(gaps)("under %s, %s: is the one thing told, at its pointer, with its provision", (_, __, basis, gap) => {
    expect(errorsOf(basis, gap.lacking)).toEqual(told(gap));
  });

  it.each(bases)("%s: an empty list of items is told with the provision", (_, basis) => {
    const by = gapsOf(basis).find(({ at }) => at === "/items")?.by;
    expect(errorsOf(basis, [], { items: [] })).toEqual([{ pointer: "/items", code: "missing_element", provision: by }]);
  });
});

describe("two elements missing", () => {
  it.each(pairs)("under %s, %s and %s: both are told, and nothing else", (_, __, ___, basis, [first, second]) => {
    expect(errorsOf(basis, [...first.lacking, ...second.lacking])).toEqual(told(first, second));
  });
});

describe("everything missing", () => {
  it.each(bases)("under %s: all of it is told at once", (_, basis) => {
    const all = gapsOf(basis);
    const lacking = [...all.flatMap((gap) => gap.lacking), ...ofEveryNotice];
    const unnamed = ofEveryNotice
      .filter((at) => !all.some((gap) => gap.at === at))
      .map((at) => ({ at, lacking: [at], by: "" }));
    expect(errorsOf(basis, lacking)).toEqual(told(...all, ...unnamed));
  });
});

describe("a choice of elements", () => {
  it.each(alternatives)("under %s, %s alone is enough", (_, one, basis, anyOf) => {
    expect(errorsOf(basis, anyOf, satisfied(one))).toEqual([]);
  });
});
