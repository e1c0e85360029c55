import type { Draws } from "./hostile-draws.ts";

/** JSON as it is written here, with places whose text no serialiser would write. */
export type Wild = null | boolean | number | string | RawText | Wild[] | { [name: string]: Wild };

/** A text that stands in a document as it is, whether or not it is JSON. */
class RawText {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** Planted in what is sent; a refusal that repeats it repeats values. */
export const canary = "Canary 5d1c77!";

/** Writes a document; raw texts as they are. */
export function written(value: Wild): string {
  if (value instanceof RawText) return value.text;
  if (Array.isArray(value)) return `[${value.map(written).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  return `{${Object.entries(value)
    .map(([name, entry]) => `${JSON.stringify(name)}:${written(entry)}`)
    .join(",")}}`;
}

const hostileNames = [
  "__proto__",
  "constructor",
  "prototype",
  "toString",
  "hasOwnProperty",
  "then",
  "toJSON",
  "",
  "a.b",
  "~1/0",
  "$ref",
  "pk",
  "\u0000",
  "\u202ename",
  "n".repeat(5_000),
];

const strings: readonly ((draws: Draws) => string)[] = [
  () => canary,
  () => "",
  () => " ",
  () => "\u0000",
  () => "\u001b[2J",
  () => "line\r\nSet-Cookie: a=b",
  () => "\u202eesrever\u202c",
  () => "\ufeffbom",
  () => "\ud800",
  () => "\udc00\ud800x",
  () => "e\u0301".repeat(500),
  () => "\u{1f9ff}".repeat(2_100),
  () => "data:text/plain;base64,QUJDREVGR0g=",
  () => "da\tta:text/plain,x",
  () => "QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVo".repeat(8),
  () => "__proto__",
  () => "../../../../etc/passwd",
  () => "%00%2e%2e%2f",
  () => "${env.SECRETS}{{7*7}}",
  () => "' OR '1'='1",
  () => "<script>alert(1)</script>",
  () => "9999-99-99T99:99:99Z",
  () => "275760-09-13T00:00:00.001Z",
  () => "0000-01-01T00:00:00.000Z",
  () => "PT99999999999999999999H",
  () => "-PT1S",
  () => "P0D",
  () => "https://user:word@fr.shein.com/x",
  () => "https://fr.shein.com.evil.example/x",
  () => "javascript:alert(1)",
  () => "http://[::1",
  () => "http://169.254.169.254/latest/",
  () => `https://fr.shein.com/${"%25".repeat(600)}`,
  () => "sha-256:" + "0".repeat(64),
  () => "case_00000000-0000-7000-8000-000000000000",
  (draws) => "x".repeat(draws.pick([99, 100, 101, 200, 201, 2_049, 4_000, 4_001, 60_000])),
];

const raws: readonly ((draws: Draws) => string)[] = [
  () => "1e400",
  () => "-1e400",
  () => "-0",
  () => "1e-999",
  () => "9".repeat(400),
  () => "9007199254740993",
  () => "1.0000000000000000000000000001",
  () => "01",
  () => "+1",
  () => ".5",
  () => "NaN",
  () => "-Infinity",
  () => "undefined",
  () => "'single'",
  () => '"\\ud800"',
  () => '"\\udc00\\ud800"',
  () => '"\\u0000"',
  () => '"\\x41"',
  () => '"\\u12"',
  () => '"tab\there"',
  () => "nul",
  () => "[1,]",
  () => '{"a":1,}',
  () => "/* comment */ 1",
  () => '{"a":1,"a":2}',
  () => '{"a":1,"\\u0061":2}',
  () => '{"__proto__":{"polluted":true}}',
  () => '{"constructor":{"prototype":{"polluted":true}}}',
  () => '{"toString":null,"valueOf":1}',
  (draws) => nested(draws, draws.pick([15, 16, 17, 31, 32, 33, 200, 10_000])),
];

/** A text nobody should send. */
function hostileString(draws: Draws): string {
  return draws.pick(strings)(draws);
}

/** A piece of a document, or what pretends to be one. */
export function hostileText(draws: Draws): string {
  return draws.pick(raws)(draws);
}

/** So many levels of lists, objects, or both by turns; at times never closed. */
export function nested(draws: Draws, depth: number): string {
  const [open, close] = draws.pick([
    ["[", "]"],
    ['{"a":', "}"],
    ['[{"a":', "}]"],
  ] as const);
  return open.repeat(depth) + (open === "[" ? "" : "1") + (draws.chance(0.8) ? close.repeat(depth) : "");
}

/** A document with one of its places changed. */
export function mutated(draws: Draws, document: Wild): Wild {
  const copy = structuredCloneOf(document);
  const places = placesIn(copy);
  if (places.length === 0) return new RawText(hostileText(draws));
  const { holder, key } = draws.pick(places);
  const value = Reflect.get(holder, key) as Wild;
  const kind = draws.weighted({ string: 4, raw: 3, type: 3, gone: 2, extra: 3, twice: 1, many: 1, touched: 3 });
  switch (kind) {
    case "string":
      put(holder, key, hostileString(draws));
      break;
    case "raw":
      put(holder, key, new RawText(hostileText(draws)));
      break;
    case "type":
      put(holder, key, draws.pick<Wild>([null, true, 0, -1, 1.5, 2 ** 53, "", canary, [], {}, [[]], [null], value]));
      break;
    case "gone":
      Reflect.deleteProperty(holder, key);
      break;
    case "extra":
      put(Array.isArray(holder) ? copy : holder, draws.pick(hostileNames), draws.pick<Wild>([canary, null, {}]));
      break;
    case "twice":
      put(holder, key, new RawText(`${written(value)},${JSON.stringify(key)}:${written(value)}`));
      break;
    case "many":
      put(holder, key, new Array<Wild>(draws.pick([2, 51, 101, 3_000])).fill(value));
      break;
    case "touched":
      put(holder, key, typeof value === "string" ? touched(draws, value) : new RawText(hostileText(draws)));
      break;
  }
  return copy;
}

/** A text with something put into it, cut, or turned to capitals. */
function touched(draws: Draws, text: string): string {
  const at = draws.int(text.length + 1);
  const put = draws.pick(["\u0000", "\u202e", "\ud800", " ", "\n", "/", "..", "%", "\u00e9", "'", '"', "\\", "#", "@"]);
  return draws.pick([text.slice(0, at) + put + text.slice(at), text.slice(0, at), text.toUpperCase(), text + text]);
}

type Holder = Wild[] | Record<string, Wild>;

function placesIn(value: Wild): { holder: Holder; key: string }[] {
  if (typeof value !== "object" || value === null || value instanceof RawText) return [];
  const children = Object.entries<Wild>(value as Record<string, Wild>);
  return children.flatMap(([key, child]) => [{ holder: value, key }, ...placesIn(child)]);
}

/** Assigning to `__proto__` would set the prototype and leave no field. */
function put(holder: Wild, key: string, value: Wild): void {
  if (typeof holder !== "object" || holder === null) return;
  Object.defineProperty(holder, key, { value, enumerable: true, configurable: true, writable: true });
}

function structuredCloneOf(value: Wild): Wild {
  if (value instanceof RawText || typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(structuredCloneOf);
  return Object.fromEntries(Object.entries(value).map(([name, entry]) => [name, structuredCloneOf(entry)]));
}
