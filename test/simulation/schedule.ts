import * as z from "zod";
import { epochOf, Instant } from "../../core/contract/instant.ts";
import { dueShards } from "../../functions/shared/dynamo/keys.ts";
import type { Deployment } from "./deployment.ts";
import type { Kernel } from "./kernel.ts";
import type { Random } from "./random.ts";
import type { Weather } from "./weather.ts";

const minute = 60_000;

const Due = z.object({ Items: z.array(z.looseObject({ wakeAt: Instant })) });

/**
 * The schedule of the reconciler: each minute. Minutes at which it would find nothing are left out, which changes nothing
 * and lets weeks pass in no time; some of them are kept.
 */
export function keepReconciling(kernel: Kernel, deployment: Deployment, random: Random, weather: () => Weather): void {
  const { legal } = deployment;
  let next: { at: number; cancel: () => void } | undefined;

  function earliestWake(): number | undefined {
    const wakes = Array.from({ length: dueShards }, (_, shard) => {
      const input = {
        TableName: deployment.memory.tableName,
        IndexName: "due",
        KeyConditionExpression: "dueShard = :shard AND wakeAt < :before",
        ExpressionAttributeValues: { ":shard": `DUE#${shard}`, ":before": "9999" },
        Limit: 1,
      };
      return Due.parse(deployment.memory.execute({ operation: "Query", input })).Items.map(({ wakeAt }) =>
        epochOf(wakeAt),
      );
    }).flat();
    return wakes.length === 0 ? undefined : legal.anchorWall + (Math.min(...wakes) - legal.anchorLegal) / legal.scale;
  }

  function planAt(wall: number): void {
    const at = Math.max(Math.ceil(wall / minute) * minute, kernel.now() + 1);
    if (next !== undefined && next.at <= at) return;
    next?.cancel();
    next = { at, cancel: kernel.after(at - kernel.now(), tick) };
  }

  function tick(): void {
    next = undefined;
    const wake = earliestWake();
    if (wake === undefined) return;
    const isMissed = wake < kernel.now() - minute;
    if ((isMissed && !random.happens(weather().missedTick)) || random.happens(0.02)) {
      deployment.reconcile("due");
      if (random.happens(weather().again)) deployment.reconcile("due");
    }
    planAt(isMissed ? kernel.now() + minute : wake + minute + 1);
  }

  deployment.onIndexed(() => {
    planAt(kernel.now() + 1);
  });
}
