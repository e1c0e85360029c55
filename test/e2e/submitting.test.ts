import { randomUUID } from "node:crypto";
import { readdirSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import * as z from "zod";
import { CasePage, NoticeView } from "../../core/contract/api.ts";
import { NoticeAccepted, NoticePreview } from "../../core/contract/submission.ts";
import { faultsIn, persistently, problemIn, verdictOf, type Api } from "../support/e2e-api.ts";
import { digestOfJson } from "../support/e2e-record.ts";
import { readSample, sandboxNotice } from "../support/e2e-notice.ts";
import { openReceiver, type Receiver } from "../support/receiver.ts";
import { startRuntime } from "../support/runtime.ts";

const all = new AsyncDisposableStack();
let api: Api;
let amazon: Receiver;

beforeAll(async () => {
  const runtime = all.use(await startRuntime());
  ({ api } = runtime);
  amazon = all.use(await openReceiver("amazon"));
  await runtime.redirect("platforms/amazon", amazon.url);
});

afterAll(async () => all.disposeAsync());

const submit = async (body: unknown, key?: string, as = "dgccrf") =>
  api.call("submitNotice", { as, body, headers: { "idempotency-key": key } });

const casesUnder = async (reference: string) =>
  (await api.get(CasePage, "listCases", { as: "dgccrf", query: { reference } })).cases;

describe("the sample notices", () => {
  const files = readdirSync(new URL("../samples/", import.meta.url)).filter((file) => file.endsWith(".json"));

  it.each(files.filter((file) => file.startsWith("0")))("%s is accepted, with a case per platform", async (file) => {
    const { submitAs, expected, notice } = readSample(file);
    const answered = await submit(notice, randomUUID(), submitAs);
    expect(answered.status).toBe(expected.status);
    const accepted = NoticeAccepted.parse(answered.json);
    expect(accepted.cases.map(({ platform }) => platform)).toEqual(expected.cases);
    expect(answered.headers["location"]).toBe(`/v1/notices/${accepted.noticeId}`);
  });

  it.each(files.filter((file) => file.startsWith("9")))(
    "%s is refused at exactly the pointers it names",
    async (file) => {
      const { submitAs, expected, notice } = readSample(file);
      const answered = await submit(notice, randomUUID(), submitAs);
      expect(answered.status).toBe(expected.status);
      const pointers = problemIn(answered).errors?.map(({ pointer }) => pointer);
      expect([...new Set(pointers)].sort()).toEqual(expected.errors);
      const { reference } = notice;
      const listed = await api.get(CasePage, "listCases", { as: submitAs, query: { reference } });
      expect(listed.cases).toEqual([]);
    },
  );
});

describe("submitting many times at once", () => {
  const many = Array.from({ length: 50 });

  it("50 equal requests under one key are one notice with one set of cases, and 50 equal answers", async () => {
    const notice = sandboxNotice({ on: ["amazon", "vinted"] });
    const key = randomUUID();
    const answers = await Promise.all(many.map(async () => persistently(async () => submit(notice, key))));
    expect([...new Set(answers.map(verdictOf))]).toEqual(["202"]);
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    const accepted = NoticeAccepted.parse(answers[0]!.json);
    const listed = await casesUnder(notice.reference);
    expect(listed.map(({ caseId }) => caseId).sort()).toEqual(accepted.cases.map(({ caseId }) => caseId).sort());
    const { caseId } = accepted.cases.find(({ platform }) => platform === "amazon")!;
    await amazon.took(caseId, "notice.issued");
    const served = amazon.arrivals.flatMap(({ message }) =>
      message.type === "notice.issued" && message.data.document.reference === notice.reference ? [message.data] : [],
    );
    expect(served.map((data) => data.caseId)).toEqual([caseId]);
  });

  it("50 under keys of their own and one reference are one notice, and 49 refusals that lead to it", async () => {
    const notice = sandboxNotice({ on: ["vinted"] });
    const keys = many.map(() => randomUUID());
    const answers = await Promise.all(keys.map(async (key) => persistently(async () => submit(notice, key))));
    const accepted = answers.filter(({ status }) => status === 202);
    expect(accepted).toHaveLength(1);
    const { noticeId } = NoticeAccepted.parse(accepted[0]!.json);
    const refused = answers.filter(({ status }) => status !== 202);
    expect([...new Set(refused.map(verdictOf))]).toEqual(["409 duplicate-reference"]);
    const links = refused.map((answered) => problemIn(answered).links?.["notice"]);
    expect(new Set(links)).toEqual(new Set([`/v1/notices/${noticeId}`]));
    expect(await casesUnder(notice.reference)).toHaveLength(1);
  });
});

describe("an idempotency key", () => {
  it("answers a repeat as the first time", async () => {
    const notice = sandboxNotice({ on: ["vinted"] });
    const key = randomUUID();
    const first = await submit(notice, key);
    const repeat = await submit(notice, key);
    expect([repeat.status, repeat.text]).toEqual([202, first.text]);
  });

  it("with another body is refused, and nothing of that body is kept", async () => {
    const key = randomUUID();
    expect(verdictOf(await submit(sandboxNotice({ on: ["vinted"] }), key))).toBe("202");
    const other = sandboxNotice({ on: ["vinted"] });
    expect(verdictOf(await submit(other, key))).toBe("422 idempotency-key-reused");
    expect(await casesUnder(other.reference)).toEqual([]);
  });

  it("is required, in a usable form", async () => {
    const notice = sandboxNotice({ on: ["vinted"] });
    for (const key of [undefined, "", "k".repeat(129), "with blank"]) {
      expect(verdictOf(await submit(notice, key))).toBe("400 idempotency-key-required");
    }
    expect(await casesUnder(notice.reference)).toEqual([]);
  });

  it("of a refused notice is free for the mended one", async () => {
    const notice = sandboxNotice({ on: ["vinted"] });
    const key = randomUUID();
    expect(verdictOf(await submit({ ...notice, statementOfReasons: "" }, key))).toBe("422 invalid-notice");
    expect(verdictOf(await submit(notice, key))).toBe("202");
  });
});

describe("a trial run", () => {
  it("shows the documents and the deadlines, writes nothing and sends nothing", async () => {
    const notice = sandboxNotice({ on: ["amazon"], items: 2 });
    const query = { dryRun: "true" };
    const trial = await api.get(NoticePreview, "submitNotice", { as: "arcom", query, body: notice });
    expect(trial.cases.map(({ platform }) => platform)).toEqual(["amazon"]);
    const { document, clocks } = trial.cases[0]!;
    expect(document.items.map(({ url }) => url)).toEqual(notice.items.map(({ url }) => url));
    expect(clocks.acknowledge).toMatchObject({ within: "PT30M", basis: "sla", startedAt: trial.assumedReceipt });
    expect((await api.get(CasePage, "listCases", { as: "arcom" })).cases).toEqual([]);

    // The reference is not used up, and the first thing that comes to the platform is the real one.
    const accepted = await api.submit("arcom", notice);
    await amazon.took(accepted.cases[0]!.caseId, "notice.issued");
    const served = amazon.arrivals.flatMap(({ message }) =>
      message.type === "notice.issued" && message.data.document.reference === notice.reference ? [message.data] : [],
    );
    expect(served.map(({ noticeId }) => noticeId)).toEqual([accepted.noticeId]);
  });

  it("names the same faults as the real one", async () => {
    const { submitAs, notice } = readSample("92-bad-incomplete-order.json");
    const real = await submit(notice, randomUUID(), submitAs);
    const trial = await api.call("submitNotice", { as: submitAs, query: { dryRun: "true" }, body: notice });
    expect({ ...problemIn(trial), instance: "" }).toEqual({ ...problemIn(real), instance: "" });
  });
});

describe("a body that cannot be read", () => {
  const notice = sandboxNotice({ on: ["vinted"] });
  const text = JSON.stringify(notice);
  const key = { "idempotency-key": "unreadable" };

  it.each([
    ["no JSON", text.slice(1), "400 not-json"],
    ["nothing", "", "400 not-json"],
    ["nested too deeply", `${"[".repeat(20_000)}${"]".repeat(20_000)}`, "400 not-json"],
    ["not UTF-8", Buffer.concat([Buffer.from(text.slice(0, -1)), Buffer.from([0x2c, 0xff, 0x7d])]), "400 not-json"],
    ["too large by a byte", text.padEnd(65_537), "413 too-large"],
    ["a list", "[]", "422 invalid-notice"],
  ])("%s", async (_, body, verdict) => {
    expect(verdictOf(await api.call("submitNotice", { as: "dgccrf", headers: key, body }))).toBe(verdict);
  });

  it.each(["text/plain", "application/x-www-form-urlencoded", "application/json-patch+json"])(
    "is one of the type %s",
    async (type) => {
      const headers = { ...key, "content-type": type };
      const answered = await api.call("submitNotice", { as: "dgccrf", headers, body: text });
      expect(verdictOf(answered)).toBe("415 unsupported-media-type");
    },
  );

  it("up to the limit is read", async () => {
    const headers = { ...key, "content-type": "Application/JSON; charset=utf-8" };
    const query = { dryRun: "true" };
    const answered = await api.call("submitNotice", { as: "dgccrf", query, headers, body: text.padEnd(65_536) });
    expect(verdictOf(answered)).toBe("200");
  });
});

describe("a notice that is readable and wrong", () => {
  const notice = sandboxNotice({ on: ["vinted"] });
  const faults = async (body: unknown) => faultsIn(await submit(body, randomUUID()));

  it("is refused with every unknown field, at any depth", async () => {
    const [item] = notice.items;
    const body = { ...notice, urgent: true, items: [{ ...item, price: 1, locators: { colour: "x" } }] };
    expect(await faults(body)).toEqual([
      "/items/0/locators/colour unknown_field",
      "/items/0/price unknown_field",
      "/urgent unknown_field",
    ]);
  });

  it("is refused where a field could reach a prototype", async () => {
    const text = JSON.stringify(notice);
    for (const poisoned of [
      text.replace("{", '{"__proto__":{"legalBasis":"sandbox"},'),
      text.replace('"kind":', '"__proto__":{"a":1},"kind":'),
      text.replace('"language":', '"translations":{"__proto__":{}},"language":'),
      text.replace('"language":', '"constructor":{"prototype":{}},"language":'),
    ]) {
      expect(verdictOf(await submit(poisoned, randomUUID()))).toBe("422 invalid-notice");
    }
  });

  it("is refused where it holds an embedded file, which is never repeated", async () => {
    const answered = await submit(readSample("90-bad-embedded-image.json").notice, randomUUID(), "haut-commissariat");
    expect(answered.text).not.toMatch(/image\/png|iVBOR/);
    const bytes = { ...notice, statementOfReasons: "QUJD".repeat(40) };
    expect(await faults(bytes)).toEqual(["/statementOfReasons base64"]);
    const address = { ...notice, items: [{ url: "https://www.vinted.fr/?q=data:text/html", kind: "page" }] };
    expect(await faults(address)).toEqual(["/items/0/url data_uri"]);
  });

  it("is refused for an unknown parameter of the address", async () => {
    const query = { dryrun: "true" };
    const answered = await api.call("submitNotice", { as: "dgccrf", query, body: notice });
    expect([verdictOf(answered), ...faultsIn(answered)]).toEqual(["422 invalid-request", "/dryrun unknown_field"]);
  });
});

describe("a notice that was accepted", () => {
  it("is read back as it was submitted, each platform's document with its own items only", async () => {
    const notice = sandboxNotice({ on: ["amazon", "wish"], items: 2 });
    const accepted = await api.submit("dgccrf", notice);
    const params = { noticeId: accepted.noticeId };
    const view = await api.get(NoticeView, "readNotice", { as: "dgccrf", params });
    expect(view).toMatchObject({ noticeId: accepted.noticeId, version: 1, notice });
    expect(view.cases.map(({ caseId }) => caseId)).toEqual(accepted.cases.map(({ caseId }) => caseId));
    for (const { caseId, digest, items } of accepted.cases) {
      const document = await api.call("readDocument", { as: "dgccrf", params: { caseId } });
      expect(digestOfJson(document.json)).toBe(digest);
      const served = z.object({ items: z.array(z.object({ itemId: z.string(), url: z.string() })) });
      expect(served.parse(document.json).items).toEqual(items);
    }
    const [first] = accepted.cases;
    await amazon.took(first!.caseId, "notice.issued");
    const [attempt] = amazon.of(first!.caseId, "notice.issued");
    const webhook = z.object({ data: z.object({ document: z.unknown() }) }).parse(attempt!.json);
    expect(digestOfJson(webhook.data.document)).toBe(first!.digest);
  });
});
