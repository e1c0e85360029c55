import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { startDynamoDb } from "../../local/aws/dynamodb-server.ts";
import { newTableAt } from "../support/store-table.ts";
import { answerCase, openCase, platform, quietAuthority } from "./cases.ts";
import type { Bench, Figure } from "./figures.ts";
import { httpClient, inParallel } from "./http-client.ts";
import { processorMilliseconds, residentMegabytes } from "./processes.ts";
import { openReceiver } from "./receiver.ts";
import { recordCase, type RecordedCase } from "./record-case.ts";
import { isRead, isWrite, madeAnew, writeBare } from "./recorded-writes.ts";
import { freshFolder, startRuntimeProcess, type RuntimeProcess } from "./runtime-process.ts";
import { storeOf, untilWaiting } from "./store-of.ts";

const connections = 64;
const casesAt = { full: 2_000, small: 200 } as const;
const parts = ["opening", "acknowledging", "acting"] as const;
type Part = (typeof parts)[number];

/** How many a second, and what one took of the processors. */
type Pace = { perSecond: number; processor: Readonly<Record<string, number>> };
type Paces = Readonly<Record<Part, Pace>>;

/**
 * Cases opened until the platform has the notice and the machine waits, then acknowledged, then acted on until settled,
 * at 64 connections; and the same writes, recorded from the running product, made bare: one after the other in each
 * case, 64 cases at once, by a client that knows nothing but HTTP, to a store of the same kind.
 */
export const throughput: Bench = async ({ scale }) => {
  const cases = casesAt[scale];
  const recorded = await recordCase();
  // Before and after, so that what else the machine does meanwhile weighs on both.
  const bareBefore = await paceOfBare(recorded, cases / 2);
  const { paces, memory } = await paceOfProduct(cases);
  const bareAfter = await paceOfBare(recorded, cases / 2);
  return [...parts.flatMap((part) => figuresOf(part, recorded, paces, [bareBefore, bareAfter])), ...memory];
};

const titles = { opening: "whole opens", acknowledging: "acknowledgements", acting: "last answers" } as const;

function figuresOf(part: Part, recorded: RecordedCase, product: Paces, bare: readonly Paces[]): Figure[] {
  const bareRate = bare.reduce((sum, paces) => sum + paces[part].perSecond, 0) / bare.length;
  const { perSecond, processor } = product[part];
  const writes = recorded[part].filter(isWrite).map(({ operation }) => operation);
  const reads = recorded[part].filter(isRead).length;
  return [
    { name: titles[part], measured: perSecond, unit: "/s", note: spent(processor) },
    {
      name: `${titles[part]}: bare store`,
      measured: bareRate,
      unit: "/s",
      note: `${writes.join(", ")}; the product also makes ${reads} reads; ${spent(bare[0]?.[part].processor ?? {})}`,
    },
    {
      name: `${titles[part]}: product to bare store`,
      measured: perSecond / bareRate,
      unit: "",
      goal: { atLeast: 0.5 },
    },
    {
      name: `${titles[part]}: processor time, product to bare store`,
      measured: total(processor) / total(bare[0]?.[part].processor ?? {}),
      unit: "",
      note: "load and receivers included",
    },
  ];
}

function total(processor: Pace["processor"]): number {
  return Object.values(processor).reduce((sum, milliseconds) => sum + milliseconds, 0);
}

function spent(processor: Pace["processor"]): string {
  const each = Object.entries(processor).map(([name, milliseconds]) => `${name} ${milliseconds.toFixed(2)} ms`);
  return `processor time of each: ${each.join(", ")}`;
}

async function paceOfProduct(cases: number): Promise<{ paces: Paces; memory: Figure[] }> {
  await using folder = await freshFolder();
  await using receiver = await openReceiver(platform);
  await using runtime = await startRuntimeProcess({ folder: folder.path });
  await runtime.redirect(`platforms/${platform}`, receiver.url);
  using store = storeOf(runtime);
  const client = httpClient(connections);
  const authority = await quietAuthority(runtime, client);
  // Warm, as a service is that has run for a minute: code compiled, connections open, directory read.
  const warming = await inParallel(Array.from({ length: 100 }), 16, async () => openCase(runtime, client, authority));
  await receiver.hasFor("notice.issued", warming.length);
  for (const said of ["acknowledged", "removed"] as const) {
    await inParallel(warming, 16, async (one) => answerCase(runtime, client, one, said));
  }
  await pause(1_000);
  const atRest = memoryOf(runtime);

  const every = Array.from({ length: cases });
  const processes = { runtime: runtime.pid, store: runtime.storePid, "load and receiver": process.pid };
  let opened: Awaited<ReturnType<typeof openCase>>[] = [];
  const opening = await timed(cases, processes, async () => {
    opened = await inParallel(every, connections, async () => openCase(runtime, client, authority));
    await receiver.hasFor("notice.issued", warming.length + cases);
    // Those that arrived last wait last; that all others do is seen when time has been taken.
    const last = [...receiver.first("notice.issued").keys()].slice(-connections);
    await untilWaiting(
      store.cases,
      opened.flatMap(({ caseId }) => (last.includes(caseId) ? [caseId] : [])),
    );
  });
  await untilWaiting(
    store.cases,
    opened.map(({ caseId }) => caseId),
  );
  const answering = async (said: "acknowledged" | "removed") =>
    timed(cases, processes, async () => {
      await inParallel(opened, connections, async (one) => answerCase(runtime, client, one, said));
    });
  const acknowledging = await answering("acknowledged");
  const acting = await answering("removed");
  const after = memoryOf(runtime);
  client.close();
  return {
    paces: { opening, acknowledging, acting },
    memory: [
      {
        name: "memory at rest: runtime and store",
        measured: atRest.now,
        unit: "MB",
        goal: { atMost: 400 },
        note: atRest.note,
      },
      {
        name: "memory after the load: runtime and store",
        measured: after.now,
        unit: "MB",
        goal: { atMost: 400 },
        note: after.note,
      },
    ],
  };
}

async function paceOfBare(recorded: RecordedCase, cases: number): Promise<Paces> {
  await using folder = await freshFolder();
  const server = await startDynamoDb(join(folder.path, "bare.db"));
  const client = httpClient(connections);
  try {
    await createSameTable(server.url);
    const sequence = parts.map((part) => recorded[part].filter(isWrite));
    const anew = madeAnew(sequence, cases);
    const paceOf = async (part: Part) =>
      timed(cases, { store: server.pid, load: process.pid }, async () => {
        await inParallel(anew, connections, async (one) =>
          writeBare(client, server.url, one[parts.indexOf(part)] ?? []),
        );
      });
    const opening = await paceOf("opening");
    const acknowledging = await paceOf("acknowledging");
    return { opening, acknowledging, acting: await paceOf("acting") };
  } finally {
    client.close();
    await server.stop();
  }
}

async function createSameTable(endpoint: string): Promise<void> {
  const table = await newTableAt(endpoint, "sommation");
  table.close();
}

async function timed(
  count: number,
  processes: Readonly<Record<string, number>>,
  work: () => Promise<void>,
): Promise<Pace> {
  const used = () => Object.entries(processes).map(([name, pid]) => [name, processorMilliseconds(pid)] as const);
  const before = new Map(used());
  const start = performance.now();
  await work();
  const seconds = (performance.now() - start) / 1_000;
  const processor = Object.fromEntries(
    used().map(([name, after]) => [name, (after - (before.get(name) ?? 0)) / count]),
  );
  return { perSecond: count / seconds, processor };
}

function memoryOf({ pid, storePid }: RuntimeProcess): { now: number; note: string } {
  const [runtime, store] = [residentMegabytes(pid), residentMegabytes(storePid)];
  const spoken = ({ now, most }: { now: number; most: number }) => `${now.toFixed(0)} (most ${most.toFixed(0)})`;
  return { now: runtime.now + store.now, note: `runtime ${spoken(runtime)}, store ${spoken(store)} MB resident` };
}
