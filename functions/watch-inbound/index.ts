import { openTable } from "../shared/dynamo/client.ts";
import { inboundStore } from "../shared/dynamo/inbound-store.ts";
import { systemClock } from "../shared/clock.ts";
import { reachInbound } from "../shared/inbound/reach-inbound.ts";
import { functionLogger } from "../shared/logger.ts";
import { taskFunction } from "../shared/task-function.ts";
import { Env } from "./env.ts";
import { makeWatchInbound, WatchInput, WatchOutput } from "./handler.ts";

const { TABLE_NAME, PUBLIC_URL, BEAT_SECONDS } = Env.parse(process.env);
const log = functionLogger("watch-inbound");

export const handler = taskFunction(
  log,
  { input: WatchInput, output: WatchOutput },
  makeWatchInbound({
    store: inboundStore(openTable(TABLE_NAME)),
    reach: reachInbound(PUBLIC_URL),
    clock: systemClock(),
    log,
    beatSeconds: BEAT_SECONDS,
  }),
);
