import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CasePage } from "../../core/contract/api.ts";
import { BatchAnswer } from "../../core/contract/submission.ts";
import { faultsIn, verdictOf, type Api } from "../support/e2e-api.ts";
import { eventually } from "../support/e2e-eventually.ts";
import { readSample, sandboxNotice } from "../support/e2e-notice.ts";
import { startRuntime } from "../support/runtime.ts";

const all = new AsyncDisposableStack();
let api: Api;

beforeAll(async () => {
  ({ api } = all.use(await startRuntime()));
});

afterAll(async () => all.disposeAsync());

const send = async (body: unknown, key: string | undefined = randomUUID(), query = {}, as = "dgccrf") =>
  api.call("submitBatch", { as, body, query, headers: { "idempotency-key": key } });

async function resultsOf(notices: readonly unknown[], key?: string, query = {}) {
  const answered = await send({ notices }, key, query);
  if (answered.status !== 200) throw new Error(`no results: ${answered.text}`);
  return BatchAnswer.parse(answered.json).results;
}

/** Status of each entry, with the kind of its problem. */
const verdicts = (results: BatchAnswer["results"]) =>
  results.map(({ status, problem }) => `${status} ${problem?.type.replace("/problems/", "") ?? ""}`.trim());

const casesUnder = async (reference: string) =>
  (await api.get(CasePage, "listCases", { as: "dgccrf", query: { reference } })).cases;

const notice = () => sandboxNotice({ on: ["vinted"] });

describe("a batch", () => {
  it("judges and accepts each notice alone, and says what came of it in order", async () => {
    const [first, last] = [notice(), sandboxNotice({ on: ["vinted", "shein"] })];
    const bad = { ...notice(), statementOfReasons: "", urgent: true };
    const noPower = { ...notice(), legalBasis: "fr-lcen-6-1-csam" };
    const results = await resultsOf([first, bad, "no notice", noPower, last]);
    expect(results.map(({ index }) => index)).toEqual([0, 1, 2, 3, 4]);
    expect(verdicts(results)).toEqual(["202", "422 invalid-notice", "422 invalid-notice", "403 no-power", "202"]);
    const pointers = results[1]!.problem!.errors!.map(({ pointer }) => pointer);
    expect(pointers.sort()).toEqual(["/statementOfReasons", "/urgent"]);
    expect(results[4]!.notice!.cases.map(({ platform }) => platform)).toEqual(["vinted", "shein"]);
    expect(await casesUnder(first.reference)).toHaveLength(1);
    expect(await casesUnder(bad.reference)).toEqual([]);
    expect(await casesUnder(last.reference)).toHaveLength(2);
  });

  it("accepts the first of two notices under one reference, and leads from the second to it", async () => {
    const one = notice();
    const results = await resultsOf([one, { ...one, statementOfReasons: "Another reason." }]);
    expect(verdicts(results)).toEqual(["202", "409 duplicate-reference"]);
    expect(results[1]!.problem!.links).toEqual({ notice: `/v1/notices/${results[0]!.notice!.noticeId}` });
  });

  it("says that an item stands under the order of an entry before it", async () => {
    const [first, second] = await resultsOf([notice(), notice()]);
    expect(second!.notice!.alreadyUnderOrder.map(({ caseId }) => caseId)).toContain(first!.notice!.cases[0]!.caseId);
  });

  it("answers a repeat as the first time, does what was left undone, and nothing twice", async () => {
    const key = randomUUID();
    const [good, left] = [notice(), notice()];
    const first = await resultsOf([good, { ...left, statementOfReasons: "" }], key);
    const repeat = await resultsOf([good, left], key);
    expect(verdicts(repeat)).toEqual(["202", "202"]);
    expect(repeat[0]).toEqual(first[0]);
    expect(await resultsOf([good, left], key)).toEqual(repeat);
    expect(await casesUnder(good.reference)).toHaveLength(1);
    expect(verdicts(await resultsOf([notice(), left], key))).toEqual(["422 idempotency-key-reused", "202"]);
  });

  it("shows documents and deadlines in a trial run, and writes nothing", async () => {
    const one = notice();
    const [shown, refused] = await resultsOf([one, { ...one, language: "xyz" }], undefined, { dryRun: "true" });
    expect(shown).toMatchObject({ status: 200, preview: { dryRun: true, cases: [{ platform: "vinted" }] } });
    expect(shown!.preview!.cases[0]).not.toHaveProperty("html");
    expect(refused!.status).toBe(422);
    expect(await casesUnder(one.reference)).toEqual([]);
  });

  it("refuses what is dangerous, entry by entry, and never repeats it", async () => {
    const { notice: dangerous } = readSample("90-bad-embedded-image.json");
    const answered = await send({ notices: [notice(), dangerous] });
    const { results } = BatchAnswer.parse(answered.json);
    expect(verdicts(results)).toEqual(["202", "422 invalid-notice"]);
    const embedded = { ...notice(), statementOfReasons: "QUJD".repeat(40) };
    const own = await send({ notices: [embedded] });
    expect(BatchAnswer.parse(own.json).results[0]!.problem!.errors).toMatchObject([{ code: "base64" }]);
    expect(own.text).not.toContain("QUJD");
  });

  it("refuses an entry that is larger than a single request may be, alone", async () => {
    const long = { ...notice(), keywords: Array.from({ length: 20_000 }, () => "KEY") };
    expect(verdicts(await resultsOf([long, notice()]))).toEqual(["413 too-large", "202"]);
  });

  it("of a hundred notices is done whole: at once, or what was left when it is sent again", async () => {
    const notices = Array.from({ length: 100 }, notice);
    const key = randomUUID();
    const results = await eventually("all of them are accepted", async () => {
      const sent = await resultsOf(notices, key);
      expect(verdicts(sent).filter((one) => one !== "202" && one !== "503 unavailable")).toEqual([]);
      return sent.every(({ status }) => status === 202) && sent;
    });
    expect(new Set(results.map((result) => result.notice!.noticeId)).size).toBe(100);
  });
});

describe("a batch is refused as a whole", () => {
  it.each([
    ["without notices", {}, "422 invalid-request", ["/notices missing_element"]],
    ["empty", { notices: [] }, "422 invalid-request", ["/notices too_few"]],
    ["of one notice that stands in no list", { notices: notice() }, "422 invalid-request", ["/notices wrong_type"]],
    [
      "of a hundred and one",
      { notices: Array.from({ length: 101 }, () => ({})) },
      "422 invalid-request",
      ["/notices too_many"],
    ],
    ["with an unknown field", { notices: [{}], urgent: true }, "422 invalid-request", ["/urgent unknown_field"]],
    ["no JSON", "{", "400 not-json", []],
    ["larger than half a megabyte", " ".repeat(524_289), "413 too-large", []],
  ])("%s", async (_, body, verdict, faults) => {
    const answered = await send(body);
    expect([verdictOf(answered), faultsIn(answered)]).toEqual([verdict, faults]);
  });

  it("without a usable key", async () => {
    for (const key of ["", "k".repeat(129)]) {
      expect(verdictOf(await send({ notices: [notice()] }, key))).toBe("400 idempotency-key-required");
    }
  });
});
