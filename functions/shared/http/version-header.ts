import { soleHeader, type HttpRequest } from "./http-request.ts";
import { problem, type Problematic } from "./outcome.ts";

/**
 * The version a caller says it has read (`If-Match`, RFC 9110 §13.1.1), as a bare number or an entity tag. Absent, or
 * `*`: any version.
 */
export function expectedVersion(request: HttpRequest): { kind: "parsed"; value: number | undefined } | Problematic {
  const header = soleHeader(request, "if-match")?.trim();
  if (header === undefined && request.headers["if-match"] === undefined) return { kind: "parsed", value: undefined };
  if (header === "*") return { kind: "parsed", value: undefined };
  const digits = /^"?(\d{1,9})"?$/.exec(header ?? "")?.[1];
  return digits === undefined ? problem("version-changed") : { kind: "parsed", value: Number(digits) };
}
