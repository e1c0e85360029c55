import { readFileSync } from "node:fs";
import { presets } from "../../../../core/law/legal-bases.ts";
import type { Instant } from "../../../../core/contract/instant.ts";
import { judgeNotice, type Judgement } from "../../../../core/law/judge-notice.ts";
import type { NoticeError } from "../../../../core/law/notice-error.ts";
import { authorityIn } from "../../../../core/law/directory/directory.ts";
import { startingDirectory } from "../../../../core/law/directory/starting-directory.ts";

/** The legal instant of the tests. */
const now = "2025-11-03T08:00:00.000Z" as Instant;

type Sample = { submitAs: string; notice: Record<string, unknown> };

/** A sample notice with some fields replaced; `undefined` takes a field out. */
export function sampleNotice(name: string, changes: Record<string, unknown> = {}): Record<string, unknown> {
  const file = new URL(`../../../samples/${name}.json`, import.meta.url);
  const sample = JSON.parse(readFileSync(file, "utf8")) as Sample;
  const changed = { ...sample.notice, ...changes };
  return Object.fromEntries(Object.entries(changed).filter(([, value]) => value !== undefined));
}

/** Judges a notice submitted by `authority` at `now`. */
export function judged(notice: unknown, authority = "dgccrf", allowSandbox = false): Judgement {
  return judgeNotice(notice, {
    authority: authorityIn(startingDirectory, authority)!,
    now,
    directory: startingDirectory,
    bases: presets,
    allowSandbox,
  });
}

/** The errors of a notice, none where it is accepted. */
export function errorsOf(notice: unknown, authority = "dgccrf", allowSandbox = false): NoticeError[] {
  const judgement = judged(notice, authority, allowSandbox);
  return judgement.kind === "refused" ? judgement.errors : [];
}

/** Pointer and code of each error, sorted. */
export function faultsIn(notice: unknown, authority = "dgccrf", allowSandbox = false): string[] {
  return errorsOf(notice, authority, allowSandbox)
    .map(({ pointer, code }) => `${pointer} ${code}`)
    .sort();
}
