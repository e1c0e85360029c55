import type { Language } from "../../../core/contract/language.ts";
import { frameWords } from "./frame-words.ts";
import type { Letter, WrittenBlock } from "./write.ts";

/** Characters of a line: what is still read comfortably, quoted or not. */
const width = 76;

/** Above what is said in small. No signature mark: mail programs hide what comes after one. */
const rule = "-".repeat(width);

/** A letter as plain text. */
export function textOf(letter: Letter): string {
  const { authority, title, greeting, blocks, button, facts, notes, language } = letter;
  const parts = [
    authority,
    wrapped(title),
    wrapped(greeting),
    ...blocks.map(blockText),
    // Alone on its line: nothing may be taken for a part of it.
    `${button.label}${frameWords.colon[language]}\n${button.url}`,
    blockText({ kind: "rows", rows: facts }),
    rule,
    ...[...notes, ...closingOf(language)].map((note) => wrapped(note)),
  ];
  return `${parts.join("\n\n")}\n`;
}

function closingOf(language: Language): string[] {
  return [frameWords.verify[language], frameWords.noReply[language]];
}

function blockText(block: WrittenBlock): string {
  switch (block.kind) {
    case "paragraph":
      return wrapped(block.text);
    case "heading":
      return wrapped(block.text.toUpperCase());
    case "rows":
      return block.rows.map(({ term, value }) => wrapped(`${term} ${value}`, "  ")).join("\n");
    case "list":
      return block.lines.map((line) => wrapped(`- ${line}`, "  ")).join("\n");
  }
}

/** Broken at spaces; a word that is longer than a line is left whole. */
function wrapped(text: string, indent = ""): string {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    if (line !== "" && line.length + word.length + 1 > width) {
      lines.push(line);
      line = `${indent}${word}`;
    } else {
      line = line === "" ? word : `${line} ${word}`;
    }
  }
  return [...lines, line].join("\n");
}
