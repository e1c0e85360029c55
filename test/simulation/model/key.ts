import type { StepClock } from "../../../core/contract/workflow-clock.ts";
import type { Rules } from "./rules.ts";
import { keyOfCase, tickOf } from "./tiny-case.ts";
import { awaiting, callOf, type Change, type Run, type Said, type Step, type Stored, type World } from "./world.ts";

/**
 * A world in a few characters: equal for worlds with the same future. Rounds count only against the round of their
 * execution; tokens and invocations only by whether they are the latest; a record that was read only by whether a write
 * on it would still be accepted; who runs only by what is left to do.
 */
export function keyOf(world: World, rules: Rules): string {
  const { now, record, executions, visitors, budget } = world;
  const ranks = ranksOf(world, rules);
  const machines = executions.map(
    ({ generation, state, clock }) =>
      String(generation) +
      state.slice(0, 1) +
      (state === "Await answer" && "wakeAt" in clock ? wakeKey(clock.wakeAt) : ""),
  );
  const runs = world.runs.map((run) => runKey(world, ranks, run, rules)).sort();
  const { retries, failures, deaths, early } = budget;
  return `${now}${retries}${failures}${deaths}${early}${visitors.join()}|${recordKey(world, ranks, record)}|${machines.join("")}|${runs.join("|")}`;
}

function recordKey(world: World, ranks: Ranks, { case: kase, generation, wait }: Stored): string {
  const key = keyOfCase(kase) + String(generation);
  if (wait === undefined) return key;
  const living = wait.tokens.filter((token) => awaiting(world, token) !== undefined).length;
  return `${key}w${clockKey(ranks, wait)}${wakeKey(wait.wakeAt)}${living}`;
}

function seenKey(world: World, ranks: Ranks, seen: Stored, { lock }: Rules): string {
  if (seen === world.record) return "=";
  if (seen[lock] !== world.record[lock]) return "~";
  return lock === "rev" ? "=" : recordKey(world, ranks, seen);
}

function runKey(world: World, ranks: Ranks, { todo, heir }: Run, rules: Rules): string {
  return (heir?.slice(0, 3) ?? "") + todo.map((step) => stepKey(world, ranks, step, rules)).join(";");
}

function stepKey(world: World, ranks: Ranks, step: Step, rules: Rules): string {
  const kind = letters[step.do];
  switch (step.do) {
    case "decide":
      return kind + changeKey(step.change);
    case "write":
      return kind + changeKey(step.change) + seenKey(world, ranks, step.seen, rules) + keyOfCase(step.after.case);
    case "tell":
      return kind + recordKey(world, ranks, step.record);
    case "repair":
      return kind + recordKey(world, ranks, step.record) + seenKey(world, ranks, step.record, rules);
    case "say":
      return kind + step.token.slice(0, 1) + saidKey(step.said);
    case "start":
      return kind + String(step.generation);
    case "park":
      return kind + clockKey(ranks, step.clock) + wakeKey(step.clock.wakeAt) + lifeKey(world, step.token);
    case "store": {
      const { clock, token, seen } = step;
      return (
        kind +
        clockKey(ranks, clock) +
        wakeKey(clock.wakeAt) +
        lifeKey(world, token) +
        seenKey(world, ranks, seen, rules)
      );
    }
    case "begin":
      return kind + step.task.slice(0, 1) + String(step.clock.generation) + lifeKey(world, step.call);
    case "conclude":
      return kind + String(step.clock.generation);
    case "bump":
      return kind + seenKey(world, ranks, step.seen, rules);
    case "take":
    case "send":
    case "repeat":
    case "find":
    case "conclude repair":
    case "look":
      return kind;
  }
}

const letters = {
  decide: "d",
  write: "w",
  tell: "t",
  say: "s",
  start: "x",
  park: "p",
  store: "o",
  begin: "b",
  take: "k",
  send: "n",
  conclude: "c",
  repeat: "a",
  find: "f",
  "conclude repair": "l",
  repair: "m",
  look: "g",
  bump: "u",
} as const satisfies Record<Step["do"], string>;

function changeKey(change: Change): string {
  switch (change.type) {
    case "command":
      return change.command;
    case "step":
      return "!";
    case "attempt":
      return `${change.messageId.slice(-1)}${change.attempt}${change.taken ? "+" : "-"}`;
  }
}

function saidKey(said: Said): string {
  return "failure" in said ? said.failure : said.success.next + wakeKey(said.success.wakeAt);
}

function clockKey(ranks: Ranks, { generation, round }: Pick<StepClock, "generation" | "round">): string {
  return `${generation},${ranks.get(generation)?.indexOf(round) ?? 0};`;
}

/** The rounds of each execution that anything still speaks of, the latest first. Only their order counts. */
type Ranks = ReadonlyMap<number, readonly number[]>;

function ranksOf({ executions, record, runs }: World, { lock }: Rules): Ranks {
  const ranks = new Map<number, number[]>();
  const add = (clock: Pick<StepClock, "generation" | "round"> | undefined) => {
    if (clock === undefined) return;
    const rounds = ranks.get(clock.generation);
    if (rounds === undefined) ranks.set(clock.generation, [clock.round]);
    else if (!rounds.includes(clock.round)) rounds.push(clock.round);
  };
  for (const { clock } of executions) add(clock);
  add(record.wait);
  for (const { todo } of runs) {
    for (const step of todo) {
      if (step.do === "park" || step.do === "store") add(step.clock);
      if ("seen" in step && lock === "version") add(step.seen.wait);
      if ("record" in step) add(step.record.wait);
    }
  }
  for (const rounds of ranks.values()) rounds.sort((a, b) => b - a);
  return ranks;
}

function wakeKey(wakeAt: Stored["wakeAt"]): string {
  const tick = tickOf(wakeAt);
  return tick === Infinity ? "F" : String(tick);
}

function lifeKey(world: World, call: string): string {
  return world.executions.some((execution) => execution.state !== "Settled" && callOf(execution) === call) ? "+" : "-";
}
