import { expect, test } from "vitest";
import { retold, simulateInThreads, told } from "./many.ts";

test("two thousand seeds keep every invariant", { timeout: 600_000 }, async () => {
  const begun = performance.now();
  const totals = await simulateInThreads(1, 2_000);
  console.log(told(totals, performance.now() - begun));
  const [first] = totals.failed;
  if (first !== undefined) console.log(await retold(first.seed));
  expect(totals.seeds).toBe(2_000);
  expect(totals.failed).toEqual([]);
});
