/** What makes a JSON text unfit to be read, though a parser would take it. */
export type JsonFlaw = "too_deep" | "repeated_name";

/** Deeper nesting than any schema of ours has; parsing and checking it would cost a stack frame a level. */
const deepest = 32;

/** The names met so far in each object that is open; undefined for an array. */
type Open = Set<string> | undefined;

/**
 * Looks for nesting that is too deep and for names that an object has twice, of which readers take different ones
 * (RFC 8259 §4). Anything else that is wrong with the text is left to the parser.
 */
export function jsonFlaw(text: string): JsonFlaw | undefined {
  const open: Open[] = [];
  let index = 0;
  while (index < text.length) {
    const character = text[index];
    if (character === '"') {
      const end = endOfString(text, index);
      const names = open.at(-1);
      if (names !== undefined && isName(text, end)) {
        const name = unescaped(text.slice(index, end));
        if (names.has(name)) return "repeated_name";
        names.add(name);
      }
      index = end;
      continue;
    }
    if (character === "{" || character === "[") {
      open.push(character === "{" ? new Set() : undefined);
      if (open.length > deepest) return "too_deep";
    } else if (character === "}" || character === "]") open.pop();
    index += 1;
  }
  return undefined;
}

/** The index after the closing quote of the string that begins at `start`. */
function endOfString(text: string, start: number): number {
  let index = start + 1;
  while (index < text.length && text[index] !== '"') index += text[index] === "\\" ? 2 : 1;
  return index + 1;
}

/** A string in an object is a name when a colon follows it. */
function isName(text: string, end: number): boolean {
  const rest = /[^ \t\r\n]/g;
  rest.lastIndex = end;
  return rest.exec(text)?.[0] === ":";
}

/** Equal names may be spelt with and without escapes. A string that cannot be read is the parser's to refuse. */
function unescaped(quoted: string): string {
  if (!quoted.includes("\\")) return quoted.slice(1, -1);
  try {
    return String(JSON.parse(quoted));
  } catch {
    return quoted;
  }
}
