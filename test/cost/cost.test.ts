import { readFile } from "node:fs/promises";
import { format, resolveConfig } from "prettier";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findDynamoDbBinary } from "../../local/aws/dynamodb-binary.ts";
import { startDynamoDb, type DynamoDbServer } from "../../local/aws/dynamodb-server.ts";
import { costTables, withTables, type Measured } from "./cost-table.ts";
import type { Counts } from "./deployment.ts";
import { measure, type ScenarioName } from "./scenarios.ts";

/** What a case may use: as much as it does today. Whoever raises one says in the changelog what for. */
const budgets = {
  inTime: { stateTransitions: 5, startExecutions: 1, invocations: 6, writeUnits: 60, readUnits: 21 },
  inTimeAuthorityTold: { stateTransitions: 8, startExecutions: 1, invocations: 8, writeUnits: 70, readUnits: 25.5 },
  late: { stateTransitions: 9, startExecutions: 1, invocations: 9, writeUnits: 89, readUnits: 27 },
  undeliverable: { stateTransitions: 70, startExecutions: 1, invocations: 71, writeUnits: 394, readUnits: 197.5 },
} as const satisfies Record<ScenarioName, Partial<Counts>>;

describe.skipIf(findDynamoDbBinary() === undefined)("the cost of a case", () => {
  let server: DynamoDbServer;
  let measured: Measured;

  beforeAll(async () => {
    server = await startDynamoDb();
    measured = await measure(server.url);
  });

  afterAll(async () => {
    await server.stop();
  });

  it.each(Object.entries(budgets))("%s: stays within its budget", (name, budget) => {
    const counts = measured[name as ScenarioName];
    const over = Object.entries(budget).filter(([unit, limit]) => counts[unit as keyof Counts] > limit);
    expect(over.map(([unit, limit]) => `${unit}: ${counts[unit as keyof Counts]} of ${limit}`)).toEqual([]);
  });

  it("enters the states that the workflow's own scenarios enter, and one more is billed for the start", () => {
    const { inTime, inTimeAuthorityTold, late } = measured;
    // docs/workflow.md: S1, an authority that is told, S3 with two rounds.
    expect([inTime, inTimeAuthorityTold, late].map(({ stateTransitions }) => stateTransitions - 1)).toEqual([4, 7, 8]);
  });

  it("is what docs/cost.md says; `npm run cost` writes it anew", async () => {
    const file = new URL("../../docs/cost.md", import.meta.url);
    const document = await readFile(file, "utf8");
    const options = { ...(await resolveConfig(file)), parser: "markdown" };
    expect(document).toBe(await format(withTables(document, costTables(measured)), options));
  });
});
