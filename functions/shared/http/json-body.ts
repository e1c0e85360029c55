import type * as z from "zod";
import { zodErrors } from "../../../core/contract/shape-errors.ts";
import { soleHeader, type HttpRequest } from "./http-request.ts";
import { problem, type Problematic } from "./outcome.ts";

/** A value of the request, or the problem with it. */
export type Parsed<T> = { kind: "parsed"; value: T } | Problematic;

/** Deeper nesting than any schema of ours has; parsing and checking it would cost a stack frame a level. */
const deepest = 32;

/** Reads the body as JSON: media type, size, UTF-8, depth, syntax. The shape is judged by whoever knows it. */
export function readJson(request: HttpRequest, limit: number): Parsed<unknown> {
  if (request.rawBody.length > limit) return problem("too-large");
  const mediaType = soleHeader(request, "content-type")?.split(";")[0]?.trim().toLowerCase();
  if (mediaType !== "application/json") return problem("unsupported-media-type");
  return parseJson(request.rawBody);
}

/** Reads bytes as JSON. */
function parseJson(bytes: Uint8Array): Parsed<unknown> {
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    if (isTooDeep(text)) return problem("not-json");
    return { kind: "parsed", value: JSON.parse(text) as unknown };
  } catch {
    return problem("not-json");
  }
}

/** Reads a value by its schema; every fault at once. */
export function parseAs<S extends z.ZodType>(schema: S, value: unknown): Parsed<z.output<S>> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return { kind: "parsed", value: parsed.data };
  return problem("invalid-request", { errors: zodErrors(parsed.error.issues, value) });
}

function isTooDeep(text: string): boolean {
  let depth = 0;
  let isInString = false;
  for (let index = 0; index < text.length; index += 1) {
    const character = text[index];
    if (isInString) {
      if (character === "\\") index += 1;
      else if (character === '"') isInString = false;
    } else if (character === '"') isInString = true;
    else if (character === "{" || character === "[") {
      depth += 1;
      if (depth > deepest) return true;
    } else if (character === "}" || character === "]") depth -= 1;
  }
  return false;
}
