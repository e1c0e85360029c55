import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { answerTable } from "../../../../core/contract/answer-table.ts";
import { OutgoingWebhook } from "../../../../core/contract/outgoing-webhook.ts";
import { problems } from "../../../../core/contract/problems.ts";
import { routes } from "../../../../core/contract/routes.ts";
import { presets } from "../../../../core/law/legal-bases.ts";
import { makeDescribeApi } from "../../../../functions/describe-api/handler.ts";
import { pageHeaders } from "../../../../functions/describe-api/page.ts";
import { shown, textOf } from "./page-text.ts";

const law = { bases: presets, allowSandbox: true };
const api = makeDescribeApi({ ...law, publicUrl: "https://sommation.example/" });
const languages = ["fr", "en"] as const;
const pages = languages.flatMap((language) => [
  { name: `docs (${language})`, language, page: api.docs(language) },
  ...Object.keys(problems).map((key) => ({
    name: `${key} (${language})`,
    language,
    page: api.problem(key, language) ?? "",
  })),
  { name: `legal bases (${language})`, language, page: api.legalBasesPage(language) },
  ...api.legalBases().legalBases.map(({ id }) => ({
    name: `${id} (${language})`,
    language,
    page: api.legalBasisPage(id, language) ?? "",
  })),
]);

describe("the description of the service", () => {
  it("gives the same OpenAPI text each time, for the address without its slash", () => {
    const text = api.openapi();
    expect(JSON.parse(text)).toMatchObject({ openapi: "3.1.0", servers: [{ url: "https://sommation.example" }] });
    expect(text).toContain('"tokenUrl":"https://sommation.example/oauth2/token"');
    expect(api.openapi()).toBe(text);
  });

  it("names another issuer of tokens where there is one", () => {
    const elsewhere = makeDescribeApi({
      ...law,
      publicUrl: "https://a.example",
      tokenUrl: "https://issuer.example/token",
    });
    expect(elsewhere.openapi()).toContain('"tokenUrl":"https://issuer.example/token"');
    expect(elsewhere.docs("en")).toContain("https://issuer.example/token");
  });

  it("is healthy when it answers", () => {
    expect(routes.health.answers[200][0].schema.parse(api.health())).toEqual({ status: "ok" });
  });
});

describe("the pages", () => {
  it.each(pages)("$name is whole, in its language, and loads and runs nothing", ({ page, language }) => {
    expect(page).toMatch(/^<!doctype html>/);
    expect(page).toContain(`<html lang="${language}">`);
    expect(page.match(/<h1>/g)).toHaveLength(1);
    expect(page).not.toMatch(/<script|<img|<link|<iframe|<form|\ssrc=|\sstyle=|\son[a-z]+=|url\(|@import/i);
    expect(page).not.toMatch(/undefined|\[object/);
  });

  it.each(languages)("are served under a policy that admits their own style and nothing else (%s)", (language) => {
    const [, style = ""] = /<style>([^]*)<\/style>/.exec(api.docs(language)) ?? [];
    const digest = createHash("sha256").update(style).digest("base64");
    expect(style).not.toBe("");
    expect(pageHeaders(language)).toMatchObject({
      "content-type": "text/html; charset=utf-8",
      "content-language": language,
      "content-security-policy": expect.stringContaining(`default-src 'none'; style-src 'sha256-${digest}';`) as string,
    });
  });

  it.each(pages)("$name links only to what there is", ({ page }) => {
    const targets = [...page.matchAll(/href="([^"]*)"/g)].map(([, target = ""]) => target);
    expect(targets.filter((target) => !exists(target, page))).toEqual([]);
  });

  it("differ between the languages", () => {
    for (const key of Object.keys(problems)) expect(api.problem(key, "fr")).not.toBe(api.problem(key, "en"));
    for (const { id } of api.legalBases().legalBases)
      expect(api.legalBasisPage(id, "fr")).not.toBe(api.legalBasisPage(id, "en"));
    expect(api.legalBasesPage("fr")).not.toBe(api.legalBasesPage("en"));
    expect(api.docs("fr")).not.toBe(api.docs("en"));
  });
});

function exists(target: string, page: string): boolean {
  const [path, anchor] = target.split("#");
  if (path === "" || path === "/docs") {
    return anchor === undefined || (path === "" ? page : api.docs("fr")).includes(`id="${anchor}"`);
  }
  const basis = /^\/(?:docs|v1)\/legal-bases(?:\/(.+))?$/.exec(target);
  if (basis !== null) return basis[1] === undefined || api.legalBasis(basis[1]) !== undefined;
  const problem = /^\/problems\/(.+)$/.exec(target)?.[1];
  return problem === undefined ? target === "/openapi.json" : Object.hasOwn(problems, problem);
}

describe("the documentation", () => {
  it.each(languages)("tells every route, answer, reason, webhook and problem (%s)", (language) => {
    const text = textOf(api.docs(language));
    const told = [
      ...Object.values(routes).map(({ method, path }) => `${method} ${path}`),
      ...Object.keys(answerTable).map((type) => `notice.${type}`),
      ...Object.values(answerTable).flatMap(({ reasons }) => Object.keys(reasons)),
      ...OutgoingWebhook.options.map((option) => option.shape.type.value),
      ...Object.keys(problems),
      ...presets.usable.map(({ id }) => id),
      "10 s, 30 s, 1 min, 2 min, 4 min, 8 min, 15 min",
    ];
    expect(told.filter((word) => !text.includes(word))).toEqual([]);
  });

  it("keeps the anchor that served notices point to", () => {
    for (const language of languages) expect(api.docs(language)).toContain('id="answers"');
  });

  it("escapes what it is given", () => {
    const page = makeDescribeApi({ ...law, publicUrl: 'https://a.example/"><script>&' }).docs("en");
    expect(page).toContain("https://a.example/&quot;&gt;&lt;script&gt;&amp;");
    expect(page).not.toContain("<script>");
  });
});

describe("the page of a problem", () => {
  it.each(Object.entries(problems))("of %s says its title, its status and what to do", (key, problem) => {
    for (const language of languages) {
      const text = textOf(api.problem(key, language) ?? "");
      expect(text).toContain(shown(problem.title[language]));
      expect(text).toContain(shown(problem.detail[language]));
      expect(text).toContain(String(problem.status));
      expect(text).toContain(`/problems/${key}`);
    }
  });

  it.each(["no-such-problem", "constructor", "__proto__", ""])("is not there for %j", (key) => {
    expect(api.problem(key, "fr")).toBeUndefined();
  });
});
