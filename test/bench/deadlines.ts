import type { CaseId } from "../../core/contract/ids.ts";
import type { Duration } from "../../core/contract/duration.ts";
import { epochOf } from "../../core/contract/instant.ts";
import { readClockAnchor, writeClockAnchor } from "../../local/data-folder/clock-anchor.ts";
import { openCase, platform, type Authority } from "./cases.ts";
import { median, percentile, type Bench, type Figure } from "./figures.ts";
import { httpClient, inParallel, type HttpClient } from "./http-client.ts";
import { openReceiver, type Receiver } from "./receiver.ts";
import { freshFolder, startRuntimeProcess, type RuntimeProcess } from "./runtime-process.ts";
import { storeOf, untilWaiting } from "./store-of.ts";

/** An authority with a webhook, so that an escalation tells both sides. */
const authority = "dgccrf";
const connections = 64;
const second = 1_000;

/** When a case's acknowledgement was due, when the breach was put on record, and when the platform was reminded. */
type Escalation = { due: number; recorded: number; arrived: number; failedAttempts: number };

/** So many deadlines a second, for so many seconds. */
const pacesAt = {
  full: { paces: [25, 50, 100], seconds: 10 },
  small: { paces: [10, 20], seconds: 5 },
} as const;

/** Opens a second that a machine like ours manages for certain, and how long the last one may take besides. */
const openingPace = 30;
const reserveSeconds = 10;

/**
 * How long after due + settle a silent platform's case is escalated, at several paces: cases are opened as quickly as may be,
 * each with the period that makes their deadlines pass at a steady pace, give or take half a second, when all are open. A
 * period under an hour has no settling pause.
 */
export const lateness: Bench = async ({ scale }) => {
  const { paces, seconds } = pacesAt[scale];
  await using folder = await freshFolder();
  await using receiver = await openReceiver(platform);
  await using authorityReceiver = await openReceiver(authority);
  await using runtime = await startRuntimeProcess({ folder: folder.path });
  await runtime.redirect(`platforms/${platform}`, receiver.url);
  await runtime.redirect(`authorities/${authority}`, authorityReceiver.url);
  const client = httpClient(connections);
  const office = { token: await runtime.tokenOf(authority) };
  await warm(runtime, client, office);
  const figures: Figure[] = [];
  for (const pace of paces) figures.push(...(await latenessAt(pace, seconds, { runtime, receiver, client, office })));
  client.close();
  return figures;
};

type Scene = { runtime: RuntimeProcess; receiver: Receiver; client: HttpClient; office: Authority };

async function latenessAt(
  pace: number,
  seconds: number,
  { runtime, receiver, client, office }: Scene,
): Promise<Figure[]> {
  const cases = pace * seconds;
  const lead = cases / openingPace + reserveSeconds;
  const before = receiver.first("notice.reminder").size;
  const begun = Date.now();
  const ids = await inParallel(Array.from({ length: cases }), connections, async (_, index) => {
    const wanted = begun + (lead + index / pace) * second;
    const within = Math.max(1, Math.round((wanted - Date.now()) / second));
    return (await openCase(runtime, client, office, silentFor(within))).caseId;
  });
  const openedIn = (Date.now() - begun) / second;
  await receiver.hasFor("notice.reminder", before + cases);
  const escalations = await escalationsOf(runtime, receiver, ids);

  const dues = escalations.map(({ due }) => due);
  const passedPerSecond = cases / ((Math.max(...dues) - Math.min(...dues)) / second);
  const overlap = openedIn > lead ? "; opening was still going on" : "";
  const recorded = escalations.map(({ due, recorded: at }) => at - due);
  const arrived = escalations.map(({ due, arrived: at }) => at - due);
  const told = `p50 ${median(recorded).toFixed(0)} ms, most ${Math.max(...recorded).toFixed(0)} ms`;
  const met = `${cases} deadlines, ${passedPerSecond.toFixed(0)} a second${overlap}${failuresIn(escalations)}`;
  return [
    {
      name: `lateness on record at ${pace} deadlines a second, p99`,
      measured: percentile(recorded, 0.99),
      unit: "ms",
      goal: { atMost: 50 },
      note: `${told}; ${met}`,
    },
    {
      name: `lateness of the reminder's arrival at ${pace} a second, p99`,
      measured: percentile(arrived, 0.99),
      unit: "ms",
      note: `p50 ${median(arrived).toFixed(0)} ms, most ${Math.max(...arrived).toFixed(0)} ms`,
    },
  ];
}

const overdueAt = { full: 1_000, small: 100 } as const;

/** A period that no bench outlasts, and short enough that nothing is given back for an outage. */
const periodMinutes = 30;
const downMinutes = 31;
const minute = 60 * second;

/**
 * Deadlines that pass while the process is dead: how long after its restart the last of them is worked off, which is when
 * its breach is on record and the platform has been reminded. The dead process's legal clock is put forward instead of
 * waiting for it.
 */
export const overdue: Bench = async ({ scale }) => {
  const cases = overdueAt[scale];
  await using folder = await freshFolder();
  await using receiver = await openReceiver(platform);
  const { ids, readyAfter } = await openThenDie(folder.path, receiver, cases);
  await putForward(folder.path, downMinutes * minute);

  await using runtime = await startRuntimeProcess({ folder: folder.path });
  await receiver.hasFor("notice.reminder", cases);
  const escalations = await escalationsOf(runtime, receiver, ids);
  const since = (at: number) => (at - runtime.startedAt) / second;
  const ends = escalations.map(({ recorded, arrived }) => since(Math.max(recorded - downMinutes * minute, arrived)));
  const last = Math.max(...ends);
  const title = `${cases.toLocaleString("en")} deadlines passed while down`;
  return [
    {
      name: `${title}: worked off, beyond an ordinary start`,
      measured: last - readyAfter / second,
      unit: "s",
      goal: { atMost: 3 },
      note: `an ordinary start: ${(readyAfter / second).toFixed(2)} s`,
    },
    {
      name: `${title}: worked off, from the process's start`,
      measured: last,
      unit: "s",
      note: `first after ${Math.min(...ends).toFixed(2)} s, half after ${median(ends).toFixed(2)} s${failuresIn(escalations)}`,
    },
    { name: `${title}: start to ready`, measured: runtime.readyAfter / second, unit: "s", goal: { atMost: 3 } },
  ];
};

/** Opens cases, and kills the process when every machine waits. */
async function openThenDie(folder: string, receiver: Receiver, cases: number) {
  await using runtime = await startRuntimeProcess({ folder });
  await runtime.redirect(`platforms/${platform}`, receiver.url);
  using store = storeOf(runtime);
  const client = httpClient(connections);
  const office = { token: await runtime.tokenOf(authority) };
  const ids = await inParallel(Array.from({ length: cases }), connections, async () => {
    return (await openCase(runtime, client, office, silentFor(periodMinutes * 60))).caseId;
  });
  client.close();
  await untilWaiting(store.cases, ids);
  await runtime.kill9();
  return { ids, readyAfter: runtime.readyAfter };
}

/** Lets legal time pass that nobody has to wait for. */
async function putForward(folder: string, milliseconds: number): Promise<void> {
  const anchor = await readClockAnchor(folder);
  if (anchor === undefined) throw new Error("the data folder has no clock");
  await writeClockAnchor(folder, { ...anchor, anchorLegal: anchor.anchorLegal + milliseconds });
}

/** Opens some cases that nobody waits for. */
async function warm(runtime: RuntimeProcess, client: HttpClient, office: Authority): Promise<void> {
  await inParallel(Array.from({ length: 100 }), 16, async () => openCase(runtime, client, office));
}

/** Attempts to send that failed: each waits for its next one, and is no fault of the platform here. */
function failuresIn(escalations: readonly Escalation[]): string {
  const failures = escalations.reduce((sum, { failedAttempts }) => sum + failedAttempts, 0);
  return failures === 0 ? "" : `; ${failures} attempts to send failed`;
}

function silentFor(seconds: number) {
  return { acknowledge: `PT${seconds}S` as Duration, act: "PT24H" as Duration };
}

async function escalationsOf(
  runtime: RuntimeProcess,
  receiver: Receiver,
  ids: readonly CaseId[],
): Promise<Escalation[]> {
  using store = storeOf(runtime);
  return await inParallel(ids, 8, async (caseId) => {
    const page = await store.cases.events(caseId, { limit: 100, cursor: undefined });
    const events = page.kind === "bad_cursor" ? [] : page.items.map(({ event }) => event);
    const missed = events.filter((event) => event.type === "clock.missed");
    const [first] = missed;
    const arrived = receiver.first("notice.reminder").get(caseId);
    if (first === undefined || missed.length > 1 || arrived === undefined) {
      throw new Error(`${caseId} was escalated ${missed.length} times`);
    }
    const failedAttempts = events.filter(({ type }) => type === "message.attempt_failed").length;
    return { due: epochOf(first.data.dueLegal), recorded: epochOf(first.at), arrived: arrived.at, failedAttempts };
  });
}
