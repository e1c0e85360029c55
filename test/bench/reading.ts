import type { CaseId } from "../../core/contract/ids.ts";
import { plus } from "../../core/contract/instant.ts";
import { systemChance } from "../../functions/shared/chance.ts";
import type { StoredCase } from "../../functions/shared/dynamo/case-item.ts";
import type { CaseStore } from "../../functions/shared/dynamo/case-store.ts";
import { openCase, platform, quietAuthority, type Authority } from "./cases.ts";
import { median, percentile, type Bench, type Figure } from "./figures.ts";
import { httpClient, inParallel, type HttpClient } from "./http-client.ts";
import { openReceiver } from "./receiver.ts";
import { freshFolder, startRuntimeProcess, type RuntimeProcess } from "./runtime-process.ts";
import { storeOf, untilWaiting } from "./store-of.ts";

const sizesAt = {
  full: { few: 1_000, many: 100_000, requests: 2_000 },
  small: { few: 100, many: 2_000, requests: 200 },
} as const;

/** A service with so many open cases of one authority. */
type Filled = { runtime: RuntimeProcess; authority: Authority; ids: readonly CaseId[] };

/**
 * How much longer reading takes where there are a hundred times as many cases: two services side by side, asked in turn,
 * so that what else the machine does slows both alike.
 */
export const reading: Bench = async ({ scale }) => {
  const { few, many, requests } = sizesAt[scale];
  const client = httpClient(2);
  await using fewFolder = await freshFolder();
  await using manyFolder = await freshFolder();
  await using fewRuntime = await startRuntimeProcess({ folder: fewFolder.path });
  await using manyRuntime = await startRuntimeProcess({ folder: manyFolder.path });
  const small = await filled(fewRuntime, client, few);
  const large = await filled(manyRuntime, client, many);
  const listing = await inTurn(client, [small, large], requests, () => "/v1/cases");
  const opening = await inTurn(
    client,
    [small, large],
    requests,
    ({ ids }) => `/v1/cases/${ids[Math.floor(Math.random() * ids.length)] ?? ""}`,
  );
  client.close();
  return [...figuresOf("list", { few, many }, listing), ...figuresOf("open a case", { few, many }, opening)];
};

function figuresOf(
  name: string,
  { few, many }: { few: number; many: number },
  [small = [], large = []]: readonly number[][],
): Figure[] {
  const p99 = { small: percentile(small, 0.99), large: percentile(large, 0.99) };
  return [
    { name: `${name}: p99 at ${few}`, measured: p99.small, unit: "ms", note: `p50 ${median(small).toFixed(1)}` },
    { name: `${name}: p99 at ${many}`, measured: p99.large, unit: "ms", note: `p50 ${median(large).toFixed(1)}` },
    { name: `${name}: p99, many to few`, measured: p99.large / p99.small, unit: "", goal: { atMost: 1.2 } },
  ];
}

/** Milliseconds of each request, by service; not counted: the first hundred, which warm up. */
async function inTurn(
  client: HttpClient,
  services: readonly Filled[],
  requests: number,
  pathOf: (service: Filled) => string,
): Promise<number[][]> {
  const took = services.map((): number[] => []);
  for (let turn = -100; turn < requests; turn += 1) {
    for (const [index, service] of services.entries()) {
      const { runtime, authority } = service;
      const headers = { authorization: `Bearer ${authority.token}` };
      const url = `${runtime.url}${pathOf(service)}`;
      const start = performance.now();
      const { status, text } = await client.send({ method: "GET", url, headers });
      if (status !== 200) throw new Error(`not read: ${status} ${text}`);
      if (turn >= 0) took[index]?.push(performance.now() - start);
    }
  }
  return took;
}

/** Puts so many cases into a service's store, made after one that it has opened itself, with its first two events. */
async function filled(runtime: RuntimeProcess, client: HttpClient, cases: number): Promise<Filled> {
  await using receiver = await openReceiver(platform);
  await runtime.redirect(`platforms/${platform}`, receiver.url);
  using store = storeOf(runtime);
  const authority = await quietAuthority(runtime, client);
  const { caseId } = await openCase(runtime, client, authority);
  await untilWaiting(store.cases, [caseId]);
  const model = await store.cases.read(caseId);
  const page = await store.cases.events(caseId, { limit: 2, cursor: undefined });
  if (model === undefined || page.kind === "bad_cursor") throw new Error("the case that was opened is not there");
  const events = page.items.map(({ event }) => event);

  const ids = Array.from({ length: cases }, () => systemChance.id("case"));
  const chunks = Array.from({ length: Math.ceil(ids.length / 8) }, (_, index) => ids.slice(index * 8, index * 8 + 8));
  await inParallel(chunks, 8, async (chunk, index) => {
    const items = chunk.flatMap((id, offset) => itemsOf(store.cases, model, events, id, index * 8 + offset));
    const puts = items.map((Item) => ({ Put: { TableName: store.table.tableName, Item } }));
    await store.table.call("TransactWriteItems", { TransactItems: puts });
  });
  return { runtime, authority, ids };
}

function itemsOf(
  cases: CaseStore,
  { case: kase }: StoredCase,
  events: Parameters<CaseStore["writesOf"]>[0]["events"],
  caseId: CaseId,
  index: number,
): object[] {
  const { acknowledge, act } = kase.clocks;
  const later = (clock: typeof act) =>
    clock.dueLegal === undefined ? clock : { ...clock, dueLegal: plus(clock.dueLegal, index * 1_000) };
  const after = { ...kase, caseId, clocks: { acknowledge: later(acknowledge), act: later(act) } };
  const { writes } = cases.writesOf({ before: undefined, after, events, generation: 1 });
  return writes.flatMap(({ entry }) => (entry.Put?.Item === undefined ? [] : [entry.Put.Item]));
}
