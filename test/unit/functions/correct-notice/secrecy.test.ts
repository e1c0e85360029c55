import { expect, it } from "vitest";
import { NoticeCorrected } from "../../../../core/contract/correction.ts";
import { NoticeAccepted } from "../../../../core/contract/submission.ts";
import { makeCorrectNotice } from "../../../../functions/correct-notice/handler.ts";
import { sandboxNotice } from "../../../support/e2e-notice.ts";
import { openSubmitting } from "../../../support/submitting.ts";

const day = 86_400_000;
const disclosure = { mode: "withheld", duration: "P10D" };

async function openCorrecting(notice: object) {
  const { submit, services, clock } = await openSubmitting();
  const outcome = await submit(notice);
  if (outcome.kind !== "ok") throw new Error(JSON.stringify(outcome));
  const { noticeId, cases } = NoticeAccepted.parse(outcome.body);
  const [{ caseId }] = cases as [(typeof cases)[number]];
  return {
    clock,
    kase: async () => (await services.cases.read(caseId))!.case,
    correct: async (corrected: object) => {
      const body = { by: { id: "o-1", name: "A. Martin" }, reason: "A correction.", notice: corrected };
      const answer = await makeCorrectNotice(services)({
        requestId: "req-2",
        language: "en",
        receivedAt: clock.now(),
        caller: { kind: "authority", id: "dgccrf" },
        params: { noticeId },
        query: {},
        headers: { "content-type": ["application/json"] },
        rawBody: Buffer.from(JSON.stringify(body)),
      });
      if (answer.kind !== "ok") throw new Error(JSON.stringify(answer));
      return NoticeCorrected.parse(answer.body).cases[0]!;
    },
  };
}

it("leaves a case as it is when nothing is corrected, though its secrecy was given as a period", async () => {
  const notice = { ...sandboxNotice({ on: ["shein"] }), disclosure };
  const { clock, kase, correct } = await openCorrecting(notice);
  const before = await kase();
  clock.pass(3 * day);
  expect(await correct(notice)).toMatchObject({ changed: false, digest: before.digest });
  expect(await kase()).toEqual(before);
});

it("does not count a period of secrecy anew when something else is corrected", async () => {
  const notice = { ...sandboxNotice({ on: ["shein"] }), disclosure };
  const { clock, kase, correct } = await openCorrecting(notice);
  const { disclosure: before } = await kase();
  clock.pass(3 * day);
  expect(await correct({ ...notice, statementOfReasons: "Said better." })).toMatchObject({ changed: true });
  expect((await kase()).disclosure).toEqual(before);
});

it("counts it from the correction when the correction is about it", async () => {
  const notice = { ...sandboxNotice({ on: ["shein"] }), disclosure };
  const { clock, kase, correct } = await openCorrecting(notice);
  clock.pass(3 * day);
  const until = new Date(clock.wall() + 5 * day).toISOString();
  expect(await correct({ ...notice, disclosure: { ...disclosure, duration: "P5D" } })).toMatchObject({ changed: true });
  expect((await kase()).disclosure).toEqual({ mode: "withheld", until });
});
