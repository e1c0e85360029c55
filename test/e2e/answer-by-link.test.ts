import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Api } from "../support/e2e-api.ts";
import { eventually } from "../support/e2e-eventually.ts";
import { sandboxNotice } from "../support/e2e-notice.ts";
import { mailAt } from "../support/mail.ts";
import { openReceiver } from "../support/receiver.ts";
import { startRuntime } from "../support/runtime.ts";

const all = new AsyncDisposableStack();
let api: Api;
let caseId: string;
let link: string;

beforeAll(async () => {
  // The fallback goes out after a tenth of the first window: seconds, while no deadline passes.
  const runtime = all.use(await startRuntime({ scale: 600 }));
  ({ api } = runtime);
  const wish = all.use(await openReceiver("wish", 503));
  await runtime.redirect("platforms/wish", wish.url);
  const notice = sandboxNotice({ on: ["wish"], items: 2, acknowledgeWithin: "PT10H", actWithin: "P30D" });
  const accepted = await api.submit("dgccrf", notice);
  ({ caseId } = accepted.cases[0]!);
  const mail = await mailAt(runtime.url, "the fallback mail", ({ subject }) => subject.startsWith(notice.reference));
  link = new RegExp(`${runtime.url}/v1/answers/\\S+`).exec(mail.text ?? "")![0];
  await eventually("the mail is the receipt", async () => {
    const { status, outbox } = await api.readCase("dgccrf", caseId);
    return status === "awaiting_acknowledgement" && outbox.every(({ channel }) => channel === "webhook");
  });
});

afterAll(async () => all.disposeAsync());

/** As a browser asks. */
const browser = { accept: "text/html,application/xhtml+xml,*/*;q=0.8" };

const answers = async () => {
  const events = await api.readEvents("dgccrf", caseId);
  return events.filter(({ type }) => type === "answer.received");
};

/** The hidden fields of one of the forms of a page. */
function formIn(page: string, answer: string): Record<string, string> {
  const form = new RegExp(`<form[^>]*id="form-${answer}"[\\s\\S]*?</form>`).exec(page)![0];
  const hidden = form.matchAll(/type="hidden"\s+name="(\w+)"\s+value="([^"]*)"/g);
  return Object.fromEntries([...hidden].map(([, name, value]) => [name!, value!]));
}

async function send(fields: Record<string, string>, headers: Record<string, string> = browser): Promise<Response> {
  return fetch(link, { method: "POST", headers, body: new URLSearchParams(fields), redirect: "manual" });
}

describe("the page behind the link of a mail", () => {
  it("is opened without a token, changes nothing and is no receipt, whoever follows the link", async () => {
    const recordOf = async () => {
      const { version, status } = await api.readCase("dgccrf", caseId);
      return { version, status, events: await api.readEvents("dgccrf", caseId) };
    };
    const before = (await recordOf()).events.filter(({ actor }) => actor.kind !== "system");
    const opened = await fetch(link, { headers: browser });
    expect([opened.status, opened.headers.get("content-type")]).toEqual([200, "text/html; charset=utf-8"]);
    expect(opened.headers.get("referrer-policy")).toBe("no-referrer");
    expect(opened.headers.get("cache-control")).toBe("no-store");
    const page = await opened.text();
    expect(page).toContain("hxxps[:]//www[.]wish[.]com/product/");
    expect(page).not.toMatch(/https:\/\/www\.wish\.com/);
    expect((await fetch(link, { method: "HEAD" })).status).toBe(200);
    expect((await fetch(link)).status).toBe(200);
    const after = await recordOf();
    expect(after.status).toBe("awaiting_acknowledgement");
    expect(after.events.filter(({ actor }) => actor.kind !== "system")).toEqual(before);
    expect(await answers()).toEqual([]);
  });

  it("leads on to the act, as a page, as a PDF and as the document that was served", async () => {
    const page = await (await fetch(link, { headers: browser })).text();
    const acts = [...page.matchAll(/href="([^"]*\/v1\/acts\/[^"]*)"/g)].map(([, url]) => url!.replaceAll("&amp;", "&"));
    const types = await Promise.all(acts.map(async (url) => (await fetch(url)).headers.get("content-type")));
    expect(types).toEqual(["text/html; charset=utf-8", "application/pdf", "application/json"]);
  });

  it("takes an answer once, however often the button is clicked, and says so", async () => {
    const page = await (await fetch(link, { headers: browser })).text();
    const fields = formIn(page, "acknowledged");
    const clicked = await Promise.all([send(fields), send(fields)]);
    expect(clicked.map(({ status }) => status)).toEqual([303, 303]);
    const led = await fetch(new URL(clicked[0].headers.get("location")!, link), { headers: browser });
    expect(led.status).toBe(200);
    expect(await led.text()).toMatch(/as received by link|comme reçu par le lien/);
    expect(await answers()).toMatchObject([{ data: { answer: "acknowledged", identified: "link" } }]);
    expect((await api.readCase("dgccrf", caseId)).status).toBe("awaiting_action");
  });

  it("gives a refused form back with what is wrong, to a program as a problem", async () => {
    const page = await (await fetch(link, { headers: browser })).text();
    const fields = { ...formIn(page, "action_taken"), "outcome.all": "removed", "measuredAt.all": "2999-01-01T00:00" };
    const refused = await send(fields);
    expect([refused.status, refused.headers.get("content-type")]).toEqual([422, "text/html; charset=utf-8"]);
    expect(await refused.text()).toContain('aria-invalid="true"');
    const problem = await send(fields, { accept: "application/json" });
    expect(await problem.json()).toMatchObject({ type: "/problems/impossible-time", status: 422 });
    expect(await answers()).toHaveLength(1);
  });

  it("reports a measure for every item, which settles the case", async () => {
    const page = await (await fetch(link, { headers: browser })).text();
    expect((await send({ ...formIn(page, "action_taken"), "outcome.all": "removed" })).status).toBe(303);
    const { status, items } = await api.readCase("dgccrf", caseId);
    expect(status).toBe("answered");
    expect(items.map(({ outcome }) => outcome)).toEqual(["removed", "removed"]);
  });

  it("is closed to a link that was changed: a page for a person, a problem for a program", async () => {
    const wrong = `${link}x`;
    expect((await fetch(wrong, { headers: browser })).headers.get("content-type")).toBe("text/html; charset=utf-8");
    const query = Object.fromEntries(new URL(link).searchParams);
    const refused = await api.call("answerPage", { params: { caseId }, query: { ...query, epoch: "7" } });
    expect(refused.status).toBe(403);
    const page = await api.call("answerPage", { params: { caseId }, query });
    expect(page.status).toBe(200);
  });

  it("leads nowhere once the authority has revoked the links sent so far, and neither do those to the act", async () => {
    const page = await (await fetch(link, { headers: browser })).text();
    const act = /href="([^"]*\/v1\/acts\/[^"]*)"/.exec(page)![1]!.replaceAll("&amp;", "&");
    const body = { by: { id: "officer-7", name: "Test Officer" }, reason: "A reason made up for a test." };
    const revoked = await api.call("revokeLinks", { as: "dgccrf", params: { caseId }, body });
    expect(revoked.status).toBe(200);
    for (const url of [link, act]) {
      const answered = await fetch(url, { headers: { accept: "application/json" } });
      expect(await answered.json()).toMatchObject({ type: "/problems/link-revoked", status: 410 });
    }
  });
});
