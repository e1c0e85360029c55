import { expect, it } from "vitest";
import { BatchAnswer } from "../../../../core/contract/submission.ts";
import type { Outcome } from "../../../../functions/shared/http/outcome.ts";
import { sandboxNotice } from "../../../support/e2e-notice.ts";
import { openSubmitting, storeError } from "../../../support/submitting.ts";

const notice = () => sandboxNotice({ on: ["shein"] });

function statuses(outcome: Outcome): number[] {
  if (outcome.kind !== "ok") throw new Error(JSON.stringify(outcome));
  return BatchAnswer.parse(outcome.body).results.map(({ status }) => status);
}

it("has keys that no notice sent alone can have", async () => {
  const { submit, submitBatch } = await openSubmitting();
  expect((await submit(notice(), { key: "batch-1/0" })).kind).toBe("ok");
  expect(statuses(await submitBatch([notice()], "batch-1"))).toEqual([202]);
  expect(await submit(notice(), { key: "batch-1 0" })).toMatchObject({ key: "idempotency-key-required" });
});

it("begins no notice after twenty seconds, and does the rest when it is sent again", async () => {
  const { submitBatch, beforeAsking, clock } = await openSubmitting();
  const notices = [notice(), notice(), notice()];
  let accepted = 0;
  beforeAsking(({ operation }) => {
    if (operation !== "TransactWriteItems") return;
    accepted += 1;
    clock.pass(10_000);
  });
  const key = "batch-1";
  expect(statuses(await submitBatch(notices, key))).toEqual([202, 202, 503]);
  expect(accepted).toBe(2);
  expect(statuses(await submitBatch(notices, key))).toEqual([202, 202, 202]);
  expect(accepted).toBe(3);
});

it("goes on after a notice that could not be accepted now, or at all, and says which", async () => {
  const { submitBatch, beforeAsking, logged } = await openSubmitting();
  const notices = [notice(), notice(), notice()];
  const thrown = [storeError("ProvisionedThroughputExceededException"), new Error("a bug"), undefined];
  beforeAsking(({ operation }) => {
    if (operation !== "TransactWriteItems") return;
    const error = thrown.shift();
    if (error !== undefined) throw error;
  });
  expect(statuses(await submitBatch(notices))).toEqual([503, 500, 202]);
  expect(logged).toEqual(["request.not_now", "request.failed"]);
});
