import { invalid } from "./refusal.ts";
import { readerOf, type Reader, type Token } from "./tokens.ts";

/** Where a value lies in an item: names of attributes, or `#placeholders` of them, from the outside in. */
export type Path = { kind: "path"; steps: readonly string[] };

/** What stands on one side of a sign. */
export type Operand = Path | { kind: "value"; placeholder: string };

/** Comparisons of two operands. */
export type Sign = "=" | "<>" | "<" | "<=" | ">" | ">=";

/** A condition, filter or key condition. */
export type Condition =
  | { kind: "and" | "or"; left: Condition; right: Condition }
  | { kind: "not"; inner: Condition }
  | { kind: "exists"; path: Path; expected: boolean }
  | { kind: "begins"; operand: Operand; prefix: Operand }
  | { kind: "compare"; sign: Sign; left: Operand; right: Operand };

/** What an assignment takes its value from. */
export type Source =
  | { kind: "operand"; operand: Operand }
  | { kind: "unless_exists"; path: Path; otherwise: Source }
  | { kind: "sum"; left: Source; right: Source; sign: 1 | -1 };

/** The clauses of an update. */
export type Update = {
  set: readonly { path: Path; source: Source }[];
  remove: readonly Path[];
  add: readonly { path: Path; operand: Operand }[];
};

/** An expression as it was understood. */
export type Parsed<T> = {
  tree: T;
  /** The `#names` and `:values` it mentions. */
  placeholders: ReadonlySet<string>;
};

const signs: readonly string[] = ["=", "<>", "<", "<=", ">", ">="] satisfies Sign[];

/** Parses a condition, once for each text. @throws ValidationException when it is none that is known here. */
export const parseCondition = once((reader) => disjunction(reader));

/** Parses an update, once for each text. @throws ValidationException when it is none that is known here. */
export const parseUpdate = once(updateOf);

function once<T>(parse: (reader: Reader) => T): (text: string) => Parsed<T> {
  const known = new Map<string, Parsed<T>>();
  return (text) => {
    const before = known.get(text);
    if (before !== undefined) return before;
    const placeholders = new Set<string>();
    const reader = readerOf(text);
    const noting: Reader = {
      ...reader,
      next: () => {
        const token = reader.next();
        if (token.kind === "name" || token.kind === "value") placeholders.add(token.text);
        return token;
      },
    };
    const parsed = { tree: parse(noting), placeholders };
    if (!reader.isAtEnd()) throw invalid(`${reader.next().text} is not expected: ${text}`);
    known.set(text, parsed);
    return parsed;
  };
}

function disjunction(reader: Reader): Condition {
  let left = conjunction(reader);
  while (reader.takes("OR")) left = { kind: "or", left, right: conjunction(reader) };
  return left;
}

function conjunction(reader: Reader): Condition {
  let left = negation(reader);
  while (reader.takes("AND")) left = { kind: "and", left, right: negation(reader) };
  return left;
}

function negation(reader: Reader): Condition {
  if (reader.takes("NOT")) return { kind: "not", inner: negation(reader) };
  if (!reader.takes("(")) return predicate(reader);
  const inner = disjunction(reader);
  reader.expect(")");
  return inner;
}

function predicate(reader: Reader): Condition {
  const first = reader.next();
  if (first.kind === "word" && reader.takes("(")) {
    const condition = call(first.text, reader);
    reader.expect(")");
    return condition;
  }
  const left = operandFrom(first, reader);
  const { text } = reader.next();
  if (!isSign(text)) throw invalid(`${text} is no comparison`);
  return { kind: "compare", sign: text, left, right: operand(reader) };
}

function call(name: string, reader: Reader): Condition {
  switch (name) {
    case "attribute_exists":
    case "attribute_not_exists":
      return { kind: "exists", path: path(reader), expected: name === "attribute_exists" };
    case "begins_with": {
      const whole = operand(reader);
      reader.expect(",");
      return { kind: "begins", operand: whole, prefix: operand(reader) };
    }
    default:
      throw invalid(`the function ${name} is not known`);
  }
}

function updateOf(reader: Reader): Update {
  const set: { path: Path; source: Source }[] = [];
  const remove: Path[] = [];
  const add: { path: Path; operand: Operand }[] = [];
  do {
    if (reader.takes("SET")) list(reader, () => set.push(assignment(reader)));
    else if (reader.takes("REMOVE")) list(reader, () => remove.push(path(reader)));
    else if (reader.takes("ADD")) list(reader, () => add.push({ path: path(reader), operand: operand(reader) }));
    else throw invalid(`${reader.next().text} begins no clause`);
  } while (!reader.isAtEnd());
  return { set, remove, add };
}

function list(reader: Reader, element: () => unknown): void {
  do element();
  while (reader.takes(","));
}

function assignment(reader: Reader): { path: Path; source: Source } {
  const assigned = path(reader);
  reader.expect("=");
  const left = source(reader);
  const sign = reader.takes("+") ? 1 : reader.takes("-") ? -1 : undefined;
  if (sign === undefined) return { path: assigned, source: left };
  return { path: assigned, source: { kind: "sum", left, right: source(reader), sign } };
}

function source(reader: Reader): Source {
  const first = reader.next();
  if (first.kind !== "word" || !reader.takes("(")) return { kind: "operand", operand: operandFrom(first, reader) };
  if (first.text !== "if_not_exists") throw invalid(`the function ${first.text} is not known`);
  const looked = path(reader);
  reader.expect(",");
  const otherwise = source(reader);
  reader.expect(")");
  return { kind: "unless_exists", path: looked, otherwise };
}

function operand(reader: Reader): Operand {
  return operandFrom(reader.next(), reader);
}

function operandFrom(first: Token, reader: Reader): Operand {
  return first.kind === "value" ? { kind: "value", placeholder: first.text } : pathFrom(first, reader);
}

function path(reader: Reader): Path {
  return pathFrom(reader.next(), reader);
}

function pathFrom(first: Token, reader: Reader): Path {
  const steps = [nameIn(first)];
  while (reader.takes(".")) steps.push(nameIn(reader.next()));
  return { kind: "path", steps };
}

function nameIn({ kind, text }: Token): string {
  if (kind !== "word" && kind !== "name") throw invalid(`${text} names no attribute`);
  return text;
}

function isSign(text: string): text is Sign {
  return signs.includes(text);
}
