import * as z from "zod";
import { instantOf } from "../../core/contract/instant.ts";
import { inboundKey } from "../../functions/shared/dynamo/keys.ts";
import type { Kernel } from "./kernel.ts";
import type { LegalTime } from "./ports.ts";
import type { MemoryTable } from "./table/memory-table.ts";

/** How often our inbound side is looked at, in wall seconds. */
export const beatSeconds = 60;

const beat = beatSeconds * 1_000;
/** How long after an outage every beat is really made. */
const watchful = 5;

/** Our own inbound side: when it is down, and what the watch of it has on record. */
export type WatchedInbound = {
  isDown: () => boolean;
  goDown: () => void;
  goUp: () => void;
  /** Outages so far, in wall milliseconds. */
  outages: () => readonly { from: number; to: number }[];
  /** Puts the beats on record that were left out, up to the last full minute. */
  fillIn: () => void;
};

const Found = z.object({ Item: z.looseObject({}).optional() });

/**
 * While all is well a beat changes nothing but the instant of the last one: those are left out and filled in when somebody
 * looks. Around an outage each is made by the real function.
 */
export function watchedInbound({
  kernel,
  legal,
  memory,
  beat: makeBeat,
}: {
  kernel: Kernel;
  legal: LegalTime;
  memory: MemoryTable;
  beat: () => void;
}): WatchedInbound {
  const outages: { from: number; to: number }[] = [];
  let down: number | undefined;
  let beatsToMake = 0;
  let isTicking = false;

  function fillIn(): void {
    if (down !== undefined || beatsToMake > 0) return;
    const last = Math.floor(kernel.now() / beat) * beat;
    if (last < legal.anchorWall) return;
    const seenAt = instantOf(Math.floor(legal.anchorLegal + (last - legal.anchorWall) * legal.scale));
    const { Item: before } = Found.parse(
      memory.execute({ operation: "GetItem", input: { TableName: memory.tableName, Key: inboundKey } }),
    );
    const record = before ?? { outages: [], beatMilliseconds: beat * legal.scale };
    const input = { TableName: memory.tableName, Item: { ...inboundKey, ...record, seenAt } };
    memory.execute({ operation: "PutItem", input });
  }

  function tick(): void {
    isTicking = false;
    if (down === undefined && beatsToMake === 0) return;
    if (down === undefined) beatsToMake -= 1;
    makeBeat();
    keepTicking();
  }

  function keepTicking(): void {
    if (isTicking) return;
    isTicking = true;
    const next = (Math.floor(kernel.now() / beat) + 1) * beat;
    kernel.after(next - kernel.now(), tick);
  }

  return {
    isDown: () => down !== undefined,
    goDown: () => {
      if (down !== undefined) return;
      fillIn();
      down = kernel.now();
      keepTicking();
    },
    goUp: () => {
      if (down === undefined) return;
      outages.push({ from: down, to: kernel.now() });
      down = undefined;
      beatsToMake = watchful;
      keepTicking();
    },
    outages: () => outages,
    fillIn,
  };
}
