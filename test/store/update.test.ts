import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { caseStore, type CaseStore } from "../../functions/shared/dynamo/case-store.ts";
import type { StoredCase } from "../../functions/shared/dynamo/case-item.ts";
import { findDynamoDbBinary } from "../../local/aws/dynamodb-binary.ts";
import { newCase, store } from "../support/store-cases.ts";
import { openFaultProxy, type FaultProxy } from "../support/store-fault-proxy.ts";
import { openTestStore, tableAt, type TestStore } from "../support/store-table.ts";

describe.skipIf(findDynamoDbBinary() === undefined)("an update of what the protocol keeps", () => {
  let engine: TestStore;
  let proxy: FaultProxy;
  let direct: CaseStore;
  let cases: CaseStore;
  let before: StoredCase;

  beforeAll(async () => {
    engine = await openTestStore();
  });
  afterAll(async () => {
    await engine.close();
  });
  beforeEach(async () => {
    const table = await engine.newTable();
    proxy = await openFaultProxy(engine.endpoint);
    direct = caseStore(table);
    cases = caseStore(tableAt(proxy.url, table.tableName));
    before = await store(direct, newCase());
  });
  afterEach(async () => {
    await proxy.close();
  });

  it("is stale while a transaction on the case is under way, and stores nothing", async () => {
    proxy.inject("UpdateItem", { kind: "refused", exception: "TransactionConflictException" });
    expect(await cases.update(before, { generation: 2 })).toBe("stale");
    expect(await direct.read(before.case.caseId)).toEqual(before);
  });

  it("is stored once when its request is lost or the service fails", async () => {
    proxy.inject("UpdateItem", { kind: "lost_request" }, { kind: "refused", exception: "InternalServerError" });
    expect(await cases.update(before, { generation: 2 })).toBe("stored");
    expect(await direct.read(before.case.caseId)).toMatchObject({ generation: 2, rev: before.rev + 1 });
  });

  it("is stored once when its answer is lost, and is called stale: its writer reads again", async () => {
    proxy.inject("UpdateItem", { kind: "lost_answer" });
    expect(await cases.update(before, { generation: 2 })).toBe("stale");
    expect(await direct.read(before.case.caseId)).toMatchObject({ generation: 2, rev: before.rev + 1 });
  });
});
