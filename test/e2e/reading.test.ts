import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type * as z from "zod";
import { CasePage, PlatformPage, type CaseSummary } from "../../core/contract/api.ts";
import type { NoticeAccepted } from "../../core/contract/submission.ts";
import { problems } from "../../core/contract/problems.ts";
import { acceptedIn, faultsIn, problemIn, verdictOf, type Api } from "../support/e2e-api.ts";
import { acknowledged, removed } from "../support/e2e-answer.ts";
import { eventually } from "../support/e2e-eventually.ts";
import { sandboxNotice } from "../support/e2e-notice.ts";
import { caseIn, officerOf } from "../support/e2e-officer.ts";
import { digestOfJson, faultsOfChain } from "../support/e2e-record.ts";
import { startRuntime } from "../support/runtime.ts";

const all = new AsyncDisposableStack();
let api: Api;
/** Three notices of DGCCRF with longer and longer windows: on Shein and Temu, on Shein, on Temu. */
let notices: NoticeAccepted[];

beforeAll(async () => {
  ({ api } = all.use(await startRuntime()));
  notices = [];
  for (const [on, minutes] of [[["shein", "temu"], 10] as const, [["shein"], 20] as const, [["temu"], 30] as const]) {
    const within = { acknowledgeWithin: `PT${minutes}M`, actWithin: `PT${minutes + 5}M` };
    notices.push(await api.submit("dgccrf", sandboxNotice({ on, ...within })));
  }
  await api.submit("arcom", sandboxNotice({ on: ["shein"] }));
  await eventually("every notice is delivered", async () => {
    const { cases } = await api.get(CasePage, "listCases", { as: "dgccrf" });
    return cases.length === 4 && cases.every(({ status }) => status === "awaiting_acknowledgement");
  });
});

afterAll(async () => all.disposeAsync());

/** All pages of a list, and how many there were. */
async function listed(query: Record<string, string>, as = "dgccrf"): Promise<{ cases: CaseSummary[]; pages: number }> {
  const cases: CaseSummary[] = [];
  let pages = 0;
  let next: string | undefined;
  do {
    const page = await api.get(CasePage, "listCases", { as, query: { ...query, cursor: next } });
    cases.push(...page.cases);
    pages += 1;
    next = page.next;
  } while (next !== undefined);
  return { cases, pages };
}

describe("the list of one's cases", () => {
  it("holds one's own, the most urgent first, whatever the size of its pages", async () => {
    const { cases } = await listed({});
    expect(cases).toHaveLength(4);
    expect(new Set(cases.map(({ authority }) => authority))).toEqual(new Set(["dgccrf"]));
    // Two within a hundredth of their period may change places (docs/adr/0023): those of one notice, milliseconds apart.
    expect(cases.map(({ noticeId }) => noticeId)).toEqual([0, 0, 1, 2].map((index) => notices[index]!.noticeId));
    const one = await listed({ limit: "1" });
    expect(one.cases).toEqual(cases);
    expect(one.pages).toBeGreaterThanOrEqual(4);
    expect((await listed({ limit: "3" })).cases).toEqual(cases);
  });

  it("can be narrowed to a platform, and to the notice of an exact reference", async () => {
    const [both] = notices;
    const onTemu = await listed({ platform: "temu", limit: "1" });
    expect(onTemu.cases.map(({ platform }) => platform)).toEqual(["temu", "temu"]);
    const byReference = await listed({ reference: both!.reference });
    expect(byReference.cases.map(({ noticeId }) => noticeId)).toEqual([both!.noticeId, both!.noticeId]);
    const exact = await listed({ reference: both!.reference, platform: "shein" });
    expect(exact.cases.map(({ caseId }) => caseId)).toEqual([both!.cases[0]!.caseId]);
    expect((await listed({ reference: both!.reference.slice(0, -1) })).cases).toEqual([]);
    expect((await listed({ platform: "wish" })).cases).toEqual([]);
  });

  it("of closed ones holds a case from its closure on, and that of open ones no longer", async () => {
    const { caseId, digest, items } = (await api.submit("haut-commissariat", sandboxNotice({ on: ["vinted"] })))
      .cases[0]!;
    acceptedIn(await api.answer("vinted", removed({ caseId, digest }, items)));
    const idsOf = async (state: string) =>
      (await listed({ state }, "haut-commissariat")).cases.map((one) => one.caseId);
    expect([await idsOf("open"), await idsOf("closed")]).toEqual([[caseId], []]);
    caseIn(await officerOf(api, "haut-commissariat").act("closeCase", caseId));
    expect([await idsOf("open"), await idsOf("closed")]).toEqual([[], [caseId]]);
  });

  it.each([
    [{ state: "any" }, "/state unknown_value"],
    [{ limit: "0" }, "/limit too_small"],
    [{ limit: "101" }, "/limit too_large"],
    [{ limit: "ten" }, "/limit wrong_type"],
    [{ cursor: "nonsense" }, "/cursor bad_cursor"],
    [{ sort: "asc" }, "/sort unknown_field"],
  ])("is refused for %j", async (query, fault) => {
    const answered = await api.call("listCases", { as: "dgccrf", query });
    expect([verdictOf(answered), ...faultsIn(answered)]).toEqual(["422 invalid-request", fault]);
  });
});

describe("a case", () => {
  it("is read with its version as the entity tag", async () => {
    const { caseId, digest } = notices[1]!.cases[0]!;
    const answered = await api.call("readCase", { as: "dgccrf", params: { caseId } });
    const view = caseIn(answered);
    expect(answered.headers["etag"]).toBe(`"${view.version}"`);
    expect(view).toMatchObject({ caseId, digest, platform: "shein", authority: "dgccrf", review: "draft" });
    expect(answered.text).not.toMatch(/token|"rev"|"wait"|generation/);
  });

  it("has a record whose every event is chained to the one before it", async () => {
    const { caseId, digest, items } = notices[1]!.cases[0]!;
    acceptedIn(await api.answer("shein", acknowledged({ caseId, digest })));
    acceptedIn(await api.answer("shein", removed({ caseId, digest }, items)));
    const { version } = await eventually("everything is told", async () => {
      const view = await api.readCase("dgccrf", caseId);
      return view.outbox.length === 0 && view;
    });
    const record = await api.readEvents("dgccrf", caseId);
    expect(record.map(({ type }) => type).filter((type) => type !== "message.delivered")).toEqual([
      "case.opened",
      "notice.delivered",
      "answer.received",
      "answer.received",
    ]);
    expect(faultsOfChain(record)).toEqual([]);
    expect(record.at(-1)!.sequence).toBe(version);
    for (const limit of [1, 3]) expect(await api.readEvents("dgccrf", caseId, limit)).toEqual(record);
    expect(JSON.stringify(record)).not.toContain("shein.com");

    const [first, ...rest] = record;
    const tampered = [{ ...first!, at: rest[0]!.at }, ...rest];
    expect(faultsOfChain(tampered)).toEqual([`${caseId}/1 is not what was hashed`]);
  });

  it("has a document whose digest is the one that was accepted", async () => {
    for (const { caseId, digest } of notices.flatMap(({ cases }) => cases)) {
      const document = await api.call("readDocument", { as: "dgccrf", params: { caseId } });
      expect(digestOfJson(document.json)).toBe(digest);
    }
  });
});

describe("a platform's list of what is open", () => {
  it("holds all it takes to answer, page by page, and only its own", async () => {
    const feed: z.infer<typeof PlatformPage>["cases"] = [];
    let query: Record<string, string> | undefined = { limit: "1" };
    while (query !== undefined) {
      const ask = { as: "platform-temu", params: { platformId: "temu" }, query };
      const page: z.infer<typeof PlatformPage> = await api.get(PlatformPage, "listPlatformCases", ask);
      feed.push(...page.cases);
      query = page.next === undefined ? undefined : { limit: "1", cursor: page.next };
    }
    const expected = notices.flatMap(({ cases }) => cases.filter(({ platform }) => platform === "temu"));
    expect(new Set(feed.map(({ caseId }) => caseId))).toEqual(new Set(expected.map(({ caseId }) => caseId)));
    for (const { document, digest } of feed) {
      expect(document?.addressee.id).toBe("temu");
      expect(digestOfJson(document)).toBe(digest);
    }

    const { caseId, digest, document } = feed[0]!;
    const answer = acceptedIn(await api.answer("temu", removed({ caseId, digest }, document!.items)));
    expect(answer.status).toBe("answered");
    const left = await api.get(PlatformPage, "listPlatformCases", {
      as: "platform-temu",
      params: { platformId: "temu" },
    });
    expect(left.cases.map((one) => one.caseId)).toEqual(feed.slice(1).map((one) => one.caseId));
  });
});

describe("a problem", () => {
  it.each([
    [undefined, "fr"],
    ["fr", "fr"],
    ["en-GB", "en"],
    ["de, en;q=0.5", "en"],
    ["en;q=0.8, fr;q=0.9", "fr"],
    ["de", "fr"],
  ] as const)("is told for `Accept-Language: %s` in %s", async (wanted, language) => {
    const headers = { "accept-language": wanted };
    const params = { caseId: "case_00000000-0000-7000-8000-000000000000" };
    const ofFunction = await api.call("readCase", { as: "dgccrf", params, headers });
    const ofGateway = await api.call("readCase", { params, headers });
    for (const [answered, key] of [[ofFunction, "not-found"] as const, [ofGateway, "unauthorized"] as const]) {
      const { title, detail, instance, type } = problemIn(answered);
      expect({ title, detail }).toEqual({
        title: problems[key].title[language],
        detail: problems[key].detail[language],
      });
      expect(answered.headers).toMatchObject({ "content-language": language, vary: "Accept-Language" });
      expect(answered.headers["x-request-id"]).toBe(instance);
      expect(type).toBe(`/problems/${key}`);
    }
  });

  it("tells each of its faults in the language asked for", async () => {
    const query = { limit: "0" };
    const detailIn = async (language: string) => {
      const headers = { "accept-language": language };
      return problemIn(await api.call("listCases", { as: "dgccrf", query, headers })).errors?.[0]?.detail;
    };
    expect([await detailIn("fr"), await detailIn("en")]).toEqual(["Au moins 1.", "At least 1."]);
  });

  it("has a page of its own, in both languages", async () => {
    for (const problem of Object.keys(problems) as (keyof typeof problems)[]) {
      for (const language of ["fr", "en"] as const) {
        const headers = { "accept-language": language };
        const page = await api.call("problem", { params: { problem }, headers });
        expect([page.status, page.headers["content-language"]]).toEqual([200, language]);
      }
    }
    expect(verdictOf(await api.call("problem", { params: { problem: "no-such-problem" } }))).toBe("404 not-found");
  });
});

describe("the gateway", () => {
  it("answers for what no route serves, as a problem too", async () => {
    const ask = async (path: string, method = "GET") => {
      const answer = await fetch(`${api.url}${path}`, { method, headers: { "accept-language": "en" } });
      const text = await answer.text();
      const headers = Object.fromEntries(answer.headers);
      return { status: answer.status, headers, text, json: JSON.parse(text) as unknown };
    };
    expect(verdictOf(await ask("/v1/nothing"))).toBe("404 not-found");
    expect(verdictOf(await ask("/v1/cases/%E0%A4%A"))).toBe("400 bad-request");
    const other = await ask("/v1/notices", "DELETE");
    expect(verdictOf(other)).toBe("405 method-not-allowed");
    expect(other.headers["allow"]).toContain("POST");
  });

  it("says that it is ready, and shows its description and documentation to anybody", async () => {
    expect((await api.call("health")).json).toEqual({ status: "ok" });
    expect((await api.call("openapi")).json).toMatchObject({ openapi: expect.stringMatching(/^3\.1\./) as string });
    for (const language of ["fr", "en"]) {
      const docs = await api.call("docs", { headers: { "accept-language": language } });
      expect(docs.headers).toMatchObject({ "content-language": language });
      expect(docs.text).toContain('id="answers"');
    }
  });
});
