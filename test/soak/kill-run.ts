import { setTimeout as pause } from "node:timers/promises";
import { CasePage, CaseView } from "../../core/contract/api.ts";
import { legalClock } from "../../local/clock/legal-clock.ts";
import { readClockAnchor } from "../../local/data-folder/clock-anchor.ts";
import { temporaryFolder } from "../support/embedded-bundle.ts";
import { eachAtOnce } from "../support/soak-http.ts";
import { randomOf, type Random } from "../support/soak-random.ts";
import { newJournal, type Journal } from "./journal.ts";
import { faultsOfCase, isSettled, seenByCase, type Fault } from "./kill-checks.ts";
import { clientsOf, type Clients } from "./kill-clients.ts";
import { openDoor, type Door } from "./kill-door.ts";
import { openEndpoints, type Endpoints } from "./kill-endpoints.ts";
import { authorities, platforms } from "./kill-plans.ts";
import { readRecord } from "./kill-records.ts";
import { killTarget, type Target } from "./kill-target.ts";

/** What to do to it. */
export type KillOptions = {
  kills: number;
  /** Cases in flight: the load tops them up. */
  cases: number;
  seed: number;
  /** Legal seconds in one real second. */
  scale: number;
  /** Told how it goes on. */
  tell: (line: string) => void;
};

/** What came of it. */
export type KillReport = {
  kills: number;
  cases: number;
  /** Answers that got a 2xx. */
  answers: number;
  /** Attempts that reached an endpoint. */
  deliveries: number;
  /** Of them, those of a message that had been taken before: allowed, since each has the same `webhook-id`. */
  repeats: number;
  /** Requests that were repeated on purpose, though they had been answered. */
  repeatedRequests: number;
  /** Requests that met nobody, or lost their connection. */
  unreachable: number;
  /** Requests that were told to come again with the same key: it had no time for them. */
  unavailable: number;
  /** From a start to serving, in seconds: the median and the longest. */
  starts: { median: number; longest: number };
  seconds: number;
  faults: Fault[];
};

/** A case of which nothing new is heard for so long is not going to move. */
const patienceMilliseconds = 150_000;
const submitLanes = 4;
/** More notices are not submitted while so many wait to be delivered: a real authority is no flood. */
const mostUndelivered = 150;
const checksAtOnce = 12;

/** Kills the runtime again and again under load, then holds what it has against what it promised. */
export async function runKills({ kills, cases, seed, scale, tell }: KillOptions): Promise<KillReport> {
  const startedAt = Date.now();
  await using all = new AsyncDisposableStack();
  const { path: folder } = all.adopt(await temporaryFolder(), async ({ remove }) => remove());
  const random = randomOf(seed);
  const journal = newJournal();
  const target = killTarget(folder, scale);
  all.defer(target.stop);
  const door = openDoor(target, journal, random);
  all.defer(door.close);
  const hurry = new AbortController();
  const clients = clientsOf({ door, journal, random, scale, hurry: hurry.signal });
  const endpoints = all.use(await openEndpoints(journal, random, clients.onMessage));
  target.start();
  await target.untilReady();
  await redirectAll(target.url(), endpoints);

  const load = keepLoad(clients, cases);
  while (clients.inFlight() < cases || clients.undelivered() > mostUndelivered) await pause(100);
  tell(`${journal.opened.size} cases are open after ${secondsSince(startedAt)} s`);
  const starts = await killAgainAndAgain(target, kills, random, (count) => {
    const { opened, accepted, deliveries } = journal;
    tell(
      `${count} kills, ${opened.size} cases, ${accepted.size} answers, ${deliveries.length} deliveries, ${secondsSince(startedAt)} s`,
    );
  });
  load.stop();
  await load.ended;
  hurry.abort();
  await clients.done();
  const lost = await untilSettled(door, journal, clients);
  // An answer to a decision or a resumption may have come with it.
  await clients.done();
  tell(`settled after ${secondsSince(startedAt)} s`);

  const anchor = await readClockAnchor(folder);
  if (anchor === undefined) throw new Error("the runtime has left no clock");
  const { toLegal } = legalClock(anchor);
  const faults = [...lost, ...(await faultsOfLists(door, journal)), ...(await faultsOfRecords(door, journal, toLegal))];
  return {
    kills,
    cases: journal.opened.size,
    answers: journal.accepted.size,
    deliveries: journal.deliveries.length,
    repeats: repeatsIn(journal),
    repeatedRequests: journal.counts.repeatedRequests,
    unreachable: journal.counts.unreachable,
    unavailable: journal.counts.unavailable,
    starts: { median: starts[Math.floor(starts.length / 2)] ?? 0, longest: starts.at(-1) ?? 0 },
    seconds: secondsSince(startedAt),
    faults: [...faults, ...journal.faults.map((what) => ({ kind: "wrong", what }) as const)],
  };
}

async function redirectAll(url: string, { urlOf }: Endpoints): Promise<void> {
  const parties = [...platforms.map((id) => `platforms/${id}`), ...authorities.map((id) => `authorities/${id}`)];
  for (const party of parties) {
    const body = JSON.stringify({ webhook: urlOf(party.split("/")[1] ?? "") });
    const headers = { "content-type": "application/json" };
    const { ok, status } = await fetch(`${url}/simulated/${party}`, { method: "POST", headers, body });
    if (!ok) throw new Error(`${party} could not be redirected: ${status}`);
  }
}

/** Submits as many notices as keep so many cases in flight, and reads records meanwhile. */
function keepLoad(clients: Clients, cases: number) {
  const stopping = new AbortController();
  const isOver = () => stopping.signal.aborted;
  const submitting = async () => {
    while (!isOver()) {
      if (clients.inFlight() < cases && clients.undelivered() < mostUndelivered) await clients.submit();
      else await pause(20);
    }
  };
  const looking = async () => {
    while (!isOver()) {
      await clients.look();
      await pause(100);
    }
  };
  const lanes = [...Array.from({ length: submitLanes }, submitting), looking()];
  return {
    stop: () => {
      stopping.abort();
    },
    ended: Promise.all(lanes),
  };
}

/** Kills at random moments, one in five while it is still starting. Returns the seconds of each start, sorted. */
async function killAgainAndAgain(
  target: Target,
  kills: number,
  random: Random,
  tell: (count: number) => void,
): Promise<number[]> {
  const starts: number[] = [];
  for (let count = 1; count <= kills; count += 1) {
    const begunAt = Date.now();
    if (target.upSince() !== undefined) await pause(random.between(100, 3_000));
    else if (random.happens(0.2)) await pause(random.between(0, 2_500));
    else {
      await target.untilReady();
      starts.push((Date.now() - begunAt) / 1_000);
      await pause(random.between(100, 3_000));
    }
    await target.kill9(random.happens(0.75) ? "all" : "main");
    target.start();
    if (count % 10 === 0 || count === kills) tell(count);
  }
  const begunAt = Date.now();
  await target.untilReady();
  starts.push((Date.now() - begunAt) / 1_000);
  return starts.sort((one, other) => one - other);
}

/** Waits until nothing is left to do for any case; what does not get there is lost. */
async function untilSettled(door: Door, journal: Journal, clients: Clients): Promise<Fault[]> {
  let open = [...journal.opened.keys()];
  let movedAt = Date.now();
  for (;;) {
    const states = await eachAtOnce(open, checksAtOnce, async (caseId) => {
      const { authority } = journal.opened.get(caseId)!;
      const reply = await door.ask({ method: "GET", path: `/v1/cases/${caseId}` }, authority);
      // A case that is not there is found below; there is nothing to wait for.
      if (reply.status !== 200) return { isOpen: false, shown: "" };
      const view = CaseView.parse(JSON.parse(reply.text));
      return {
        isOpen: !isSettled(view, clients.isEnded(caseId)),
        shown: `${view.status}, ${view.outbox.length} to send`,
      };
    });
    const left = open.filter((_, index) => states[index]?.isOpen);
    if (left.length < open.length) movedAt = Date.now();
    const isInVain = Date.now() - movedAt > patienceMilliseconds;
    if (left.length === 0 || isInVain) {
      return left.map((caseId) => {
        const { shown = "" } = states[open.indexOf(caseId)] ?? {};
        return { kind: "lost", what: `${caseId} should be over: ${shown}` };
      });
    }
    open = left;
    await pause(500);
  }
}

/** The lists show the cases that were promised, and no other: a case nobody was told of was opened twice. */
async function faultsOfLists(door: Door, journal: Journal): Promise<Fault[]> {
  const listed = new Set<string>();
  for (const authority of new Set([...journal.opened.values()].map((opened) => opened.authority))) {
    let cursor = "";
    do {
      const page = cursor === "" ? "" : `&cursor=${encodeURIComponent(cursor)}`;
      const reply = await door.ask({ method: "GET", path: `/v1/cases?limit=100${page}` }, authority);
      const { cases, next } = CasePage.parse(JSON.parse(reply.text));
      for (const { caseId } of cases) listed.add(caseId);
      cursor = next ?? "";
    } while (cursor !== "");
  }
  const missing = [...journal.opened.keys()].filter((caseId) => !listed.has(caseId));
  const strange = [...listed].filter((caseId) => !journal.opened.has(caseId));
  return [
    ...missing.map((caseId): Fault => ({ kind: "lost", what: `${caseId} is in no list` })),
    ...strange.map((caseId): Fault => ({ kind: "twice", what: `${caseId} was opened, and is in no 202` })),
  ];
}

async function faultsOfRecords(door: Door, journal: Journal, toLegal: (wall: number) => number): Promise<Fault[]> {
  const seenOf = seenByCase(journal);
  const all = await eachAtOnce([...journal.opened], checksAtOnce, async ([caseId, { authority }]): Promise<Fault[]> => {
    const record = await readRecord(door, authority, caseId);
    if (record === undefined) return [{ kind: "lost", what: `${caseId}, which got a 202` }];
    const faults = faultsOfCase(record, seenOf(caseId), { journal, toLegal });
    return faults.map(({ kind, what }) => ({ kind, what: `${caseId}: ${what}` }));
  });
  return all.flat();
}

function repeatsIn({ deliveries }: Journal): number {
  const taken = new Set<string>();
  return deliveries.filter(({ id, status }) => {
    const isRepeat = taken.has(id);
    if (status === 204) taken.add(id);
    return isRepeat;
  }).length;
}

function secondsSince(epochMilliseconds: number): number {
  return Math.round((Date.now() - epochMilliseconds) / 1_000);
}
