import PDFDocument from "pdfkit";
import type { Bilingual } from "../../core/contract/language.ts";
import type { ActOutline } from "../shared/acts/act.ts";
import { writeBlock, writeHeading } from "./pdf/blocks.ts";
import { brokenLines, printable, type Setting } from "./pdf/lines.ts";
import { colours, openSheet, paper, textWidth, type Element, type Sheet } from "./pdf/sheet.ts";

/**
 * An act as a PDF: A4, tagged, its typefaces within it, for long keeping (PDF/A-2a). The same outline makes the same bytes: its
 * only date is the act's own. It holds no link, no image and no file.
 */
export async function actPdf(outline: ActOutline): Promise<Uint8Array> {
  const document = new PDFDocument({
    size: "A4",
    margin: 0,
    font: "",
    pdfVersion: "1.7",
    subset: "PDF/A-2a",
    tagged: true,
    lang: outline.language,
    displayTitle: true,
    bufferPages: true,
    info: {
      Title: printable(`${outline.title} – ${outline.reference}`),
      Author: printable(outline.authority),
      Creator: "Sommation",
      Producer: "Sommation",
      CreationDate: new Date(outline.issuedAt),
    },
  });
  escapeMetadata(document);
  const written = bytesOf(document);
  const sheet = openSheet(document);
  const root = document.struct("Document");
  document.addStructure(root);
  writeTitle(sheet, root, outline);
  for (const block of outline.opening) writeBlock(sheet, root, block);
  for (const { heading, blocks, language } of outline.sections) {
    const section = document.struct("Sect", language === undefined ? {} : { lang: language });
    root.add(section);
    writeHeading(sheet, section, heading);
    document.outline.addItem(printable(heading));
    for (const block of blocks) writeBlock(sheet, section, block);
    section.end();
  }
  sheet.skip(22);
  sheet.keep(110);
  for (const block of outline.closing) writeBlock(sheet, root, block);
  if (lacksCharacters(outline)) writeBlock(sheet, root, missingNote(outline));
  root.end();
  writeMargins(sheet, outline);
  document.end();
  return written;
}

const authorityName: Setting = { face: "strong", size: 11, colour: colours.ink };
const titleSetting: Setting = { face: "strong", size: 21, colour: colours.ink };
const referenceSetting: Setting = { face: "text", size: 13, colour: colours.soft };
const margin: Setting = { face: "text", size: 8, colour: colours.soft };
const marginCode: Setting = { face: "code", size: 7, colour: colours.soft };

function writeTitle(sheet: Sheet, root: Element, { authority, title, reference }: ActOutline): void {
  const write = (type: string, words: string, setting: Setting, leading: number) => {
    const element = sheet.document.struct(type);
    root.add(element);
    const lines = brokenLines(printable(words), setting, textWidth, sheet.measure);
    sheet.writeRow([{ x: paper.left, element, lines }], { leading });
    element.end();
  };
  write("P", authority, authorityName, 16);
  sheet.skip(26);
  write("H1", title, titleSetting, 26);
  sheet.skip(2);
  write("P", reference, referenceSetting, 18);
  sheet.skip(18);
}

const pageWords = (page: number, of: number): Bilingual => ({
  fr: `page ${page} sur ${of}`,
  en: `page ${page} of ${of}`,
});

/** On each page: whose act it is, which page of how many, and the digest in full. */
function writeMargins(sheet: Sheet, { authority, reference, digest, language }: ActOutline): void {
  sheet.onEveryPage((page, of) => {
    const foot = paper.height - 44;
    const words = pageWords(page, of)[language];
    const left = fitted(sheet, printable(`${reference} – ${authority}`), textWidth - 80);
    sheet.document
      .moveTo(paper.left, foot)
      .lineTo(paper.width - paper.right, foot)
      .lineWidth(0.5)
      .stroke(colours.rule);
    sheet.set(left, margin, paper.left, foot + 13);
    sheet.set(words, margin, paper.width - paper.right - sheet.measure(words, margin), foot + 13);
    sheet.set(digest, marginCode, paper.left, foot + 24);
  });
}

/** A text cut to a width, for a margin; it stands whole on the first page. */
function fitted({ measure }: Sheet, text: string, width: number): string {
  const [first, ...others] = brokenLines(text, margin, width, measure);
  return others.length === 0 ? text : `${first?.text.trimEnd() ?? ""} …`;
}

function lacksCharacters(outline: ActOutline): boolean {
  const { opening, sections, closing, ...rest } = outline;
  const lines = [...opening, ...sections.flatMap(({ blocks }) => blocks), ...closing];
  const text = JSON.stringify({ lines, rest });
  return printable(text) !== text;
}

function missingNote({ language }: ActOutline): Parameters<typeof writeBlock>[2] {
  const words = {
    fr: "Un caractère que les polices de ce PDF n'ont pas y est écrit par son numéro dans Unicode, par exemple [U+4E2D].",
    en: "A character that the typefaces of this PDF lack is written by its number in Unicode, such as [U+4E2D].",
  } as const satisfies Bilingual;
  return { kind: "paragraphs", lines: [{ text: words[language], look: "soft" }] };
}

/** The writer puts the same words into the document's dictionary, as they are, and into XML, without escaping them there. */
function escapeMetadata(document: InstanceType<typeof PDFDocument>): void {
  const inner: object = document;
  if (!("_addInfo" in inner) || typeof inner._addInfo !== "function") {
    throw new Error("pdfkit writes its metadata in another way than it did");
  }
  const write = inner._addInfo;
  inner._addInfo = () => {
    const plain = document.info;
    const { Title = "", Author = "" } = plain;
    document.info = { ...plain, Title: forXml(Title), Author: forXml(Author) };
    Reflect.apply(write, document, []);
    document.info = plain;
  };
}

function forXml(text: string): string {
  const entities = { "&": "&amp;", "<": "&lt;", ">": "&gt;" } as const;
  return text.replaceAll(/[&<>]/g, (sign) => entities[sign as keyof typeof entities]);
}

async function bytesOf(document: InstanceType<typeof PDFDocument>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of document) {
    if (chunk instanceof Uint8Array) chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
