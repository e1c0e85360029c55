import { nextWake } from "../../../core/case/next-wake.ts";
import { isOver } from "../../../core/case/status.ts";
import { at } from "./tiny-case.ts";
import { awaiting, callOf, type World } from "./world.ts";

/** Whether nothing is under way: only a timer, a visitor or time itself can move this world, and no rescue is awaited. */
export function isAtRest({ runs }: World): boolean {
  return runs.length === 0;
}

/** What is lost in a world at rest; undefined: nothing is. */
export function lossIn(world: World): string | undefined {
  const { now, record, executions } = world;
  const wake = nextWake(record.case);
  for (const execution of executions) {
    const { generation, clock } = execution;
    if (execution.state === "Settled") continue;
    if (execution.state !== "Await answer" || !("wakeAt" in clock)) return `execution ${generation} runs no function`;
    // Its timer is about to fire: it does not sleep.
    if (clock.wakeAt <= at(now)) continue;
    if (generation !== record.generation) return `execution ${generation} waits and is stale`;
    if (isOver(record.case)) return `execution ${generation} waits, and the case is over`;
    if (wake !== undefined && wake < clock.wakeAt) return `execution ${generation} sleeps past the case's next wake`;
    const token = callOf(execution);
    if (record.wait?.tokens.includes(token) !== true || awaiting(world, token) === undefined) {
      return `the living token of execution ${generation} is not in the record`;
    }
  }
  const lives = executions.some(({ generation, state }) => generation === record.generation && state !== "Settled");
  return isOver(record.case) || lives ? undefined : "there is work left and no execution lives";
}
