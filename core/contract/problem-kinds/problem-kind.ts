import type { Bilingual } from "../language.ts";

/** One kind of problem: its HTTP status and what it tells a reader to do next. */
export type ProblemKind = { status: number; title: Bilingual; detail: Bilingual };
