import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { actPage, actPageHeaders } from "../../../../../functions/shared/acts/act-page.ts";
import { refanged } from "../../../../support/refanged.ts";
import { oddNotices } from "./odd-texts.ts";
import { outlineOf, requisition, samples, secretOrder, sentencesOf, squeezed } from "./served-samples.ts";

const cases = Object.entries(samples).flatMap(([name, document]) =>
  (["fr", "en"] as const).map((language) => ({ name, language, outline: outlineOf(document, language) })),
);

/** The text of a page as its reader sees it, without its spaces. */
function textOf(page: string): string {
  const text = page
    .replace(/<style>[^]*<\/style>/, "")
    .replaceAll(/<[^>]*>/g, "")
    .replaceAll("&#39;", "'")
    .replaceAll("&quot;", '"')
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&");
  return squeezed(text);
}

/** Everything between angle brackets that this page may hold. */
const ownMarkup =
  /<(?:!doctype html|\/?(?:html|head|meta|title|style|body|header|main|footer|section|h1|h2|p|div|span|code|ul|li|dl|dt|dd|table|caption|colgroup|col|thead|tbody|tr|th|td)(?: [^<>]*)?)>/g;

describe("the page of an act", () => {
  it.each(cases)("says every sentence of the outline ($name, $language)", ({ outline }) => {
    const text = textOf(actPage(outline));
    expect(sentencesOf(outline).filter((sentence) => !text.includes(squeezed(sentence)))).toEqual([]);
  });

  it.each(cases)("is whole, in its language, and leads nowhere ($name, $language)", ({ outline, language }) => {
    const page = actPage(outline);
    expect(page).toMatch(/^<!doctype html>/);
    expect(page).toContain(`<html lang="${language}">`);
    expect(page.match(/<h1>/g)).toHaveLength(1);
    expect(page).not.toMatch(
      /<script|<img|<a\b|<link|<iframe|<form|\shref=|\ssrc=|\sstyle=|\son[a-z]+=|url\(|@import/i,
    );
    expect(page).not.toMatch(/https?:\/\//i);
  });

  it("shows each exact address so that it can be read back", () => {
    const text = refanged(actPage(outlineOf(requisition)).replaceAll("&amp;", "&"));
    for (const { url } of requisition.items) expect(text).toContain(`<code>${url}</code>`);
  });

  it("lets nothing run or load but its own style, and asks that no copy be kept", () => {
    const headers = actPageHeaders("fr");
    const style = /<style>([^]*)<\/style>/.exec(actPage(outlineOf(secretOrder)))![1]!;
    const digest = createHash("sha256").update(style).digest("base64");
    expect(headers["content-security-policy"]).toContain(`default-src 'none'; style-src 'sha256-${digest}';`);
    expect(headers["cache-control"]).toBe("private, no-store");
    expect(headers["referrer-policy"]).toBe("no-referrer");
    expect(headers["content-language"]).toBe("fr");
  });

  it("prints on A4", () => {
    expect(actPage(outlineOf(requisition))).toMatch(/@page \{\s*size: A4/);
  });

  it("marks what is written in another language", () => {
    const page = actPage(outlineOf(requisition, "en"));
    expect(page).toMatch(/<p lang="fr" dir="auto">Offre à la vente/);
  });

  it("holds no markup but its own, whatever the authority wrote", () => {
    fc.assert(
      fc.property(oddNotices, (notice) => {
        const outline = outlineOf(notice);
        const page = actPage(outline);
        expect(page.replace(/<style>[^]*<\/style>/, "").replaceAll(ownMarkup, "")).not.toMatch(/[<>]/);
        const text = textOf(page);
        expect(sentencesOf(outline).filter((sentence) => !text.includes(squeezed(sentence)))).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });
});
