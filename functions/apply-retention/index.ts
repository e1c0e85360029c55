import { systemChance } from "../shared/chance.ts";
import { systemClock } from "../shared/clock.ts";
import { openTable } from "../shared/dynamo/client.ts";
import { directoryStore } from "../shared/dynamo/directory-store.ts";
import { erasureStore } from "../shared/dynamo/erasure-store.ts";
import { retentionStore } from "../shared/dynamo/retention-store.ts";
import { functionLogger } from "../shared/logger.ts";
import { taskFunction } from "../shared/task-function.ts";
import { Env } from "./env.ts";
import { makeApplyRetention, RetentionInput } from "./handler.ts";
import { RetentionReport } from "./report.ts";

const { TABLE_NAME } = Env.parse(process.env);
const table = openTable(TABLE_NAME);
const clock = systemClock();
const log = functionLogger("apply-retention");

export const handler = taskFunction(
  log,
  { input: RetentionInput, output: RetentionReport },
  makeApplyRetention({
    directory: directoryStore(table, clock.wall),
    erasures: erasureStore(table),
    lists: retentionStore(table),
    clock,
    chance: systemChance,
    log,
  }),
);
