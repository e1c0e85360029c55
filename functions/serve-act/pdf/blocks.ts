import type { ActBlock, ActLine, ActRow } from "../../shared/acts/act.ts";
import { brokenLines, printable, type SetLine, type Setting } from "./lines.ts";
import { colours, paper, textWidth, type Cell, type Element, type RowStyle, type Sheet } from "./sheet.ts";

const text: Setting = { face: "text", size: 10.5, colour: colours.ink };
const strong: Setting = { face: "strong", size: 10.5, colour: colours.ink };
const soft: Setting = { face: "text", size: 9.5, colour: colours.soft };
const code: Setting = { face: "code", size: 7.8, colour: colours.ink };
const term: Setting = { face: "text", size: 10.5, colour: colours.soft };
const inTable: Setting = { face: "text", size: 9.5, colour: colours.ink };
const columnTitle: Setting = { face: "strong", size: 9.5, colour: colours.ink };
const leading = 14.5;
const tableLeading = 12.5;
/** Width of the names of a list of rows, and the room to what is said of them. */
const termWidth = 116;
const gap = 14;

/** Writes a heading, and sees to it that it does not stand alone at the foot of a page. */
export function writeHeading(sheet: Sheet, parent: Element, heading: string): void {
  sheet.skip(16);
  sheet.keep(76);
  const element = child(sheet, parent, "H2");
  const setting: Setting = { face: "strong", size: 13, colour: colours.ink };
  const shown = printable(heading);
  sheet.writeRow([{ x: paper.left, element, lines: brokenLines(shown, setting, textWidth, sheet.measure) }], {
    leading: 18,
  });
  element.end();
  sheet.skip(4);
}

/** Writes a block as content of `parent`. */
export function writeBlock(sheet: Sheet, parent: Element, block: ActBlock): void {
  switch (block.kind) {
    case "paragraphs":
      for (const line of block.lines) writeParagraph(sheet, parent, line);
      return;
    case "warning":
      writeWarning(sheet, parent, block.line);
      return;
    case "points":
      writePoints(sheet, parent, block.lines);
      return;
    case "rows":
      writeRows(sheet, parent, block.rows, block.framed === true);
      return;
    case "table":
      writeTable(sheet, parent, block);
      return;
  }
}

function writeParagraph(sheet: Sheet, parent: Element, line: ActLine): void {
  const element = child(sheet, parent, "P", line.language);
  sheet.writeRow([{ x: paper.left, element, lines: setLines(sheet, [line], textWidth) }], { leading });
  element.end();
  sheet.skip(4);
}

function writeWarning(sheet: Sheet, parent: Element, line: ActLine): void {
  const element = child(sheet, parent, "P", line.language);
  const lines = setLines(sheet, [line], textWidth - 2 * gap);
  sheet.skip(8);
  sheet.writeRow([{ x: paper.left + gap, element, lines }], {
    leading,
    padding: 8,
    band: { colour: colours.markBand, edge: colours.mark },
  });
  element.end();
  sheet.skip(4);
}

function writePoints(sheet: Sheet, parent: Element, points: readonly ActLine[]): void {
  const list = child(sheet, parent, "L");
  for (const point of points) {
    const entry = child(sheet, list, "LI", point.language);
    const label = child(sheet, entry, "Lbl");
    const body = child(sheet, entry, "LBody");
    sheet.writeRow(
      [
        { x: paper.left + 4, element: label, lines: [{ text: "•", setting: text }] },
        { x: paper.left + 18, element: body, lines: setLines(sheet, [point], textWidth - 18) },
      ],
      { leading },
    );
    entry.end();
  }
  list.end();
  sheet.skip(6);
}

function writeRows(sheet: Sheet, parent: Element, rows: readonly ActRow[], framed: boolean): void {
  const list = child(sheet, parent, "L");
  const inset = framed ? gap : 0;
  const x = paper.left + inset;
  const width = textWidth - 2 * inset - termWidth - gap;
  const style: RowStyle = {
    leading,
    padding: framed ? 3 : 2,
    ...(framed && { band: { colour: colours.band, edge: colours.ink } }),
  };
  if (framed) sheet.skip(10);
  for (const row of rows) {
    const entry = child(sheet, list, "LI");
    const label = child(sheet, entry, "Lbl");
    const cells: Cell[] = [
      {
        x,
        element: label,
        lines: brokenLines(printable(row.term), framed ? strong : term, termWidth, sheet.measure),
      },
      bodyOf(sheet, entry, row.lines, x + termWidth + gap, width),
    ];
    sheet.writeRow(cells, style);
    entry.end();
  }
  list.end();
  sheet.skip(4);
}

/** What is said of a term, in the language that all of it is written in. */
function bodyOf(sheet: Sheet, entry: Element, lines: readonly ActLine[], x: number, width: number): Cell {
  const [language, ...others] = new Set(lines.map((line) => line.language));
  const element = child(sheet, entry, "LBody", others.length === 0 ? language : undefined);
  return { x, element, lines: setLines(sheet, lines, width) };
}

function writeTable(sheet: Sheet, parent: Element, table: Extract<ActBlock, { kind: "table" }>): void {
  const { caption, columns, rows } = table;
  const element = child(sheet, parent, "Table");
  const places = columns.map(({ share }, index) => {
    const before = columns.slice(0, index).reduce((sum, column) => sum + column.share, 0);
    return { x: paper.left + before * textWidth, width: share * textWidth - 10 };
  });
  const titles = columns.map(({ title }, index) =>
    brokenLines(printable(title), columnTitle, places[index]?.width ?? textWidth, sheet.measure),
  );
  const headHeight = Math.max(...titles.map(({ length }) => length)) * tableLeading + 6;
  sheet.keep(headHeight + 5 * tableLeading);
  writeCaption(sheet, element, caption);
  const head = child(sheet, element, "TR");
  sheet.writeRow(
    titles.map((lines, index) => ({
      x: places[index]?.x ?? paper.left,
      element: header(sheet, head, "Column"),
      lines,
    })),
    { leading: tableLeading, padding: 3 },
  );
  head.end();
  for (const row of rows) {
    const line = child(sheet, element, "TR");
    const cells = row.map((content, index): Cell => {
      const { x, width } = places[index] ?? { x: paper.left, width: textWidth };
      const cell = index === 0 ? header(sheet, line, "Row") : child(sheet, line, "TD");
      return { x, element: cell, lines: setLines(sheet, content, width, inTable) };
    });
    const onNewPage = () => {
      repeatTitles(sheet, titles, places, headHeight);
    };
    sheet.writeRow(cells, { leading: tableLeading, padding: 4, ruled: true, onNewPage });
    line.end();
  }
  element.end();
  sheet.skip(8);
}

function writeCaption(sheet: Sheet, table: Element, caption: string): void {
  const element = child(sheet, table, "Caption");
  const lines = brokenLines(printable(caption), { ...term, size: 9.5 }, textWidth, sheet.measure);
  sheet.writeRow([{ x: paper.left, element, lines }], { leading: tableLeading, padding: 2 });
  element.end();
}

/** Titles of the columns on a further page: seen, but not read out again. */
function repeatTitles(
  sheet: Sheet,
  titles: readonly SetLine[][],
  places: readonly { x: number }[],
  height: number,
): void {
  sheet.decorate(() => {
    titles.forEach((lines, column) => {
      lines.forEach((line, index) => {
        const baseline = paper.top + 3 + (index + 0.75) * tableLeading;
        sheet.set(line.text, line.setting, places[column]?.x ?? paper.left, baseline);
      });
    });
  });
  sheet.skip(height);
}

function setLines(sheet: Sheet, lines: readonly ActLine[], width: number, plain = text): SetLine[] {
  return lines.flatMap((line) => {
    const setting = settingOf(line, plain);
    const shown = printable(line.look === "code" ? line.text : line.text.normalize());
    return brokenLines(shown, setting, width, sheet.measure);
  });
}

function settingOf({ look }: ActLine, plain: Setting): Setting {
  if (look === "code") return code;
  if (look === "soft") return plain === inTable ? { ...soft, size: 8.5 } : soft;
  return plain;
}

function header(sheet: Sheet, row: Element, scope: "Column" | "Row"): Element {
  // The types of the library do not know `scope`, which the library does.
  const options = { lang: undefined, scope };
  const element = sheet.document.struct("TH", options);
  row.add(element);
  return element;
}

function child(sheet: Sheet, parent: Element, type: string, language?: string): Element {
  const element = sheet.document.struct(type, language === undefined ? {} : { lang: language });
  parent.add(element);
  return element;
}
