import { expect, it } from "vitest";
import { keptBriefly } from "../../../../functions/reconcile-cases/kept-briefly.ts";
import { startingDirectory } from "../../../../core/law/directory/starting-directory.ts";

/** A directory that counts what it is asked, a clock that is put. */
function counting() {
  const asked: string[] = [];
  const clock = { now: 0 };
  let isDown = false;
  const find = async (id: string): Promise<undefined> => {
    asked.push(id);
    return isDown ? Promise.reject(new Error("down")) : Promise.resolve(undefined);
  };
  const directory = keptBriefly(
    {
      read: async () => Promise.resolve(startingDirectory),
      authority: find,
      platform: find,
    },
    () => clock.now,
  );
  return { asked, clock, directory, fail: (down: boolean) => (isDown = down) };
}

it("looks a party up once a second, however many ask", async () => {
  const { asked, clock, directory } = counting();
  await Promise.all(Array.from({ length: 50 }, async () => directory.platform("shein")));
  clock.now = 999;
  await directory.platform("shein");
  expect(asked).toEqual(["shein"]);
  clock.now = 1_000;
  await directory.platform("shein");
  expect(asked).toEqual(["shein", "shein"]);
});

it("keeps platforms and authorities apart, and one party from another", async () => {
  const { asked, directory } = counting();
  await directory.platform("same");
  await directory.authority("same");
  await directory.authority("other");
  expect(asked).toEqual(["same", "same", "other"]);
});

it("does not keep what could not be had", async () => {
  const { asked, directory, fail } = counting();
  fail(true);
  await expect(directory.authority("dgccrf")).rejects.toThrow("down");
  fail(false);
  expect(await directory.authority("dgccrf")).toBeUndefined();
  expect(asked).toHaveLength(2);
});
