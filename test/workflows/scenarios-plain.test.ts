import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findDynamoDbBinary } from "../../local/aws/dynamodb-binary.ts";
import { type DynamoDbServer, startDynamoDb } from "../../local/aws/dynamodb-server.ts";
import { openWorld } from "../support/workflow-world.ts";

let server: DynamoDbServer;
beforeAll(async () => {
  server = await startDynamoDb();
});
afterAll(async () => {
  await server.stop();
});

describe.skipIf(findDynamoDbBinary() === undefined)("a case, from opening to rest", () => {
  it.concurrent("S1", async () => {
    await using world = await openWorld(server.url);
    const caseId = await world.open();
    await world.start(caseId);
    await world.reaches(caseId, 2);
    expect(await world.answer(caseId, "acknowledged")).toEqual({ kind: "ok" });
    expect(world.workflow.told).toEqual([]);
    expect(await world.answer(caseId, "action_taken")).toMatchObject({ kind: "ok" });
    expect(await world.endOf(caseId)).toEqual({ status: "SUCCEEDED", states: 4 });
    expect(await world.isAtRest(caseId)).toBe(true);
  });
});
