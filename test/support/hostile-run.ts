import * as z from "zod";
import { openTargets, prepareWorld, targetAuthority, type HostileWorld } from "./hostile-world.ts";
import { shotOf, type Shot } from "./hostile-requests.ts";
import { faultsOf, problemIn } from "./hostile-verdict.ts";
import { Lane, type Outcome } from "./hostile-wire.ts";
import { sandboxNotice } from "./e2e-notice.ts";
import type { Runtime } from "./runtime.ts";

/** How hostile requests are sent. */
export type HostileOptions = {
  seed: number;
  requests: number;
  /** Told after each so many requests. */
  onProgress?: (sent: number) => Promise<void>;
};

/** What came of a run. */
export type HostileReport = {
  /** Answers by status, and what ended otherwise. */
  counts: Readonly<Record<string, number>>;
  /** How often each kind of problem was told in each language: `not-json fr`. */
  problems: Readonly<Record<string, number>>;
  /** The slowest shots, in milliseconds. */
  slowest: readonly { milliseconds: number; index: number; name: string }[];
  /** What should not be: with the seed and the number that send the same again. */
  findings: readonly string[];
};

/** Connections at once. */
const lanes = 8;

/** Requests between two looks at whether all is well. */
const batch = 200;

/** Findings that are kept: a fault that every request meets need not be told so often. */
const mostFindings = 40;

const Accepted = z.object({ cases: z.array(z.object({ caseId: z.string() })) });
const AcceptedInBatch = z.object({ results: z.array(z.object({ notice: Accepted.optional() })) });

/** Sends hostile requests to a running service, and looks after each batch whether it still does all it should. */
export async function sendHostile(runtime: Runtime, options: HostileOptions): Promise<HostileReport> {
  await using all = new AsyncDisposableStack();
  const { seed, requests, onProgress } = options;
  const world = await prepareWorld(runtime, all);
  const host = `localhost:${runtime.port}`;
  const tally = openTally(seed);
  const lawful = new Set((await listed(runtime)).keys());
  /** Cases that a request of the run may have moved, lawfully; their records are watched no longer. */
  const moved = new Set<string>();
  let records = await recordsOf(runtime, world, moved);

  const connections = Array.from({ length: lanes }, () => new Lane(runtime.port));
  all.defer(() => {
    for (const lane of connections) lane.close();
  });
  for (let from = 0; from < requests; from += batch) {
    const numbers = Array.from({ length: Math.min(batch, requests - from) }, (_, offset) => from + offset).values();
    await Promise.all(
      connections.map(async (lane) => {
        for (const index of numbers) {
          const shot = shotOf(world, host, seed, index);
          const outcome = await lane.fire(shot);
          tally.count(shot, outcome);
          for (const caseId of openedBy(shot, outcome)) lawful.add(caseId);
          if (shot.about !== undefined && changes(shot, outcome)) moved.add(shot.about);
        }
      }),
    );
    for (const finding of await controlOf(runtime)) tally.find(`after ${from + batch}: ${finding}`);
    const now = await recordsOf(runtime, world, moved);
    for (const [caseId, record] of now) {
      if (records.has(caseId) && records.get(caseId) !== record)
        tally.find(`after ${from + batch}: ${caseId} has changed`);
    }
    if (now.size < 2) world.targets.splice(0, 1, ...(await openTargets(runtime, 3)));
    records = now.size < 2 ? await recordsOf(runtime, world, moved) : now;
    for (const { caseId } of world.targets) lawful.add(caseId);
    await onProgress?.(Math.min(from + batch, requests));
  }
  const there = await listed(runtime);
  for (const caseId of there.keys()) if (!lawful.has(caseId)) tally.find(`nobody was told of ${caseId}`);
  return tally.report();
}

/** A harmless request of each kind still gets what it should. */
async function controlOf({ url, api }: Runtime): Promise<string[]> {
  const health = await fetch(`${url}/health`);
  await health.body?.cancel();
  const notice = sandboxNotice({ on: ["vinted"], reference: "CONTROL" });
  const trial = await api.call("submitNotice", { as: targetAuthority, query: { dryRun: "true" }, body: notice });
  const refusal = await api.call("submitNotice", {
    as: targetAuthority,
    headers: { "accept-language": "en" },
    body: notice,
  });
  return [
    ...(health.status === 200 ? [] : [`health: ${health.status}`]),
    ...(trial.status === 200 ? [] : [`a trial run: ${trial.status} ${trial.text.slice(0, 200)}`]),
    ...(problemIn(refusal.text)?.type === "/problems/idempotency-key-required" ? [] : [`a refusal: ${refusal.status}`]),
  ];
}

/** The records of the cases that nothing may have changed. */
async function recordsOf({ api }: Runtime, { targets }: HostileWorld, moved: ReadonlySet<string>) {
  const watched = targets.filter(({ caseId }) => !moved.has(caseId));
  const records = watched.map(
    async ({ caseId }) => [caseId, JSON.stringify(await api.readEvents(targetAuthority, caseId))] as const,
  );
  return new Map(await Promise.all(records));
}

/** Every case of the authority. */
async function listed({ api }: Runtime): Promise<Map<string, string>> {
  const Page = z.object({
    cases: z.array(z.object({ caseId: z.string(), status: z.string() })),
    next: z.string().optional(),
  });
  const found = new Map<string, string>();
  for (const state of ["open", "closed"]) {
    let cursor: string | undefined;
    do {
      const page = await api.get(Page, "listCases", { as: targetAuthority, query: { state, limit: "100", cursor } });
      for (const { caseId, status } of page.cases) found.set(caseId, status);
      cursor = page.next;
    } while (cursor !== undefined);
  }
  return found;
}

function openedBy(shot: Shot, { replies }: Outcome): string[] {
  if (!shot.name.startsWith("POST /v1/notices")) return [];
  const accepted = replies.flatMap(({ status, body }) => {
    if (status === 202) return [Accepted.parse(JSON.parse(body))];
    if (status !== 200) return [];
    // A trial run, or a batch.
    const batch = AcceptedInBatch.safeParse(JSON.parse(body));
    return batch.data?.results.flatMap(({ notice }) => notice ?? []) ?? [];
  });
  return accepted.flatMap(({ cases }) => cases.map(({ caseId }) => caseId));
}

/** Whether a request about a case may have changed it: it was accepted, or nobody knows what came of it. */
function changes(shot: Shot, { kind, replies }: Outcome): boolean {
  const isAct = /^POST \/v1\/(?:cases|platforms\/\{platformId\}\/webhook)/.test(shot.name);
  return isAct && (kind !== "answered" || replies.some(({ status }) => status < 300));
}

function openTally(seed: number) {
  const counts = new Map<string, number>();
  const problems = new Map<string, number>();
  const findings: string[] = [];
  let slowest: { milliseconds: number; index: number; name: string }[] = [];
  const add = (map: Map<string, number>, key: string) => map.set(key, (map.get(key) ?? 0) + 1);

  const find = (finding: string) => {
    if (findings.length < mostFindings) findings.push(finding);
  };
  return {
    find,
    count: (shot: Shot, outcome: Outcome) => {
      const { index, name } = shot;
      for (const { status, headers, body } of outcome.replies) {
        add(counts, `${status}`);
        const problem = status >= 400 ? problemIn(body) : undefined;
        if (problem !== undefined) add(problems, `${problem.type.slice(10)} ${headers["content-language"] ?? ""}`);
      }
      if (outcome.replies.length === 0) add(counts, shot.hangsUp ? "gone" : outcome.kind);
      for (const fault of faultsOf(shot, outcome)) find(`seed ${seed} number ${index} (${name}): ${fault}`);
      if (shot.pauseMilliseconds > 0) return;
      slowest.push({ milliseconds: Math.round(outcome.milliseconds), index, name });
      if (slowest.length > 100)
        slowest = slowest.sort((one, other) => other.milliseconds - one.milliseconds).slice(0, 5);
    },
    report: (): HostileReport => ({
      counts: sorted(counts),
      problems: sorted(problems),
      slowest: slowest.sort((one, other) => other.milliseconds - one.milliseconds).slice(0, 5),
      findings,
    }),
  };
}

function sorted(map: ReadonlyMap<string, number>): Record<string, number> {
  return Object.fromEntries([...map].sort(([one], [other]) => one.localeCompare(other)));
}
