import { keyOf } from "./key.ts";
import { isAtRest, lossIn } from "./loss.ts";
import { movesOf } from "./moves.ts";
import { started } from "./machine.ts";
import { performed, tidied } from "./functions.ts";
import { asItIs, type Rules } from "./rules.ts";
import { opened } from "./tiny-case.ts";
import type { Setting } from "./settings.ts";
import type { World } from "./world.ts";

/** What a setting has been found to hold. */
export type Found = {
  states: number;
  /** States in which nothing is under way, each of them checked. */
  finalStates: number;
  /** How many of them have lost something. */
  lost: number;
  /** How often each kind of event was met. */
  events: ReadonlyMap<string, number>;
  /** The shortest way to a loss. */
  history?: string[];
};

/** The case is opened, its first execution started; or its notice is delivered, and the execution waits. */
export function beginningOf({ visitors, budget, from = "opened" }: Setting): World {
  const record = { case: opened, rev: 1, version: 1, generation: 1 };
  const none = { retries: 0, failures: 0, deaths: 0, early: 0, ghosts: 1 };
  const beginning = started({ now: 0, record, executions: [], runs: [], visitors: [], budget: none }, 1);
  const world = from === "waiting" ? undisturbed(beginning) : beginning;
  return { ...world, visitors, budget: { ...none, ...budget } };
}

/** What comes of a world in which nothing happens but what is under way. */
function undisturbed(world: World): World {
  const [run] = world.runs;
  const move = run && performed(world, run, asItIs)[0];
  return move === undefined ? world : undisturbed(tidied(move.next));
}

/**
 * Every interleaving of a setting, breadth first: each world that can come about is visited once.
 *
 * @param untilLost Stop at the first loss, which is the nearest.
 */
export function searched(setting: Setting, rules: Rules, { untilLost = false } = {}): Found {
  const beginning = beginningOf(setting);
  const indices = new Map([[keyOf(beginning, rules), 0]]);
  const parents = [0];
  const events = new Map<string, number>();
  let frontier: { index: number; world: World }[] = [{ index: 0, world: beginning }];
  let finalStates = 0;
  let lost = 0;
  let first: { index: number; loss: string } | undefined;
  while (frontier.length > 0) {
    const coming: typeof frontier = [];
    for (const { index, world } of frontier) {
      if (isAtRest(world)) {
        finalStates += 1;
        const loss = lossIn(world);
        if (loss !== undefined) {
          lost += 1;
          first ??= { index, loss };
        }
      }
      for (const { event, next } of movesOf(world, rules)) {
        events.set(event, (events.get(event) ?? 0) + 1);
        const key = keyOf(next, rules);
        if (indices.has(key)) continue;
        indices.set(key, parents.length);
        coming.push({ index: parents.length, world: next });
        parents.push(index);
      }
    }
    frontier = untilLost && first !== undefined ? [] : coming;
  }
  const found = { states: parents.length, finalStates, lost, events };
  if (first === undefined) return found;
  return {
    ...found,
    history: [...historyOf(beginning, rules, wayTo(first.index, parents), indices), `LOST: ${first.loss}`],
  };
}

function wayTo(index: number, parents: readonly number[]): number[] {
  const way: number[] = [];
  for (let at = index; at !== 0; at = parents[at]!) way.unshift(at);
  return way;
}

/** What happened, line by line, on the way through these states. */
function historyOf(
  beginning: World,
  rules: Rules,
  way: readonly number[],
  indices: ReadonlyMap<string, number>,
): string[] {
  let world = beginning;
  return way.map((index) => {
    const move = movesOf(world, rules).find(({ next }) => indices.get(keyOf(next, rules)) === index);
    if (move === undefined) throw new Error("equal keys, different futures: the key of the model leaves something out");
    world = move.next;
    return move.line;
  });
}
