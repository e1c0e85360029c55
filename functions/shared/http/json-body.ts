import type * as z from "zod";
import { zodErrors } from "../../../core/contract/shape-errors.ts";
import { soleHeader, type HttpRequest } from "./http-request.ts";
import { jsonFlaw } from "./json-scan.ts";
import { problem, type Problematic } from "./outcome.ts";

/** A value of the request, or the problem with it. */
export type Parsed<T> = { kind: "parsed"; value: T } | Problematic;

/** Reads the body as JSON: media type, size, UTF-8, depth, repeated names, syntax. The shape is judged by whoever knows it. */
export function readJson(request: HttpRequest, limit: number): Parsed<unknown> {
  if (request.rawBody.length > limit) return problem("too-large");
  const mediaType = soleHeader(request, "content-type")?.split(";")[0]?.trim().toLowerCase();
  if (mediaType !== "application/json") return problem("unsupported-media-type");
  return parseJson(request.rawBody);
}

/** Reads bytes as JSON. */
function parseJson(bytes: Uint8Array): Parsed<unknown> {
  try {
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    if (jsonFlaw(text) !== undefined) return problem("not-json");
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
