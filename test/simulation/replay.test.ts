import { expect, test } from "vitest";
import { simulate } from "./simulation.ts";

test.each([2, 11, 40, 618])("seed %i tells the same history twice, to the letter", async (seed) => {
  const first = await simulate(seed, { keepsHistory: true });
  const second = await simulate(seed, { keepsHistory: true });
  expect(first.history.length).toBeGreaterThan(50);
  expect(second.history.join("\n")).toBe(first.history.join("\n"));
});

test("seeds differ", async () => {
  const [one, other] = [await simulate(1, { keepsHistory: true }), await simulate(2, { keepsHistory: true })];
  expect(one.history).not.toEqual(other.history);
});
