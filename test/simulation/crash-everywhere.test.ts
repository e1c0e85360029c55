import { afterAll, describe, expect, test } from "vitest";
import { deaths, playReference } from "./crash-everywhere.ts";
import { references } from "./reference.ts";

let points = 0;
let held = 0;
let runs = 0;

describe("whoever dies at any effect, in any way, the case comes to its right end", () => {
  test.each(references)("$name", { timeout: 600_000 }, async (reference) => {
    const undisturbed = await playReference(reference);
    expect(undisturbed.faults).toEqual([]);
    const broken: { effect: number; death: string; faults: string[] }[] = [];
    for (let effect = 1; effect <= undisturbed.effects; effect += 1) {
      const before = broken.length;
      for (const death of deaths) {
        const { faults } = await playReference(reference, { effect, death });
        runs += 1;
        if (faults.length > 0) broken.push({ effect, death, faults });
      }
      points += 1;
      if (broken.length === before) held += 1;
    }
    const [first] = broken;
    if (first !== undefined) console.log((await playReference(reference, first as never, true)).history.join("\n"));
    expect(broken).toEqual([]);
  });

  afterAll(() => {
    console.log(`crash at every effect: ${held} of ${points} points, ${runs} runs`);
  });
});
