import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import {
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  TransactWriteItemsCommand,
} from "@aws-sdk/client-dynamodb";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createTable, type TableDefinition } from "../../../../local/aws/create-table.ts";
import { findDynamoDbBinary } from "../../../../local/aws/dynamodb-binary.ts";
import { type DynamoDbServer, startDynamoDb } from "../../../../local/aws/dynamodb-server.ts";
import { temporaryFolder } from "../../../support/embedded-bundle.ts";

const definition: TableDefinition = {
  TableName: "things",
  BillingMode: "PAY_PER_REQUEST",
  KeySchema: [{ AttributeName: "pk", KeyType: "HASH" }],
  AttributeDefinitions: [{ AttributeName: "pk", AttributeType: "S" }],
};

const clientOf = (server: { url: string }) =>
  new DynamoDBClient({
    endpoint: server.url,
    region: "eu-west-3",
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
  });

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

// There is a program for Linux x64 only; elsewhere the runtime uses an endpoint of one's own.
describe.skipIf(findDynamoDbBinary() === undefined)("the embedded DynamoDB", () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  let servers: DynamoDbServer[];

  beforeEach(async () => {
    folder = await temporaryFolder();
    servers = [];
  });

  afterEach(async () => {
    await Promise.all(servers.map((server) => server.stop()));
    await folder.remove();
  });

  async function start(file?: string) {
    const server = await startDynamoDb(file);
    servers.push(server);
    return { server, client: clientOf(server) };
  }

  it("answers as soon as it has started, and is gone when it was stopped", async () => {
    const { server, client } = await start();
    await createTable(client, definition);
    await expect(client.send(new DescribeTableCommand({ TableName: "things" }))).resolves.toBeDefined();
    await server.stop();
    expect(isAlive(server.pid)).toBe(false);
    await expect(fetch(server.url)).rejects.toThrow();
  });

  it("keeps what was written, over a stop and over a kill -9 of the server", async () => {
    const file = join(folder.path, "things.db");
    const first = await start(file);
    await createTable(first.client, definition);
    await first.client.send(new PutItemCommand({ TableName: "things", Item: { pk: { S: "1" } } }));
    await first.server.stop();

    const second = await start(file);
    const Item = { pk: { S: "2" } };
    await second.client.send(
      new TransactWriteItemsCommand({ TransactItems: [{ Put: { TableName: "things", Item } }] }),
    );
    process.kill(second.server.pid, "SIGKILL");
    await second.server.ended;

    const third = await start(file);
    for (const pk of ["1", "2"]) {
      const read = await third.client.send(new GetItemCommand({ TableName: "things", Key: { pk: { S: pk } } }));
      expect(read.Item).toEqual({ pk: { S: pk } });
    }
  });

  it("says why it does not start", async () => {
    await expect(startDynamoDb(join(folder.path, "no", "such", "folder.db"))).rejects.toThrow(/did not start: .+/);
  });

  it("does not outlive a parent that is killed with -9", async () => {
    const module = new URL("../../../../local/aws/dynamodb-server.ts", import.meta.url).href;
    const script = `import { startDynamoDb } from ${JSON.stringify(module)};
      console.log((await startDynamoDb()).pid); setInterval(() => {}, 1000);`;
    const parent = spawn(process.execPath, ["--input-type=module", "--eval", script], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    const [said] = (await once(parent.stdout.setEncoding("utf8"), "data")) as [string];
    const pid = Number(said);
    expect(isAlive(pid)).toBe(true);
    parent.kill("SIGKILL");
    await once(parent, "exit");
    await expect.poll(() => isAlive(pid), { timeout: 5_000 }).toBe(false);
  });

  it("serves two at once, each on a port of its own", async () => {
    const [one, other] = await Promise.all([start(), start()]);
    expect(one.server.url).not.toBe(other.server.url);
  });

  it("has the table once it is created, with its expiry, however often", async () => {
    const { client } = await start();
    await Promise.all([createTable(client, definition, "expiresAt"), createTable(client, definition)]);
    await createTable(client, definition, "expiresAt");
    const { TimeToLiveDescription } = await client.send(new DescribeTimeToLiveCommand({ TableName: "things" }));
    expect(TimeToLiveDescription).toMatchObject({ TimeToLiveStatus: "ENABLED", AttributeName: "expiresAt" });
  });
});
