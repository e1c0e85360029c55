import { soleHeader, type HttpRequest } from "./http-request.ts";
import type { Parsed } from "./json-body.ts";
import { problem } from "./outcome.ts";

/** The fields of a form, in the order they came: each with every value it was sent with. */
export type FormFields = ReadonlyMap<string, readonly string[]>;

/** More than any form of ours has; each costs a place in a map. */
const mostFields = 2_000;

/**
 * Reads the body as a form (`application/x-www-form-urlencoded`, https://url.spec.whatwg.org/#urlencoded-parsing): media
 * type, size, UTF-8. Unlike the standard's parser it puts nothing in the place of bytes that are none. Which fields there
 * may be, and which more than once, is judged by whoever knows them.
 */
export function readForm(request: HttpRequest, limit: number): Parsed<FormFields> {
  if (request.rawBody.length > limit) return problem("too-large");
  const mediaType = soleHeader(request, "content-type")?.split(";")[0]?.trim().toLowerCase();
  if (mediaType !== "application/x-www-form-urlencoded") return problem("unsupported-media-type");
  try {
    const fields = fieldsOf(new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(request.rawBody));
    return fields === undefined ? problem("not-a-form") : { kind: "parsed", value: fields };
  } catch {
    return problem("not-a-form");
  }
}

/** @throws URIError where a percent-encoding is none, or not of UTF-8. */
function fieldsOf(text: string): FormFields | undefined {
  const pairs = text.split("&").filter((pair) => pair !== "");
  if (pairs.length > mostFields) return undefined;
  const fields = new Map<string, string[]>();
  for (const pair of pairs) {
    const [name = "", ...value] = pair.split("=");
    const values = fields.get(decoded(name)) ?? [];
    values.push(decoded(value.join("=")));
    fields.set(decoded(name), values);
  }
  return fields;
}

function decoded(text: string): string {
  return decodeURIComponent(text.replaceAll("+", " "));
}
