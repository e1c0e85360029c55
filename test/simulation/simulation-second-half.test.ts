import { expect, test } from "vitest";
import { retold, simulateMany, told } from "./many.ts";

test("a thousand seeds from 1001 on keep every invariant", { timeout: 600_000 }, async () => {
  const begun = performance.now();
  const totals = await simulateMany(1001, 1_000);
  console.log(told(totals, performance.now() - begun));
  const [first] = totals.failed;
  if (first !== undefined) console.log(await retold(first.seed));
  expect(totals.failed).toEqual([]);
});
