import { serveNotice, type Part } from "../../../../../core/case/serve-notice.ts";
import type { Language } from "../../../../../core/contract/language.ts";
import { Notice } from "../../../../../core/contract/notice.ts";
import type { ServedNotice } from "../../../../../core/contract/served-notice.ts";
import { authorityIn, platformIn } from "../../../../../core/law/directory/directory.ts";
import { startingDirectory } from "../../../../../core/law/directory/starting-directory.ts";
import { actOutline } from "../../../../../functions/shared/acts/act-outline.ts";
import type { ActBlock, ActLine, ActOutline } from "../../../../../functions/shared/acts/act.ts";
import { digestOf } from "../../../../../functions/shared/digest.ts";
import { contextOf, idOf, start } from "../../../../support/cases.ts";
import { sampleNotice } from "../../../core/law/sample-notice.ts";

/** What `platform` is served of a sample notice with some fields replaced. */
function served(
  sample: string,
  { authority, platform }: { authority: string; platform: string },
  changes: Record<string, unknown> = {},
): ServedNotice {
  const notice = Notice.parse(sampleNotice(sample, changes));
  const part: Part = {
    notice,
    basis: contextOf(notice.legalBasis).basis,
    authority: authorityIn(startingDirectory, authority)!,
    platform: platformIn(startingDirectory, platform)!,
    items: notice.items.map((item, index) => ({ itemId: idOf("itm", index + 1), item })),
    noticeId: idOf("ntc", 7),
    caseId: idOf("case", 8),
    version: 1,
    issuedAt: start,
    nonce: "AAAAAAAAAAAAAAAAAAAAAA",
  };
  return serveNotice(part);
}

const dgccrfToShein = { authority: "dgccrf", platform: "shein" };

export const requisition = served("01-campaign-four-platforms", dgccrfToShein);
const order = served("02-gpsr-order-temu", { authority: "dgccrf", platform: "temu" });
export const report = served("03-report-haut-commissariat", { authority: "haut-commissariat", platform: "vinted" });
export const secretOrder = served("04-lcen-order-wish", { authority: "ofac", platform: "wish" });
export const injunction = served("01-campaign-four-platforms", dgccrfToShein, {
  legalBasis: "fr-conso-521-1",
  orderedDelay: "P10D",
  priorMeasures: undefined,
  authorUnidentifiable: true,
  adversarialStep: { date: "2025-10-06", reference: "CTR-77", summary: "Aucune observation reçue.\nDélai écoulé." },
});
export const inEnglish = served(
  "02-gpsr-order-temu",
  { authority: "dgccrf", platform: "temu" },
  {
    language: "en",
    statementOfReasons: "Toy whose small parts come off.",
    translations: {
      lt: {
        statementOfReasons: "Žaislas, kurio smulkios dalys atsiskiria: grėsmė užspringti.",
        provision: "Reglamentas, 5 str.",
      },
      fr: { statementOfReasons: "Jouet dont les petites pièces se détachent." },
    },
  },
);

/** One served notice for each instrument there is a usable basis for, and one in another language. */
export const samples = { requisition, order, report, secretOrder, injunction, inEnglish };

/** The outline of a served notice under its true digest. */
export function outlineOf(document: ServedNotice, language: Language = "fr"): ActOutline {
  return actOutline(document, digestOf(document), language);
}

/** Every text of an outline that a reader is shown, in order. */
export function sentencesOf({ authority, title, reference, opening, sections, closing }: ActOutline): string[] {
  return [
    authority,
    title,
    reference,
    ...opening.flatMap(textsOf),
    ...sections.flatMap(({ heading, blocks }) => [heading, ...blocks.flatMap(textsOf)]),
    ...closing.flatMap(textsOf),
  ];
}

function textsOf(block: ActBlock): string[] {
  const texts = (lines: readonly ActLine[]) => lines.map(({ text }) => text);
  switch (block.kind) {
    case "paragraphs":
    case "points":
      return texts(block.lines);
    case "warning":
      return [block.line.text];
    case "rows":
      return block.rows.flatMap(({ term, lines }) => [term, ...texts(lines)]);
    case "table":
      return [
        block.caption,
        ...block.columns.map(({ title }) => title),
        ...block.rows.flatMap((row) => row.flatMap(texts)),
      ];
  }
}

/** A text without its spaces, as two forms of it are compared whose lines break in different places. */
export function squeezed(text: string): string {
  return text.replaceAll(/\s+/g, "");
}
