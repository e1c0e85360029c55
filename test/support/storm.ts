import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import * as z from "zod";
import { presets } from "../../core/law/legal-bases.ts";
import { clockOf } from "../../core/case/token-protocol.ts";
import type { CaseId } from "../../core/contract/ids.ts";
import { plus } from "../../core/contract/instant.ts";
import { authorityIn } from "../../core/law/directory/directory.ts";
import { startingDirectory } from "../../core/law/directory/starting-directory.ts";
import { makeEscalateCase } from "../../functions/escalate-case/handler.ts";
import { makeReconcileCases } from "../../functions/reconcile-cases/handler.ts";
import { systemChance } from "../../functions/shared/chance.ts";
import { systemClock } from "../../functions/shared/clock.ts";
import { caseStore } from "../../functions/shared/dynamo/case-store.ts";
import { directoryStore } from "../../functions/shared/dynamo/directory-store.ts";
import { inboundStore } from "../../functions/shared/dynamo/inbound-store.ts";
import { beat, inboundOf } from "../../functions/shared/inbound/inbound.ts";
import { messageSender } from "../../functions/shared/messages/send-message.ts";
import { startDynamoDb } from "../../local/aws/dynamodb-server.ts";
import { newTableAt } from "./store-table.ts";
import { seedDirectory } from "../../local/directory/seed-directory.ts";
import { minute, second } from "./cases.ts";
import { newCase, store } from "./store-cases.ts";

/** What is to come down at once. */
export type StormOptions = {
  /** Cases of each authority. */
  shares: Readonly<Record<string, number>>;
  /** Seconds between the first due instant and the last; the cases are spread over them. 0: all at one instant. */
  overSeconds?: number;
  /** Where the data is kept; without, in memory. */
  file?: string;
};

/** A case of the storm: delivered a day ago, silent since, its machine parked for an acknowledgement that was due. */
type Silent = { caseId: CaseId; authority: string; dueAt: string };

const basis = "eu-dsa-16";
const day = 24 * 60 * minute;
/** Long enough ago for a machine to count as gone. */
const ago = 20 * minute;
const secret = `whsec_${Buffer.alloc(32, 7).toString("base64")}`;

export type Storm = Awaited<ReturnType<typeof openStorm>>;

/**
 * Many cases whose deadlines have passed and whose machines have not come back: real stores on the embedded DynamoDB, real
 * signatures, a real endpoint on loopback that takes everything.
 */
export async function openStorm({ shares, overSeconds = 0, file }: StormOptions) {
  const closing = new AsyncDisposableStack();
  const server = await startDynamoDb(file);
  closing.defer(async () => server.stop());
  const endpoint = closing.use(await countingEndpoint());
  const table = closing.adopt(await newTableAt(server.url, "storm"), (one) => {
    one.close();
  });
  const clock = systemClock();
  const cases = caseStore(table);
  const directory = directoryStore(table, clock.wall);
  const reached = { endpoint: { url: endpoint.url, secretRefs: ["test:party"] }, keys: [] };
  await seedDirectory(directory, startingDirectory, {
    platforms: { shein: reached },
    authorities: Object.fromEntries(Object.keys(shares).map((authority) => [authority, reached])),
  });

  const silent = await silentCases();
  const inboundServices = { store: inboundStore(table), reach: async () => Promise.resolve(true), clock };
  await beat(inboundServices, minute);

  const begun: CaseId[] = [];
  const known = new Set<CaseId>();
  const starts: CaseId[] = [];
  const lines: string[] = [];
  const services = {
    cases: {
      ...cases,
      read: async (caseId: CaseId) => {
        if (!known.has(caseId)) begun.push(caseId);
        known.add(caseId);
        return cases.read(caseId);
      },
    },
    directory,
    bases: presets,
    workflow: {
      start: async (caseId: CaseId) => {
        starts.push(caseId);
        return Promise.resolve("started" as const);
      },
      succeed: async () => Promise.resolve(),
      fail: async () => Promise.resolve(),
    },
    hasMail: false,
    inbound: inboundOf(inboundServices),
    clock,
    chance: systemChance,
    log: {
      info: () => undefined,
      warn: (code: string) => void lines.push(code),
      error: (code: string) => void lines.push(code),
    },
  };
  const sender = messageSender({
    actLinks: "test:act-links",
    ...services,
    secrets: { read: async () => Promise.resolve(secret) },
    publicUrl: "https://sommation.example",
    allowLoopbackHttp: true,
  });
  const escalate = makeEscalateCase({ ...services, sender });

  async function silentCases(): Promise<Silent[]> {
    const authorities = Object.entries(shares).flatMap(([authority, count]) => Array<string>(count).fill(authority));
    const last = clock.wall() - ago - day;
    const opened: Silent[] = [];
    await inLanes(authorities.entries(), async ([index, authority]) => {
      // In whole seconds, so that the due instants are; the last to be opened is the first that is due.
      const offset = Math.floor((index / authorities.length) * (overSeconds + 1)) * second;
      const now = plus(clock.at(Math.floor(last / second) * second), -offset);
      const played = newCase(basis, { now, authority: authorityIn(startingDirectory, authority)! });
      played.deliver();
      const record = await store(cases, played);
      const wait = { generation: 1, round: 1, wakeAt: record.wakeAt!, tokens: ["a".repeat(43)] };
      await cases.update(record, { wait });
      opened.push({ caseId: played.kase.caseId, authority, dueAt: played.kase.clocks.acknowledge.dueLegal! });
    });
    return opened;
  }

  return {
    silent,
    /** Cases in the order in which somebody began to work them off. */
    begun,
    /** Cases that were given a machine. */
    starts,
    /** Warnings and errors. */
    lines,
    arrivals: endpoint.arrivals,
    reconcile: makeReconcileCases({ ...services, sender }, 1_000),
    /** The machine of a case wakes, as late as that is. */
    wakeMachine: async (caseId: CaseId) => {
      const record = (await cases.read(caseId))!;
      const clockGiven = clockOf(record, { caseId, generation: 1, round: 0 }, clock.now());
      return escalate({ clock: clockGiven });
    },
    /** Types of the events on record. */
    eventsOf: async (caseId: CaseId): Promise<string[]> => {
      const page = await cases.events(caseId, { limit: 100 });
      return page.kind === "page" ? page.items.map(({ event }) => event.type) : [];
    },
    [Symbol.asyncDispose]: async () => closing.disposeAsync(),
  };
}

/** Does something for each, some at once. */
export async function inLanes<T>(all: Iterable<T>, one: (item: T) => Promise<void>, lanes = 32): Promise<void> {
  const items = all[Symbol.iterator]();
  const lane = async () => {
    for (let next = items.next(); next.done !== true; next = items.next()) await one(next.value);
  };
  await Promise.all(Array.from({ length: lanes }, lane));
}

/** A message as it arrived. */
type StormArrival = { id: string; type: string; caseId: string };

const Body = z.object({ type: z.string(), data: z.object({ caseId: z.string() }) });

/** An endpoint that takes everything and counts. */
async function countingEndpoint() {
  const arrivals: StormArrival[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const { type, data } = Body.parse(JSON.parse(Buffer.concat(chunks).toString()));
      arrivals.push({ id: String(request.headers["webhook-id"]), type, caseId: data.caseId });
      response.writeHead(204).end();
    });
  });
  // Longer than any pause of a machine under load: a connection that is taken up again must not be closing.
  server.keepAliveTimeout = 120_000;
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/webhook`,
    arrivals,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
