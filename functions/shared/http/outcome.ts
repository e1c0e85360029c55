import type { ProblemKey } from "../../../core/contract/problems.ts";
import type { RenderableError } from "../problems/render.ts";

/** What an operation answers: a success, or a problem by its name. */
export type Outcome =
  | { kind: "ok"; status: 200 | 201 | 202; body: object; headers?: Record<string, string> }
  /** `status`: 200, unless it says what is wrong. */
  | { kind: "page"; html: string; headers: Record<string, string>; status?: number }
  /** To be read elsewhere (303, RFC 9110 §15.4.4). `location`: relative to the request. */
  | { kind: "see_other"; location: string }
  /** Something to keep: `name` is proposed for it. */
  | { kind: "file"; mediaType: string; name: string; bytes: Uint8Array }
  | Problematic;

/** A problem, with what it says of this request. */
export type Problematic = {
  kind: "problem";
  key: ProblemKey;
  errors?: readonly RenderableError[];
  caseStatus?: string;
  possibleAnswers?: string[];
  links?: Record<string, string>;
};

/** A success. */
export function ok(body: object, headers?: Record<string, string>): Outcome {
  return { kind: "ok", status: 200, body, ...(headers !== undefined && { headers }) };
}

/** A problem. */
export function problem(key: ProblemKey, more: Omit<Problematic, "kind" | "key"> = {}): Problematic {
  return { kind: "problem", key, ...more };
}
