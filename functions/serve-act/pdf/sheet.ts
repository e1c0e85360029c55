import type PDFDocument from "pdfkit";
import { fonts } from "../fonts.ts";
import type { Face } from "../font-files.ts";
import type { Measure, SetLine, Setting } from "./lines.ts";

type Document = InstanceType<typeof PDFDocument>;
/** An element of the structure that a reader of the PDF goes by. */
export type Element = ReturnType<Document["struct"]>;

/** A4 in points, with room for what stands at the head and foot of each page. */
export const paper = { width: 595.28, height: 841.89, left: 62, right: 62, top: 64, bottom: 74 } as const;
/** Width of the text in points. */
export const textWidth = paper.width - paper.left - paper.right;
const lowest = paper.height - paper.bottom;

export const colours = {
  ink: "#1b1b1f",
  soft: "#55565e",
  rule: "#c9cbd3",
  band: "#f3f4f7",
  mark: "#8a5a00",
  markBand: "#fdf6e7",
} as const;

/** A cell of a row: where it begins, whose content it is, and its lines. */
export type Cell = { x: number; element: Element; lines: SetLine[] };

/** How a row is set. */
export type RowStyle = {
  /** From one line to the next, in points. */
  leading: number;
  /** Above the first and below the last line, in points. */
  padding?: number;
  /** Behind the row, and its edge at the left. */
  band?: { colour: string; edge: string };
  /** A rule above. */
  ruled?: true;
  /** Done on top of each page that the row runs on to, and of the page it begins, if that is a new one. */
  onNewPage?: () => void;
};

/** The pages of a document, written from top to bottom. */
export type Sheet = ReturnType<typeof openSheet>;

/** Opens the pages of a document; what is written is tagged as the content of its element. */
export function openSheet(document: Document) {
  let y: number = paper.top;
  const widths = new Map<string, number>();
  for (const face of Object.keys(fonts) as Face[]) document.registerFont(face, fonts[face]);

  const measure: Measure = (text, { face, size }) => {
    const key = `${face} ${size} ${text}`;
    const known = widths.get(key);
    if (known !== undefined) return known;
    const width = document.font(face, size).widthOfString(text);
    widths.set(key, width);
    return width;
  };

  function turnPage(): void {
    document.addPage();
    y = paper.top;
  }

  /** Turns the page if fewer than `height` points are left. */
  function keep(height: number): void {
    if (y + height > lowest && y > paper.top) turnPage();
  }

  function skip(height: number): void {
    y += height;
  }

  /** Draws what is no content. */
  function decorate(draw: () => void): void {
    document.markContent("Artifact", { type: "Layout" });
    draw();
    document.endMarkedContent();
  }

  function write(element: Element, { text, setting }: SetLine, x: number, baseline: number): void {
    const content = document.markStructureContent("Span");
    set(text, setting, x, baseline);
    document.endMarkedContent();
    element.add(content);
  }

  function set(text: string, { face, size, colour }: Setting, x: number, baseline: number): void {
    document.font(face, size).fillColor(colour).text(text, x, baseline, { lineBreak: false, baseline: "alphabetic" });
  }

  /** Writes cells side by side, whole on one page where one page can hold them. */
  function writeRow(cells: readonly Cell[], { leading, padding = 0, band, ruled, onNewPage }: RowStyle): void {
    const count = Math.max(...cells.map(({ lines }) => lines.length));
    const height = count * leading + 2 * padding;
    const firstPage = document.bufferedPageRange().count;
    if (y + height > lowest && (height <= lowest - paper.top - 60 || y + 3 * leading + padding > lowest)) turnPage();
    if (document.bufferedPageRange().count > firstPage) onNewPage?.();
    for (let from = 0; from < count;) {
      const fitting = Math.max(1, Math.floor((lowest - y - 2 * padding) / leading));
      const lines = Math.min(fitting, count - from);
      const tall = lines * leading + 2 * padding;
      if (band !== undefined || ruled === true) {
        decorate(() => {
          drawBehind(tall, band, ruled);
        });
      }
      for (const { x, element, lines: all } of cells) {
        all.slice(from, from + lines).forEach((line, index) => {
          write(element, line, x, y + padding + (index + 0.75) * leading);
        });
      }
      y += tall;
      from += lines;
      if (from < count) {
        turnPage();
        onNewPage?.();
      }
    }
  }

  function drawBehind(height: number, band: RowStyle["band"], ruled: RowStyle["ruled"]): void {
    if (band !== undefined) {
      document.rect(paper.left, y, textWidth, height).fill(band.colour);
      document.rect(paper.left, y, 3, height).fill(band.edge);
    }
    if (ruled === true) {
      document
        .moveTo(paper.left, y)
        .lineTo(paper.width - paper.right, y)
        .lineWidth(0.5)
        .stroke(colours.rule);
    }
  }

  /** Writes what stands on every page beside the content. */
  function onEveryPage(draw: (page: number, of: number) => void): void {
    const { start, count } = document.bufferedPageRange();
    for (let index = 0; index < count; index += 1) {
      document.switchToPage(start + index);
      document.markContent("Artifact", { type: "Pagination" });
      draw(index + 1, count);
      document.endMarkedContent();
    }
  }

  return { document, measure, keep, skip, set, decorate, writeRow, onEveryPage };
}
