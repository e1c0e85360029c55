import { createHash } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import canonicalize from "canonicalize";
import { replay } from "../../../core/case/evolve.ts";
import type { CaseEvent } from "../../../core/case/events.ts";
import type { CaseId } from "../../../core/contract/ids.ts";
import type { StoredCase } from "../../../functions/shared/dynamo/case-item.ts";
import type { Deployment } from "../deployment.ts";
import type { Journal } from "../journal.ts";

/** An event as it stands in the table. */
type Recorded = { sequence: number; event: CaseEvent; previousHash: string; hash: string };

/** A case with its whole record, and when each event was written (wall milliseconds, by its number). */
export type CaseFile = {
  caseId: CaseId;
  record: StoredCase;
  events: Recorded[];
  writtenAt: ReadonlyMap<number, number>;
  /** Numbers of the events with which a commit ends. */
  lastOfCommits: ReadonlySet<number>;
};

/** Reads the whole record of a case. */
export async function fileOf({ store }: Deployment, journal: Journal, caseId: CaseId): Promise<CaseFile | undefined> {
  const record = await store.read(caseId);
  if (record === undefined) return undefined;
  const page = await store.events(caseId, { limit: 5_000 });
  const events = page.kind === "page" ? page.items : [];
  const commits = journal.commits.filter((commit) => commit.caseId === caseId);
  const writtenAt = new Map(
    commits.flatMap(({ at, events: numbers }) => numbers.map((number) => [number, at] as const)),
  );
  const lastOfCommits = new Set(commits.map(({ events: numbers }) => Math.max(...numbers)));
  return { caseId, record, events, writtenAt, lastOfCommits };
}

/** One terminal truth: the numbers are dense, the chain is whole, the events make the snapshot. */
export function faultsOfRecord({ record, events, writtenAt }: CaseFile): string[] {
  const faults: string[] = [];
  let previous = `sha-256:${"0".repeat(64)}`;
  for (const [index, { sequence, event, previousHash, hash }] of events.entries()) {
    if (sequence !== index + 1) faults.push(`event ${sequence} stands at place ${index + 1}`);
    if (previousHash !== previous) faults.push(`event ${sequence} does not follow its predecessor`);
    const text = canonicalize({ sequence, previousHash, ...event }) ?? "";
    if (hash !== `sha-256:${createHash("sha256").update(text).digest("hex")}`)
      faults.push(`event ${sequence} is not what was hashed`);
    if (!writtenAt.has(sequence)) faults.push(`event ${sequence} was never written`);
    previous = hash;
  }
  if (record.head !== previous) faults.push("the head is not the hash of the last event");
  if (record.case.version !== events.length) faults.push(`version ${record.case.version} of ${events.length} events`);
  const replayed: unknown = JSON.parse(JSON.stringify(replay(events.map(({ event }) => event)) ?? null));
  if (!isDeepStrictEqual(replayed, JSON.parse(JSON.stringify(record.case))))
    faults.push("the events do not make the snapshot");
  return faults;
}
