import { expect, it } from "vitest";
import { NoticeAccepted } from "../../../../core/contract/submission.ts";
import type { Outcome } from "../../../../functions/shared/http/outcome.ts";
import { sandboxNotice } from "../../../support/e2e-notice.ts";
import { openSubmitting, storeError } from "../../../support/submitting.ts";

const day = 86_400_000;

const accepted = (outcome: Outcome): NoticeAccepted => {
  if (outcome.kind !== "ok") throw new Error(JSON.stringify(outcome));
  return NoticeAccepted.parse(outcome.body);
};

const notice = (changes: object = {}) => ({ ...sandboxNotice({ on: ["shein"] }), ...changes });

it("says that the earlier order's clause on identical content lasts through its last day, and has ended after it", async () => {
  const { submit, answered, clock } = await openSubmitting();
  const clause = { orderedMeasures: ["identical_removed"], identicalContent: { until: "2025-11-10" } };
  const [first] = accepted(await submit(notice(clause))).cases;
  await answered(first!.caseId, "identical_removed");
  const told = async () => {
    const query = { dryRun: "true" };
    const outcome = await submit(notice(), { query });
    if (outcome.kind !== "ok") throw new Error("not shown");
    return (outcome.body as { cases: NoticeAccepted["cases"] }).cases[0]!.relistedFrom?.identicalContent;
  };
  expect(await told()).toEqual({ until: "2025-11-10", holds: true });
  // 10 November, 23:00 in Paris.
  clock.pass(7 * day + 14 * 3_600_000);
  expect(await told()).toEqual({ until: "2025-11-10", holds: true });
  clock.pass(2 * 3_600_000);
  expect(await told()).toEqual({ until: "2025-11-10", holds: false });
});

it("notes a relisting on the earlier case in the same transaction, decided anew when that case has moved", async () => {
  const { submit, answered, beforeAsking, services } = await openSubmitting();
  const [first] = accepted(await submit(notice())).cases;
  await answered(first!.caseId, "removed");
  const generations = [2, 3, 4];
  beforeAsking(({ operation, input }) => {
    if (operation !== "TransactWriteItems" || generations.length === 0) return;
    const puts = input.TransactItems?.map(({ Put }): unknown => Put?.Item?.["pk"]);
    if (puts?.includes(`CASE#${first!.caseId}`) !== true) return;
    generations.pop();
    throw storeError("TransactionCanceledException", {
      CancellationReasons: puts.map((pk) => ({
        Code: pk === `CASE#${first!.caseId}` ? "ConditionalCheckFailed" : "None",
      })),
    });
  });
  const [later] = accepted(await submit(notice())).cases;
  expect(generations).toEqual([]);
  const earlier = await services.cases.read(first!.caseId);
  expect(earlier!.case.relistedIn).toEqual([later!.caseId]);
  expect((await services.cases.read(later!.caseId))!.case.relistedFrom).toBe(first!.caseId);
});

it("opens the new case without the note where the earlier one keeps moving", async () => {
  const { submit, answered, beforeAsking, services } = await openSubmitting();
  const [first] = accepted(await submit(notice())).cases;
  await answered(first!.caseId, "removed");
  beforeAsking(({ operation, input }) => {
    if (operation !== "TransactWriteItems") return;
    const puts = input.TransactItems?.map(({ Put }): unknown => Put?.Item?.["pk"]);
    if (puts?.includes(`CASE#${first!.caseId}`) !== true) return;
    throw storeError("TransactionCanceledException", {
      CancellationReasons: puts.map((pk) => ({
        Code: pk === `CASE#${first!.caseId}` ? "ConditionalCheckFailed" : "None",
      })),
    });
  });
  const [later] = accepted(await submit(notice())).cases;
  expect(later!.relistedFrom!.caseId).toBe(first!.caseId);
  expect((await services.cases.read(first!.caseId))!.case.relistedIn).toEqual([]);
  const counted = { authority: "dgccrf", platform: "shein" };
  expect(await services.notices.relistings(counted)).toMatchObject({ relistings: 1, cases: 1 });
});

it("counts and tells nothing of a case whose notice was refused", async () => {
  const { submit, beforeAsking, services } = await openSubmitting();
  beforeAsking(({ operation }) => {
    if (operation === "TransactWriteItems") throw storeError("ThrottlingException");
  });
  const one = notice();
  expect((await submit(one)).kind).toBe("problem");
  beforeAsking(() => undefined);
  expect(accepted(await submit(one)).alreadyUnderOrder).toEqual([]);
  const { url } = one.items[0]!;
  const page = await services.notices.lookUps.find("dgccrf", { by: "url", url }, { limit: 10 });
  expect(page).toMatchObject({ kind: "page", items: [expect.any(String), expect.any(String)] });
});

it("tells of the newest ten at an address, and reads each case once however many items it shares", async () => {
  const { submit, beforeAsking } = await openSubmitting();
  const many = () => sandboxNotice({ on: ["shein"], items: 5 });
  await submit(many());
  const reads: string[] = [];
  beforeAsking(({ operation, input }) => {
    if (operation === "GetItem") reads.push(String(input.Key?.["sk"]));
  });
  const { alreadyUnderOrder } = accepted(await submit(many()));
  expect(alreadyUnderOrder.map(({ item }) => item)).toEqual([0, 1, 2, 3, 4]);
  expect(reads.filter((sk) => sk === "CASE")).toHaveLength(1);
  beforeAsking(() => undefined);
  for (let count = 0; count < 10; count += 1) await submit(notice());
  expect(accepted(await submit(notice())).alreadyUnderOrder).toHaveLength(10);
});

const confidential = { disclosure: { mode: "withheld", duration: "P40D" } };

it("says the same, however many confidential cases another authority has there", async () => {
  const { submit, answered } = await openSubmitting();
  const [first] = accepted(await submit(notice())).cases;
  await answered(first!.caseId, "removed");
  for (let count = 1; count < 10; count += 1) await submit(notice());
  accepted(await submit(notice(), { as: "arcom" }));
  const told = async () => {
    const outcome = await submit(notice(), { query: { dryRun: "true" } });
    if (outcome.kind !== "ok") throw new Error("not shown");
    const { alreadyUnderOrder, cases } = outcome.body as Pick<NoticeAccepted, "alreadyUnderOrder" | "cases">;
    return { alreadyUnderOrder, relistedFrom: cases[0]!.relistedFrom };
  };
  const before = await told();
  expect(before.alreadyUnderOrder).toHaveLength(11);
  expect(before.relistedFrom!.caseId).toBe(first!.caseId);
  for (let count = 0; count < 12; count += 1) accepted(await submit(notice(confidential), { as: "ofac" }));
  expect(await told()).toEqual(before);
});

it("finds the order in force and the case of a relisting behind any number of newer ones that bind no more", async () => {
  const { submit, answered, services } = await openSubmitting();
  const [taken] = accepted(await submit(notice())).cases;
  await answered(taken!.caseId, "removed");
  const [theirs] = accepted(await submit(notice(), { as: "arcom" })).cases;
  for (let count = 0; count < 12; count += 1) {
    for (const as of ["dgccrf", "arcom"]) {
      const [dead] = accepted(await submit(notice(), { as })).cases;
      const before = (await services.cases.read(dead!.caseId))!;
      const after = { ...before.case, withdrawnAt: services.clock.now(), version: before.case.version + 1 };
      await services.cases.write({ before, after, events: [], generation: 1 }, [], 0);
    }
  }
  const { alreadyUnderOrder, cases } = accepted(await submit(notice()));
  expect(alreadyUnderOrder.map(({ sameAuthority }) => sameAuthority)).toEqual([true, false]);
  expect(cases[0]!.relistedFrom!.caseId).toBe(taken!.caseId);
  expect(theirs).toBeDefined();
});
