import { afterAll, beforeAll, describe } from "vitest";
import { findDynamoDbBinary } from "../../local/aws/dynamodb-binary.ts";
import { type DynamoDbServer, startDynamoDb } from "../../local/aws/dynamodb-server.ts";
import { openWorld, type World, type WorldOptions } from "./workflow-world.ts";

/**
 * Tests that share one embedded DynamoDB, each in a world of its own. There is a program for Linux x64 only; elsewhere
 * they are skipped.
 */
export function describeWorlds(title: string, tests: (open: (options?: WorldOptions) => Promise<World>) => void): void {
  describe.skipIf(findDynamoDbBinary() === undefined)(title, () => {
    let server: DynamoDbServer;
    beforeAll(async () => {
      server = await startDynamoDb();
    });
    afterAll(async () => {
      await server.stop();
    });
    tests(async (options) => openWorld(server.url, options));
  });
}
