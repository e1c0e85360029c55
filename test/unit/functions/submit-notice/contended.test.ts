import { expect, it } from "vitest";
import { NoticeAccepted } from "../../../../core/contract/submission.ts";
import { sandboxNotice } from "../../../support/e2e-notice.ts";
import { openSubmitting, storeError } from "../../../support/submitting.ts";

/** Submits one notice while other writers are in the way of so many tries; what came of it, and the pauses between tries. */
async function submitAmong(writers: number) {
  const { submit, beforeAsking, services } = await openSubmitting();
  let left = writers;
  beforeAsking(({ operation, input }) => {
    if (operation !== "TransactWriteItems" || left === 0) return;
    left -= 1;
    const CancellationReasons = input.TransactItems?.map(() => ({ Code: "TransactionConflict" }));
    throw storeError("TransactionCanceledException", { CancellationReasons });
  });
  const pauses: number[] = [];
  services.clock.pause = async (milliseconds) => {
    pauses.push(milliseconds);
    return Promise.resolve();
  };
  services.chance = { ...services.chance, fraction: () => 0.5 };
  return { outcome: await submit(sandboxNotice({ on: ["shein"] })), pauses };
}

it("lets others pass first, longer from try to try, and is accepted once", async () => {
  const { outcome, pauses } = await submitAmong(7);
  expect(outcome).toMatchObject({ kind: "ok", status: 202 });
  expect(pauses).toEqual([10, 20, 40, 80, 160, 200, 200]);
});

it("asks to come again after eight tries", async () => {
  const { outcome, pauses } = await submitAmong(8);
  expect(outcome).toMatchObject({ kind: "problem", key: "unavailable" });
  expect(pauses).toHaveLength(7);
});

it("writes no more once another one under its reference was accepted, and leads to that", async () => {
  const { submit, beforeAsking } = await openSubmitting();
  const notice = sandboxNotice({ on: ["shein"] });
  const first = await submit(notice);
  if (first.kind !== "ok") throw new Error("the first is accepted");
  const { noticeId } = NoticeAccepted.parse(first.body);
  let tries = 0;
  beforeAsking(({ operation, input }) => {
    if (operation !== "TransactWriteItems") return;
    tries += 1;
    const CancellationReasons = input.TransactItems?.map(() => ({ Code: "TransactionConflict" }));
    throw storeError("TransactionCanceledException", { CancellationReasons });
  });
  const links = { notice: `/v1/notices/${noticeId}` };
  expect(await submit(notice)).toMatchObject({ key: "duplicate-reference", links });
  expect(tries).toBe(1);
});
