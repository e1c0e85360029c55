import { describe, expect, it } from "vitest";
import { turns } from "../../../../../local/aws/lambda/turns.ts";

describe("turns", () => {
  it("let as many run at once as there are places, and the others in the order in which they came", async () => {
    const inTurn = turns(2);
    const began: number[] = [];
    const ends = Array.from({ length: 5 }, () => Promise.withResolvers<undefined>());
    const all = ends.map(async ({ promise }, index) =>
      inTurn(async () => {
        began.push(index);
        await promise;
      }),
    );
    await Promise.resolve();
    expect(began).toEqual([0, 1]);
    ends[1]!.resolve(undefined);
    await all[1];
    expect(began).toEqual([0, 1, 2]);
    for (const { resolve } of ends) resolve(undefined);
    await Promise.all(all);
    expect(began).toEqual([0, 1, 2, 3, 4]);
  });

  it("go on after work that failed", async () => {
    const inTurn = turns(1);
    const failing = inTurn(async () => Promise.reject(new Error("no store")));
    const next = inTurn(async () => Promise.resolve("done"));
    await expect(failing).rejects.toThrow("no store");
    expect(await next).toBe("done");
  });
});
