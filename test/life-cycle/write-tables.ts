import { readFile, writeFile } from "node:fs/promises";
import { format, resolveConfig } from "prettier";
import { lifeCycleTables, withTables } from "./tables.ts";

/** Plays a case of each status, and writes the tables of docs/life-cycle.md: `npm run life-cycle`. */
const file = new URL("../../docs/life-cycle.md", import.meta.url);
const document = withTables(await readFile(file, "utf8"), lifeCycleTables());
await writeFile(file, await format(document, { ...(await resolveConfig(file)), parser: "markdown" }));
