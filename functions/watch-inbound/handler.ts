import * as z from "zod";
import type { Clock } from "../shared/clock.ts";
import { beat, type InboundServices } from "../shared/inbound/inbound.ts";
import type { Log } from "../shared/logger.ts";

export const WatchInput = z.strictObject({});

export const WatchOutput = z.strictObject({ reached: z.boolean() });

/** What the watch works with. */
export type WatchServices = InboundServices & {
  clock: Pick<Clock, "now" | "legalLength">;
  log: Log;
  /** Wall seconds from one run to the next. */
  beatSeconds: number;
};

/** Sees to it that what keeps answers from reaching us is known: nobody is escalated for it. */
export function makeWatchInbound(services: WatchServices) {
  return async (): Promise<z.infer<typeof WatchOutput>> => {
    const { clock, log, beatSeconds } = services;
    const record = await beat(services, clock.legalLength(beatSeconds * 1_000));
    if (record === undefined) log.warn("inbound.unreachable");
    else log.info("inbound.seen");
    return { reached: record !== undefined };
  };
}
