import type { JsonPath } from "./json-pointer.ts";

/**
 * What may never enter, whatever the field: an image in disguise, or characters that read differently to a person, a
 * parser and a store. Pictures of the products at stake can be illegal to hold (C. pén. art. 227-23).
 */
export type Danger = "data_uri" | "base64" | "control_characters" | "field_name" | "nesting";

/** A danger and where it stands. */
type DangerFound = { path: JsonPath; danger: Danger };

/** Levels of nesting that are looked into; no contract of ours comes near. */
const deepest = 16;
/** Longest run of base64 characters that is still text. */
const longestRun = 119;
/** A whole line of base64 shorter than this is a word; MIME wraps at 76, PEM at 64. */
const shortestWrappedLine = 32;

const dataUri = /data(?::|%3a)/i;
// eslint-disable-next-line no-control-regex -- the control characters are what it looks for
const control = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/;
const base64Run = new RegExp(`[A-Za-z0-9+/]{${longestRun + 1},}`);
const base64UrlRun = new RegExp(`[A-Za-z0-9_-]{${longestRun + 1},}`, "g");
const wrappedLine = new RegExp(`^[A-Za-z0-9+/_-]{${shortestWrappedLine},}={0,2}$`);
/** Names that reach the prototype of an object where a careless reader copies them. */
const hostileNames: readonly string[] = ["__proto__", "constructor", "prototype"];

/** Every danger in a parsed JSON document. A field named `url` may be long; all the rest is text. */
export function dangersIn(document: unknown): DangerFound[] {
  const found: DangerFound[] = [];
  const left: { path: JsonPath; value: unknown }[] = [{ path: [], value: document }];
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    const { path, value } = next;
    if (typeof value === "string") {
      found.push(...dangersOf(value, path.at(-1) === "url").map((danger) => ({ path, danger })));
    } else if (path.length > deepest) {
      found.push({ path: path.slice(0, 1), danger: "nesting" });
    } else if (Array.isArray(value)) {
      value.forEach((entry: unknown, index) => left.push({ path: [...path, index], value: entry }));
    } else if (typeof value === "object" && value !== null) {
      for (const [name, entry] of Object.entries(value)) {
        const at = [...path, name];
        if (isHostile(name)) found.push({ path: at, danger: "field_name" });
        left.push({ path: at, value: entry });
      }
    }
  }
  return found;
}

/** The dangers of one string. */
export function dangersOf(text: string, isUrl = false): Danger[] {
  const dangers: Danger[] = [];
  // Browsers drop tabs and line ends inside a scheme, so they are dropped before looking.
  if (dataUri.test(text.replace(/[\t\r\n]/g, ""))) dangers.push("data_uri");
  if (!isUrl && holdsBase64(text)) dangers.push("base64");
  if (control.test(text) || !text.isWellFormed()) dangers.push("control_characters");
  return dangers;
}

function holdsBase64(text: string): boolean {
  return base64Run.test(text) || holdsBase64Url(text) || holdsWrappedBase64(text);
}

/** A hyphenated page address cited in a text is one case; bytes in base64url mix capitals, small letters and digits. */
function holdsBase64Url(text: string): boolean {
  return [...text.matchAll(base64UrlRun)].some(([run]) => /[A-Z]/.test(run) && /[a-z]/.test(run) && /\d/.test(run));
}

function holdsWrappedBase64(text: string): boolean {
  let run = 0;
  for (const line of text.split(/\r?\n/)) {
    const bare = line.trim();
    run = wrappedLine.test(bare) ? run + bare.length : 0;
    if (run > longestRun) return true;
  }
  return false;
}

function isHostile(name: string): boolean {
  return hostileNames.includes(name) || dangersOf(name).length > 0;
}
