import { expect, it } from "vitest";
import { plus } from "../../../../core/contract/instant.ts";
import { inFairOrder } from "../../../../functions/reconcile-cases/fair-order.ts";
import type { DueCase } from "../../../../functions/shared/dynamo/case-store.ts";
import { idOf, start } from "../../../support/cases.ts";

const due = (authority: string, number: number, after = 0): DueCase => ({
  caseId: idOf("case", number),
  authority,
  wakeAt: plus(start, after),
});
const numbers = (cases: readonly DueCase[]) => cases.map(({ caseId }) => Number.parseInt(caseId.slice(-12), 16));

it("takes what was due first, first", () => {
  expect(numbers(inFairOrder([due("a", 3, 3_000), due("a", 1, 1_000), due("b", 2, 2_000)]))).toEqual([1, 2, 3]);
});

it("lets authorities take turns among what was due in one second, however many cases one has", () => {
  const many = Array.from({ length: 900 }, (_, index) => due("many", index));
  const few = [due("few", 1_000), due("few", 1_001), due("few", 1_002)];
  const order = numbers(inFairOrder([...many, ...few]));
  expect(order.slice(0, 7)).toEqual([0, 1_000, 1, 1_001, 2, 1_002, 3]);
  expect(order).toHaveLength(903);
});

it("keeps the order of an authority within a second by the millisecond", () => {
  expect(numbers(inFairOrder([due("a", 2, 900), due("a", 1, 100), due("b", 3, 999)]))).toEqual([1, 3, 2]);
});

it("lets no turn reach into the next second", () => {
  const order = inFairOrder([due("a", 1, 0), due("a", 2, 1), due("b", 3, 1_000), due("a", 4, 1_000)]);
  expect(numbers(order)).toEqual([1, 2, 3, 4]);
});

it("leaves what it was given as it was", () => {
  const given = [due("a", 2, 2_000), due("a", 1, 1_000)];
  inFairOrder(given);
  expect(numbers(given)).toEqual([2, 1]);
});
