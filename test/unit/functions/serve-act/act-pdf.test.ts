import { createRequire } from "node:module";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ServedNotice } from "../../../../core/contract/served-notice.ts";
import { actPdf } from "../../../../functions/serve-act/act-pdf.ts";
import { fonts } from "../../../../functions/serve-act/fonts.ts";
import { printable } from "../../../../functions/serve-act/pdf/lines.ts";
import { idOf } from "../../../support/cases.ts";
import { refanged } from "../../../support/refanged.ts";
import { oddNotices } from "../shared/acts/odd-texts.ts";
import { readPdf } from "./read-pdf.ts";
import { outlineOf, requisition, samples, secretOrder, sentencesOf, squeezed } from "../shared/acts/served-samples.ts";

const cases = Object.entries(samples).flatMap(([name, document]) =>
  (["fr", "en"] as const).map((language) => ({ name, language, outline: outlineOf(document, language) })),
);

async function read(document: ServedNotice) {
  const outline = outlineOf(document);
  const pdf = await readPdf(await actPdf(outline));
  return { ...pdf, outline, text: pdf.pages.join("") };
}

describe("the PDF of an act", () => {
  it.each(cases)(
    "says every sentence of the outline, and leads nowhere ($name, $language)",
    async ({ outline, language }) => {
      const bytes = await actPdf(outline);
      const pdf = await readPdf(bytes);
      const text = squeezed(pdf.pages.join(""));
      expect(sentencesOf(outline).filter((sentence) => !text.includes(squeezed(sentence)))).toEqual([]);
      expect(pdf).toMatchObject({
        title: `${outline.title} – ${outline.reference}`,
        language,
        isTagged: true,
        annotations: 0,
        images: 0,
        attachments: null,
        scripts: null,
        headings: outline.sections.map(({ heading }) => heading),
      });
      const raw = Buffer.from(bytes).toString("latin1");
      expect(raw).toContain("<pdfaid:part>2</pdfaid:part>");
      expect(raw).toContain("<pdfaid:conformance>A</pdfaid:conformance>");
      expect(raw).not.toMatch(/\/URI|\/Link|\/JavaScript|\/EmbeddedFile|\/Launch|\/Subtype \/Image/);
    },
  );

  it("names on each page the reference, the authority, the page and the digest in full", async () => {
    const { margins, outline } = await read(requisition);
    margins.forEach((margin, index) => {
      expect(margin).toContain(`${outline.reference} – ${outline.authority}`);
      expect(margin).toContain(`page ${index + 1} sur ${margins.length}`);
      expect(margin).toContain(outline.digest);
    });
    expect(margins.length).toBeGreaterThan(2);
  });

  it("is the same, byte for byte, for the same act", async () => {
    const first = await actPdf(outlineOf(requisition));
    await actPdf(outlineOf(secretOrder));
    const again = await actPdf(outlineOf(requisition));
    expect(Buffer.from(again).equals(Buffer.from(first))).toBe(true);
  });

  it("keeps names in any Latin, Greek or Cyrillic spelling", async () => {
    const names = [
      "Gáspár Erdős",
      "Łucja Wałęsa",
      "Žydrūnė Šėmaitė",
      "Ĳsbrand Œuvrard",
      "Γιώργος Παπαδόπουλος",
      "Ђорђе",
    ];
    const { text } = await read({ ...requisition, statementOfReasons: names.join("\n") });
    for (const name of names) expect(squeezed(text)).toContain(squeezed(name));
    expect(text).not.toContain("[U+");
  });

  it("writes a character it has no glyph for by its number, and says so", async () => {
    const { text } = await read({ ...requisition, statementOfReasons: "中 et 😀" });
    expect(text).toContain("[U+4E2D] et [U+1F600]");
    expect(squeezed(text)).toContain(squeezed("Un caractère que les polices de ce PDF n'ont pas"));
  });

  it("has a glyph in every typeface for each character that it prints", () => {
    const library = createRequire(createRequire(import.meta.url).resolve("pdfkit"));
    const { create } = library("fontkit") as {
      create: (bytes: Uint8Array) => { hasGlyphForCodePoint: (point: number) => boolean };
    };
    const faces = Object.values(fonts).map((bytes) => create(bytes));
    const points = Array.from({ length: 0x10000 }, (_, point) => point).filter(
      (point) => (point < 0xd800 || point > 0xdfff) && printable(String.fromCodePoint(point)).length === 1,
    );
    expect(points.length).toBeGreaterThan(600);
    expect(points.filter((point) => !faces.every((face) => face.hasGlyphForCodePoint(point)))).toEqual([]);
  });

  it("holds five hundred items, long addresses among them, each exact and in order", async () => {
    const items = Array.from({ length: 500 }, (_, index) => ({
      itemId: idOf("itm", index + 1),
      kind: "product_listing" as const,
      url: `https://fr.shein.com/example-p-${900_000_000 + index}.html?${index % 100 === 7 ? "a".repeat(1_990) : "x=1.5"}`,
    }));
    const { text, pages, margins } = await read({ ...requisition, items });
    const shown = refanged(squeezed(text));
    let from = 0;
    for (const { url, itemId } of items) {
      from = shown.indexOf(`${url}${itemId}`, from);
      expect(from).toBeGreaterThan(-1);
    }
    expect(pages.length).toBeGreaterThan(20);
    const tablePages = margins.filter((margin) => margin.includes("Adresse exacte et identifiant"));
    expect(tablePages.length).toBeGreaterThan(20);
  });

  it("breaks a statement longer than a page over pages", async () => {
    const statement = Array.from({ length: 700 }, (_, index) => `mot${index}`).join(" ");
    const { text } = await read({ ...requisition, statementOfReasons: statement, redress: { provider: statement } });
    expect(squeezed(text)).toContain(squeezed(statement));
  });

  it("has well-formed metadata whatever the names are", async () => {
    const named = { ...requisition, reference: `A&B <1> "2"`, addressee: { id: "shein", name: "R&D <b>" } };
    const bytes = await actPdf(outlineOf(named));
    const xml = /<\?xpacket begin[^]*?<\?xpacket end/.exec(Buffer.from(bytes).toString("latin1"))![0];
    expect(xml).not.toMatch(/&(?!amp;|lt;|gt;|quot;)|<b>|<1>/);
    expect(xml).toMatch(/R&amp;D &lt;b&gt; .* A&amp;B &lt;1&gt;/);
    const { pages, title } = await readPdf(bytes);
    expect(title).toContain(`R&D <b> – A&B <1> "2"`);
    expect(pages[0]).toContain(`R&D <b>`);
  });

  it("is made of any text", async () => {
    await fc.assert(
      fc.asyncProperty(oddNotices, async (notice) => {
        const pdf = await readPdf(await actPdf(outlineOf(notice)));
        expect(pdf.pages.length).toBeGreaterThan(1);
        expect(pdf.annotations).toBe(0);
      }),
      { numRuns: 12 },
    );
  });
});
