import { readFile, writeFile } from "node:fs/promises";
import { format, resolveConfig } from "prettier";
import { startDynamoDb } from "../../local/aws/dynamodb-server.ts";
import { costTables, withTables } from "./cost-table.ts";
import { measure } from "./scenarios.ts";

/** Measures, and writes the tables of docs/cost.md: `npm run cost`. */
const file = new URL("../../docs/cost.md", import.meta.url);
const server = await startDynamoDb();
try {
  const document = withTables(await readFile(file, "utf8"), costTables(await measure(server.url)));
  await writeFile(file, await format(document, { ...(await resolveConfig(file)), parser: "markdown" }));
} finally {
  await server.stop();
}
