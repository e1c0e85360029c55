import { invalid } from "./refusal.ts";

/** A word, `#name`, `:value` or sign of an expression. */
export type Token = { kind: "word" | "name" | "value" | "sign"; text: string };

const pattern =
  /\s*(?:(?<word>[A-Za-z_]\w*)|(?<name>#\w+)|(?<value>:\w+)|(?<sign><>|<=|>=|[=<>(),.+-])|(?<other>\S)|$)/y;

const kinds = ["word", "name", "value", "sign"] as const;

/** Goes through the tokens of an expression. */
export type Reader = {
  /** The next token is this sign or, whatever its case, this word; it stays where it is. */
  isAt: (text: string) => boolean;
  /** Takes the next token if it is this sign or word. */
  takes: (text: string) => boolean;
  /** Takes the next token, whatever it is. */
  next: () => Token;
  /** Takes this sign. @throws when it is another. */
  expect: (text: string) => void;
  isAtEnd: () => boolean;
};

/** Opens an expression. @throws ValidationException where a character belongs to no token. */
export function readerOf(expression: string): Reader {
  const tokens = tokensOf(expression);
  let position = 0;
  const isAt = (text: string) => {
    const token = tokens[position];
    return (token?.kind === "word" ? token.text.toUpperCase() : token?.text) === text;
  };
  const next = () => {
    const token = tokens[position++];
    if (token === undefined) throw invalid(`the expression ends early: ${expression}`);
    return token;
  };
  return {
    isAt,
    takes: (text) => {
      const taken = isAt(text);
      if (taken) position += 1;
      return taken;
    },
    next,
    expect: (text) => {
      const token = next();
      if (token.text !== text) throw invalid(`${token.text} where ${text} is expected: ${expression}`);
    },
    isAtEnd: () => position === tokens.length,
  };
}

function tokensOf(expression: string): Token[] {
  const tokens: Token[] = [];
  for (const { groups = {} } of expression.matchAll(new RegExp(pattern, "gy"))) {
    if (groups["other"] !== undefined) throw invalid(`${groups["other"]} in the expression: ${expression}`);
    const kind = kinds.find((one) => groups[one] !== undefined);
    if (kind !== undefined) tokens.push({ kind, text: groups[kind] ?? "" });
  }
  return tokens;
}
