import { setTimeout as pause } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { commit, StoreBusy, type Committed } from "../../functions/shared/cases/commit.ts";
import type { CaseServices } from "../../functions/shared/cases/case-services.ts";
import { caseStore, type CaseStore } from "../../functions/shared/dynamo/case-store.ts";
import type { StoredCase } from "../../functions/shared/dynamo/case-item.ts";
import { readGuard, type Guard } from "../../functions/shared/dynamo/guard.ts";
import { receivedKey } from "../../functions/shared/dynamo/keys.ts";
import type { Table } from "../../functions/shared/dynamo/client.ts";
import type { Repeats } from "../../functions/shared/dynamo/transaction.ts";
import { systemChance } from "../../functions/shared/chance.ts";
import { findDynamoDbBinary } from "../../local/aws/dynamodb-binary.ts";
import { presets } from "../../core/law/legal-bases.ts";
import { instantOf, plus, type Instant } from "../../core/contract/instant.ts";
import { alwaysReached } from "../support/inbound.ts";
import { answerCommand, hour, officerActs, second, start } from "../support/cases.ts";
import { itemsOf, newCase, store, wallNow } from "../support/store-cases.ts";
import { openFaultProxy, type Fault, type FaultProxy } from "../support/store-fault-proxy.ts";
import { openTestStore, tableAt, type TestStore } from "../support/store-table.ts";
import { startingDirectory } from "../../core/law/directory/starting-directory.ts";

const operation = "TransactWriteItems";

/** Each of these passes by itself; after it the command must have taken effect once. */
const passing: Record<string, Fault[]> = {
  "another transaction is under way": [{ kind: "cancelled", code: "TransactionConflict" }],
  "an item is written too often": [{ kind: "cancelled", code: "ThrottlingError" }],
  "the table is written too often": [{ kind: "cancelled", code: "ProvisionedThroughputExceeded" }],
  "the service throttles": [{ kind: "refused", exception: "ThrottlingException" }],
  "the service fails": [{ kind: "refused", exception: "InternalServerError" }],
  "the request is lost": [{ kind: "lost_request" }],
  "the answer is lost": [{ kind: "lost_answer" }],
  "the answer is lost twice": [{ kind: "lost_answer" }, { kind: "lost_answer" }],
  "everything goes wrong in a row": [
    { kind: "cancelled", code: "TransactionConflict" },
    { kind: "lost_request" },
    { kind: "refused", exception: "ThrottlingException" },
    { kind: "cancelled", code: "ThrottlingError" },
    { kind: "lost_answer" },
  ],
};

describe.skipIf(findDynamoDbBinary() === undefined)("a commit", () => {
  let engine: TestStore;
  let proxy: FaultProxy;
  let direct: { table: Table; cases: CaseStore };
  let services: CaseServices;
  let now: Instant;

  beforeAll(async () => {
    engine = await openTestStore();
  });
  afterAll(async () => {
    await engine.close();
  });
  beforeEach(async () => {
    const table = await engine.newTable();
    proxy = await openFaultProxy(engine.endpoint);
    direct = { table, cases: caseStore(table) };
    now = plus(start, hour);
    services = servicesOn(caseStore(tableAt(proxy.url, table.tableName)), () => now);
  });
  afterEach(async () => {
    await proxy.close();
  });

  /** A case that was delivered, in the store. */
  async function delivered(): Promise<StoredCase> {
    const game = newCase();
    game.deliver();
    return store(direct.cases, game);
  }

  const acknowledge = async (
    { case: kase }: StoredCase,
    { repeats }: { repeats?: Repeats } = {},
  ): Promise<Committed<"received">> =>
    commit(services, kase.caseId, answerCommand(kase, "acknowledged", plus(start, second), { webhookId: "answer-1" }), {
      guards: () => [received("answer-1")],
      ...(repeats !== undefined && { repeats }),
    });

  /** What is on record of a case, checked against its number of events and its version. */
  async function recordOf({ case: { caseId } }: StoredCase): Promise<{ record: StoredCase; types: string[] }> {
    const record = (await direct.cases.read(caseId))!;
    const events = itemsOf(await direct.cases.events(caseId, { limit: 100 }));
    expect(events).toHaveLength(record.case.version);
    expect(events.at(-1)?.hash).toBe(record.head);
    return { record, types: events.map(({ event }) => event.type) };
  }

  it.each(Object.entries(passing))("takes effect once when %s", async (_, faults) => {
    const before = await delivered();
    proxy.inject(operation, ...faults);
    const outcome = await acknowledge(before, { repeats: "answered" });
    const { record, types } = await recordOf(before);
    expect(outcome).toMatchObject({ kind: "committed", record: { rev: before.rev + 1 } });
    expect(outcome.kind === "committed" && outcome.record).toEqual(record);
    expect(types.filter((type) => type === "answer.received")).toHaveLength(1);
    expect(await readGuard(direct.table, received("answer-1").key, wallNow)).toBeDefined();
    expect(proxy.left()).toBe(0);
  });

  it("that is refused when its answer is lost finds by its guard that it was done, once", async () => {
    const before = await delivered();
    proxy.inject(operation, { kind: "lost_answer" }, { kind: "lost_answer" });
    expect(await acknowledge(before)).toEqual({ kind: "guarded", name: "received" });
    const { record, types } = await recordOf(before);
    expect(record.rev).toBe(before.rev + 1);
    expect(types.filter((type) => type === "answer.received")).toHaveLength(1);
    expect(proxy.left()).toBe(0);
  });

  it("reads again when what it reads is lost", async () => {
    const before = await delivered();
    proxy.inject("GetItem", { kind: "lost_request" }, { kind: "lost_answer" });
    expect(await acknowledge(before)).toMatchObject({ kind: "committed" });
    expect((await recordOf(before)).record.rev).toBe(before.rev + 1);
  });

  it("keeps the instant of receipt however often it is decided", async () => {
    const before = await delivered();
    proxy.inject(
      operation,
      { kind: "cancelled", code: "TransactionConflict" },
      { kind: "refused", exception: "InternalServerError" },
    );
    await acknowledge(before);
    const { record } = await recordOf(before);
    expect(record.case.acknowledgedAt).toBe(plus(start, second));
  });

  it("gives up after eight refusals in a row, and has written nothing", async () => {
    const before = await delivered();
    proxy.inject(
      operation,
      ...Array.from({ length: 8 }, (): Fault => ({ kind: "cancelled", code: "TransactionConflict" })),
    );
    await expect(acknowledge(before)).rejects.toThrow(StoreBusy);
    expect(proxy.requests.filter((name) => name === operation)).toHaveLength(8);
    expect((await recordOf(before)).record).toEqual(before);
  });

  it("is an outage for a reason that no retry cures", async () => {
    const before = await delivered();
    proxy.inject(operation, { kind: "cancelled", code: "ValidationError" });
    await expect(acknowledge(before)).rejects.toMatchObject({ name: "TransactionCanceledException" });
    expect((await recordOf(before)).record).toEqual(before);
  });

  it("is an outage when no answer of the store ever comes, and a repeat of the command finds what was done", async () => {
    const before = await delivered();
    proxy.inject(operation, ...Array.from({ length: 4 }, (): Fault => ({ kind: "lost_answer" })));
    await expect(acknowledge(before)).rejects.toThrow();
    expect(await acknowledge(before)).toMatchObject({ kind: "refused", code: "already_acknowledged" });
    expect(await readGuard(direct.table, received("answer-1").key, wallNow)).toBeDefined();
    expect((await recordOf(before)).types.filter((type) => type === "answer.received")).toHaveLength(1);
  });

  it("decides anew on what another writer has made of the case", async () => {
    const before = await delivered();
    const held = Promise.withResolvers<null>();
    const letGo = Promise.withResolvers<null>();
    proxy.inject("GetItem", {
      kind: "held_answer",
      onHeld: () => {
        held.resolve(null);
      },
      until: letGo.promise,
    });
    const slow = acknowledge(before);
    await held.promise;
    await commit({ ...services, cases: direct.cases }, before.case.caseId, officerActs.withdraw);
    letGo.resolve(null);
    expect(await slow).toMatchObject({ kind: "refused", code: "case_withdrawn" });
    expect(proxy.requests).toEqual(["GetItem", operation, "GetItem"]);
    expect((await recordOf(before)).types).toEqual(["case.opened", "notice.delivered", "case.withdrawn"]);
  });

  it("is answered by its guard when the same message comes twice at once", async () => {
    const before = await delivered();
    const contest = async () =>
      commit(services, before.case.caseId, answerCommand(before.case, "contested", start), {
        guards: () => [received("answer-1")],
      });
    const outcomes = await Promise.all([contest(), contest(), contest()]);
    expect(outcomes.map(({ kind }) => kind).toSorted()).toEqual(["committed", "guarded", "guarded"]);
    expect((await recordOf(before)).types.filter((type) => type === "answer.received")).toHaveLength(1);
  });

  it("keeps every one of several different answers at once", async () => {
    const before = await delivered();
    const outcomes = await Promise.all(
      ["a", "b", "c", "d"].map(async (webhookId) =>
        commit(services, before.case.caseId, answerCommand(before.case, "contested", start, { webhookId }), {
          guards: () => [received(webhookId)],
        }),
      ),
    );
    expect(outcomes.map(({ kind }) => kind)).toEqual(["committed", "committed", "committed", "committed"]);
    expect((await recordOf(before)).types.filter((type) => type === "answer.received")).toHaveLength(4);
  });

  it("names the record as it stands when the caller has read an older version", async () => {
    const before = await delivered();
    const { caseId, version } = before.case;
    const outcome = await commit(services, caseId, officerActs.withdraw, { expectedVersion: version - 1 });
    expect(outcome).toEqual({ kind: "version_changed", record: before });
    expect(await commit(services, systemChance.id("case"), officerActs.withdraw)).toEqual({
      kind: "refused",
      code: "unknown_case",
    });
  });

  it("gives a case that was over, and is not any more, to a new execution, and no other", async () => {
    const game = newCase("eu-dsa-16", { authorityIsTold: [] });
    game.deliver();
    game.answer("action_taken");
    const over = await store(direct.cases, game);
    const reopened = await commit(services, over.case.caseId, officerActs.withdraw);
    expect(reopened).toMatchObject({ kind: "committed", record: { generation: 2 } });
    const restored = answerCommand(over.case, "restored", now);
    const next = await commit(services, over.case.caseId, restored);
    expect(next).toMatchObject({ kind: "committed", record: { generation: 2 } });
  });
});

const received = (webhookId: string): Guard<"received"> => ({
  name: "received",
  key: receivedKey("shein", webhookId),
  content: { body: webhookId },
});

/** The services of a commit: a store, a clock that the test sets, no machine and no log, which a commit never uses. */
function servicesOn(cases: CaseStore, now: () => Instant): CaseServices {
  const unused = () => {
    throw new Error("a commit tells nobody");
  };
  return {
    cases,
    directory: { read: async () => startingDirectory, authority: async () => undefined },
    bases: presets,
    workflow: { start: unused, succeed: unused, fail: unused },
    hasMail: false,
    inbound: alwaysReached,
    clock: {
      now,
      at: instantOf,
      wall: () => wallNow,
      legalLength: (milliseconds) => milliseconds,
      wallLength: (milliseconds) => milliseconds,
      pause: async (milliseconds) => pause(milliseconds),
    },
    chance: systemChance,
    log: { info: unused, warn: unused, error: unused },
  };
}
