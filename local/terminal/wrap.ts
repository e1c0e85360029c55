/**
 * A space that a line must not break at: before a French sign, within quotation marks, between a number and what it
 * counts, within a date.
 */
const held = / (?=[:;?!»])|(?<=[«\d]) (?=\p{L})|(?<=\p{L}) (?=\d\d \p{L}+ \d\d:|\d\d:\d\d)|(?<=\(\+) /gu;

const noBreak = "\u00a0";

/** Breaks a text between words into lines of at most `width`; what is longer and cannot be broken stands alone. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.replaceAll(held, noBreak).split(" ")) {
    const longer = line === "" ? word : `${line} ${word}`;
    if (longer.length <= width || line === "") line = longer;
    else {
      lines.push(line);
      line = word;
    }
  }
  return [...lines, line].map((one) => one.replaceAll(noBreak, " "));
}
