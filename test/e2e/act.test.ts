import { createHash, randomUUID } from "node:crypto";
import { getDocumentProxy } from "unpdf";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { NoticeAccepted } from "../../core/contract/submission.ts";
import type { Api } from "../support/e2e-api.ts";
import { readSample } from "../support/e2e-notice.ts";
import { openReceiver, type Receiver } from "../support/receiver.ts";
import { startRuntime } from "../support/runtime.ts";

const all = new AsyncDisposableStack();
let api: Api;
let temu: Receiver;
let url: string;
let caseId: string;
let digest: string;

beforeAll(async () => {
  const runtime = all.use(await startRuntime());
  ({ api, url } = runtime);
  temu = all.use(await openReceiver("temu"));
  await runtime.redirect("platforms/temu", temu.url);
  const body = readSample("02-gpsr-order-temu.json").notice;
  const headers = { "idempotency-key": randomUUID() };
  const accepted = NoticeAccepted.parse((await api.call("submitNotice", { as: "dgccrf", body, headers })).json);
  ({ caseId, digest } = accepted.cases[0]!);
});
afterAll(async () => all.disposeAsync());

const act = async (query: Record<string, string> = {}, as = "dgccrf") =>
  fetch(`${url}/v1/cases/${caseId}/act?${new URLSearchParams(query).toString()}`, {
    headers: { authorization: `Bearer ${await api.tokenOf(as)}` },
  });

async function textOf(pdf: ArrayBuffer): Promise<string> {
  const document = await getDocumentProxy(new Uint8Array(pdf));
  const pages = await Promise.all(
    Array.from({ length: document.numPages }, async (_, index) => (await document.getPage(index + 1)).getTextContent()),
  );
  return pages.flatMap(({ items }) => items.map((item) => ("str" in item ? item.str : ""))).join(" ");
}

describe("the links in a notice that is served", () => {
  const linked = async () => (await temu.took(caseId, "notice.issued")).data;

  it("lead to the act without a token, and say until when", async () => {
    const { act: links } = await linked();
    const page = await fetch(links.html, { headers: { "accept-language": "en" } });
    expect([page.status, page.headers.get("content-type")]).toEqual([200, "text/html; charset=utf-8"]);
    expect(await page.text()).toBe(await (await act()).text());
    const pdf = await fetch(links.pdf, { headers: { accept: "text/html,application/xhtml+xml,*/*;q=0.8" } });
    expect([pdf.status, pdf.headers.get("content-type")]).toEqual([200, "application/pdf"]);
    expect((await pdf.text()).slice(0, 5)).toBe("%PDF-");
  });

  it.each<[string, (link: URL) => void]>([
    [
      "a later end",
      (link) => {
        link.searchParams.set("expires", String(Number(link.searchParams.get("expires")) + 1));
      },
    ],
    ["another case", (link) => (link.pathname = link.pathname.replace(/.$/, (last) => (last === "0" ? "1" : "0")))],
    [
      "no signature",
      (link) => {
        link.searchParams.delete("signature");
      },
    ],
  ])("lead nowhere with %s", async (_title, change) => {
    const { act: links } = await linked();
    const link = new URL(links.html);
    change(link);
    const answered = await fetch(link);
    expect(answered.status).toBe(403);
    expect(await answered.json()).toMatchObject({ type: expect.stringMatching(/bad-link$/) as string });
  });
});

describe("the act of a case", () => {
  it("is a page to read, in French where the authority wrote French", async () => {
    const answered = await act();
    expect(answered.status).toBe(200);
    expect(answered.headers.get("content-type")).toBe("text/html; charset=utf-8");
    expect(answered.headers.get("content-security-policy")).toContain("default-src 'none'");
    const page = await answered.text();
    expect(page).toContain('<html lang="fr"');
    expect(page).toContain(digest);
    expect(page).toContain("GPSR-2026-11-19-0031");
    expect(page).not.toMatch(/https?:\/\/www\.temu\.com/);
  });

  it("is a PDF to keep, which says the same", async () => {
    const answered = await act({ format: "pdf", language: "en" });
    expect(answered.status).toBe(200);
    expect(answered.headers.get("content-type")).toBe("application/pdf");
    expect(answered.headers.get("content-disposition")).toBe(`inline; filename="${caseId}-v1.pdf"`);
    const bytes = await answered.arrayBuffer();
    expect(Buffer.from(bytes).subarray(0, 5).toString()).toBe("%PDF-");
    const text = (await textOf(bytes.slice(0))).replaceAll(/\s/g, "");
    expect(text).toContain(digest);
    expect(text).toContain("hxxps[:]//www[.]temu[.]com/fr/example-toy-g-900000000777.html");
    expect(
      Buffer.from(await (await act({ format: "pdf", language: "en" })).arrayBuffer()).equals(Buffer.from(bytes)),
    ).toBe(true);
  });

  it("is the served notice itself, in the form whose SHA-256 is the digest", async () => {
    const { act: links } = (await temu.took(caseId, "notice.issued")).data;
    for (const answered of [await act({ format: "json" }), await fetch(`${links.html}&format=json`)]) {
      expect([answered.status, answered.headers.get("content-type")]).toEqual([200, "application/json"]);
      const bytes = Buffer.from(await answered.arrayBuffer());
      expect(`sha-256:${createHash("sha256").update(bytes).digest("hex")}`).toBe(digest);
    }
  });

  it("tells no other site its address and is kept by no search engine, as page, PDF or JSON", async () => {
    const { act: links } = (await temu.took(caseId, "notice.issued")).data;
    for (const form of ["html", "pdf", "json"]) {
      const { headers } = await fetch(`${links.html}&format=${form}`);
      expect(headers.get("referrer-policy")).toBe("no-referrer");
      expect(headers.get("x-robots-tag")).toContain("noindex");
    }
    const wrong = await fetch(links.html.replace(/signature=.*/, "signature=x"));
    expect([wrong.status, wrong.headers.get("referrer-policy")]).toEqual([403, "no-referrer"]);
  });

  it("is nobody else's", async () => {
    expect((await act({}, "arcom")).status).toBe(404);
    expect((await fetch(`${url}/v1/cases/${caseId}/act`)).status).toBe(401);
  });

  it("has no other forms", async () => {
    expect((await act({ format: "docx" })).status).toBe(422);
  });
});
