import type * as z from "zod";
import type { Bilingual } from "./language.ts";
import type { ProblemKey } from "./problems.ts";

/** Who may call a route: the token of an authority, of a platform, of an administrator, or nobody in particular. */
export type Audience = "authority" | "platform" | "administrator" | "public";

/** One route of the API: the same list drives the handlers, the local front, the gateway and OpenAPI. */
export type Route = {
  method: "GET" | "POST" | "PUT" | "PATCH";
  /** Path as API Gateway writes it. */
  path: string;
  /** Folder of the function that serves it. */
  function: string;
  audience: Audience;
  /** Who else may call it. */
  alsoFor?: readonly Exclude<Audience, "public">[];
  summary: Bilingual;
  params?: z.ZodObject;
  /** Whether there are parameters; `query` says which. */
  takesQuery?: true;
  query?: z.ZodObject;
  /** Whether `Idempotency-Key` or `If-Match` is read. */
  headers?: readonly ("Idempotency-Key" | "If-Match")[];
  body?: z.ZodType;
  /** Largest body, in bytes. */
  bodyLimit?: number;
  /** A page: its body is a form, and a browser gets its problems as pages too. */
  forBrowsers?: true;
  answers: Partial<
    Record<200 | 201 | 202 | 303, readonly { description: string; schema: z.ZodType; mediaType?: string }[]>
  >;
  problems: readonly ProblemKey[];
};

/** Largest body of a request, in bytes; a batch has its own. */
export const bodyLimit = 65_536;

/** Largest body of a batch, in bytes; each of its notices keeps to `bodyLimit`. */
export const batchBodyLimit = 524_288;

const reading = ["unauthorized", "forbidden", "not-found", "invalid-request"] as const;
const withBody = ["not-json", "unsupported-media-type", "too-large"] as const;
const writing = [...reading, ...withBody] as const;

/** The problems that routes of a kind have in common. */
export const usualProblems = {
  reading,
  writing,
  administering: ["unauthorized", "forbidden", "invalid-request", ...withBody],
  changing: [...writing, "version-changed"],
  acting: [...writing, "version-changed", "case-closed", "erased-under-retention"],
} as const satisfies Record<string, readonly ProblemKey[]>;
