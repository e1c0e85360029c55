import { randomUUID } from "node:crypto";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CaseView } from "../../core/contract/api.ts";
import { NoticeAccepted, NoticePreview } from "../../core/contract/submission.ts";
import { problemIn, type Api } from "../support/e2e-api.ts";
import { eventually } from "../support/e2e-eventually.ts";
import { readSample } from "../support/e2e-notice.ts";
import { startRuntime } from "../support/runtime.ts";

const all = new AsyncDisposableStack();
let api: Api;

beforeAll(async () => {
  const legalBases = fileURLToPath(new URL("../../docs/samples/own-legal-bases.json", import.meta.url));
  ({ api } = all.use(await startRuntime({ legalBases })));
});
afterAll(async () => all.disposeAsync());

const gpsr = readSample("02-gpsr-order-temu.json").notice;

async function trial(assumedReceipt: string, notice: object = gpsr, as = "dgccrf") {
  const answered = await api.call("submitNotice", { as, query: { dryRun: "true", assumedReceipt }, body: notice });
  expect(answered.status, answered.text).toBe(200);
  return NoticePreview.parse(answered.json);
}

describe("a trial run", () => {
  it("counts both deadlines from an assumed receipt, and says why they end when they do", async () => {
    const { assumedReceipt, cases } = await trial("2026-03-19T14:00:00Z");
    expect(assumedReceipt).toBe("2026-03-19T14:00:00.000Z");
    const { calendar, clocks, html, document } = cases[0]!;
    expect(html).toContain("<!doctype html>");
    expect(html).toContain(document.reference);
    expect(calendar).toEqual({ state: "IE", assumed: false });
    expect(clocks.act).toMatchObject({ state: "running", within: "2WD", dueAt: "2026-03-24T00:00:00.000Z" });
    expect(clocks.act.why.map(({ code, date }) => [code, date])).toEqual([
      ["received", "2026-03-19"],
      ["day_not_counted", "2026-03-19"],
      ["working_day_counted", "2026-03-20"],
      ["day_skipped", "2026-03-21"],
      ["day_skipped", "2026-03-22"],
      ["working_day_counted", "2026-03-23"],
      ["ends", "2026-03-23"],
    ]);
    expect(clocks.act.why.at(-1)).toEqual({
      code: "ends",
      at: "2026-03-24T00:00:00.000Z",
      date: "2026-03-23",
      text: { fr: "Échéance le lundi 23 mars 2026 à 24 h 00.", en: "Due on Monday 23 March 2026 at 24:00." },
    });
    expect(clocks.acknowledge.dueAt).toBe("2026-03-21T00:00:00.000Z");
  });

  it("names the holidays that it skips", async () => {
    const notice = {
      ...gpsr,
      items: [{ url: "https://www.aliexpress.com/item/1005000000000001.html", kind: "product_listing" }],
    };
    const { clocks, calendar } = (await trial("2026-04-02T10:00:00Z", notice)).cases[0]!;
    expect(calendar.state).toBe("NL");
    expect(clocks.act.dueAt).toBe("2026-04-08T22:00:00.000Z");
    const skipped = clocks.act.why.filter(({ code }) => code === "day_skipped").map(({ text }) => text.en);
    expect(skipped.join()).toMatch(/Friday 3 April 2026.*Good Friday/);
    expect(skipped.join()).toMatch(/Monday 6 April 2026.*Easter Monday/);
  });

  it("shows that a calendar is assumed where the establishment is not known", async () => {
    const notice = {
      ...gpsr,
      items: [{ url: "https://www.wish.com/product/000000000000000000000001", kind: "product_listing" }],
    };
    const { clocks, calendar } = (await trial("2026-03-19T14:00:00Z", notice)).cases[0]!;
    expect(calendar).toEqual({ state: "FR", assumed: true });
    expect(clocks.act.why[1]).toMatchObject({
      code: "calendar_assumed",
      text: { fr: expect.stringContaining("hypothèse") as string },
    });
  });

  it("is refused where the calendar does not cover the receipt, with the reason", async () => {
    const query = { dryRun: "true", assumedReceipt: "2028-01-03T10:00:00Z" };
    const answered = await api.call("submitNotice", { as: "dgccrf", query, body: gpsr });
    expect(problemIn(answered)).toMatchObject({
      status: 422,
      errors: [
        { pointer: "/assumedReceipt", code: "calendar_not_covered", detail: expect.stringContaining("2028") as string },
      ],
    });
  });

  it("alone may assume a receipt", async () => {
    const query = { assumedReceipt: "2026-03-19T14:00:00Z" };
    const headers = { "idempotency-key": randomUUID() };
    const answered = await api.call("submitNotice", { as: "dgccrf", query, body: gpsr, headers });
    expect(problemIn(answered)).toMatchObject({ errors: [{ pointer: "/assumedReceipt", code: "only_in_trial" }] });
  });
});

describe("a case", () => {
  it("says why its deadlines are when they are, once its notice was received", async () => {
    const headers = { "idempotency-key": randomUUID() };
    const body = { ...gpsr, reference: `WHY-${randomUUID()}` };
    const accepted = NoticeAccepted.parse((await api.call("submitNotice", { as: "dgccrf", body, headers })).json);
    const { caseId } = accepted.cases[0]!;
    const read = async () => api.get(CaseView, "readCase", { as: "dgccrf", params: { caseId } });
    const running = await eventually("the notice is delivered", async () => {
      const view = await read();
      return view.clocks.act.state === "running" ? view : undefined;
    });
    expect(running.calendar).toEqual({ state: "IE", assumed: false });
    for (const clock of [running.clocks.acknowledge, running.clocks.act]) {
      expect(clock.why[0]).toMatchObject({ code: "received", at: clock.startedAt });
      expect(clock.why.at(-1)).toMatchObject({ code: "ends", at: clock.dueAt });
    }
  });
});

describe("a deployment's own legal bases", () => {
  const own = {
    legalBasis: "fr-example-code-12",
    language: "en",
    category: "PROTECTION_OF_MINORS",
    keywords: ["PROHIBITED_PRODUCTS"],
    territorialScope: ["FR"],
    statementOfReasons: "The listing offers what may not be sold.",
    orderedDelay: "P5D",
    items: [{ url: "https://www.shein.com/example-p-100000001.html", kind: "product_listing" }],
  };

  it("are submitted under, and served, as those that are built in are", async () => {
    const body = { ...own, reference: `OWN-${randomUUID()}` };
    const headers = { "idempotency-key": randomUUID() };
    const answered = await api.call("submitNotice", { as: "arcom", body, headers });
    expect(answered.status, answered.text).toBe(202);
    const { caseId } = NoticeAccepted.parse(answered.json).cases[0]!;
    const view = await eventually("the notice is delivered", async () => {
      const read = await api.get(CaseView, "readCase", { as: "arcom", params: { caseId } });
      return read.clocks.act.state === "running" ? read : undefined;
    });
    expect(view).toMatchObject({
      legalBasis: "fr-example-code-12",
      clocks: { act: { within: "P5D", rule: "fr_days" } },
    });
  });

  it("may close one that is built in, for a reason that is told", async () => {
    const body = { ...own, legalBasis: "eu-dsa-9", reference: `OWN-${randomUUID()}` };
    const headers = { "idempotency-key": randomUUID(), "accept-language": "en" };
    const answered = await api.call("submitNotice", { as: "arcom", body, headers });
    const { errors } = problemIn(answered);
    expect(errors?.[0]).toMatchObject({ code: "legal_basis_disabled" });
    expect(errors?.[0]?.detail).toContain("legal department");
  });
});
