import { dueMessages, nextWake } from "../../../core/case/next-wake.ts";
import { isOver } from "../../../core/case/status.ts";
import type { Case } from "../../../core/case/state.ts";
import { returned, started, told } from "./machine.ts";
import type { Rules } from "./rules.ts";
import { at, commanded, withAttempt, withDueStep } from "./tiny-case.ts";
import { awaiting, sayings, type Change, type Move, type Run, type Step, type Stored, type World } from "./world.ts";

/** What a step leads to: the world after it, what the function does next instead, and a word for it. */
type Done = { world?: World; instead: readonly Step[]; event: string };

/** What a step may lead to: one thing, or several where chance decides. Empty: it has to wait. */
export function performed(world: World, run: Run, rules: Rules): Move[] {
  const [step, ...rest] = run.todo;
  if (step === undefined) return [];
  return outcomes(world, step, rules).map(({ world: after = world, instead, event }) => {
    const gone = after.runs.filter((other) => other !== run);
    const runs = [...gone, { ...run, todo: [...instead, ...rest] }];
    return { event: `${step.do}: ${event}`, line: `${run.who}: ${step.do}: ${event}`, next: { ...after, runs } };
  });
}

function outcomes(world: World, step: Step, rules: Rules): Done[] {
  const { record } = world;
  const now = at(world.now);
  switch (step.do) {
    case "decide":
      return [decided(world, step.change, rules)];
    case "write":
      if (isStale(world, step.seen, rules))
        return [{ instead: [{ do: "decide", change: step.change }], event: "refused" }];
      return [{ world: { ...world, record: step.after }, instead: following(step), event: nameOf(step.change) }];
    case "tell": {
      const tell = rules.tellOf(step.record, now);
      const event = tell.kind === "succeed" ? `succeed, ${tell.clock.next}` : tell.kind;
      return [{ instead: sayings(tell), event }];
    }
    case "say":
      return [
        {
          world: told(world, step.token, step.said),
          instead: [],
          event: "failure" in step.said ? step.said.failure : step.said.success.next,
        },
      ];
    case "start": {
      const event = world.executions.some(({ generation }) => generation === step.generation) ? "exists" : "started";
      return [{ world: started(world, step.generation), instead: [], event }];
    }
    case "park":
      return [parked(world, step, rules)];
    case "store": {
      if (isStale(world, step.seen, rules)) return [{ instead: [{ ...step, do: "park" }], event: "refused" }];
      const before = record.wait;
      const isSame = before?.generation === step.wait.generation && before.round === step.wait.round;
      const event = isSame ? "one more token" : before === undefined ? "first token" : "next round";
      return [{ world: { ...world, record: { ...record, rev: record.rev + 1, wait: step.wait } }, instead: [], event }];
    }
    case "begin": {
      const { clock, call } = step;
      if (record.generation !== clock.generation) {
        return [{ world: returned(world, call, rules.clockOf(record, clock, now)), instead: [], event: "stale" }];
      }
      const work: Step[] = step.task === "Deliver" ? [{ do: "send" }] : [{ do: "take" }, { do: "send" }];
      return [{ instead: [...work, { do: "conclude", clock, call }], event: "own generation" }];
    }
    case "take":
      return [decided(world, { type: "step" }, rules)];
    case "send":
      return sent(world);
    case "conclude": {
      const clock = rules.clockOf(record, step.clock, now);
      return [{ world: returned(world, step.call, clock), instead: [], event: clock.next }];
    }
    case "repeat":
      return [{ instead: rules.repeatTells ? [{ do: "tell", record }] : [], event: "read" }];
    case "find": {
      if (isOver(record.case)) return [{ instead: [], event: "over" }];
      return isDue(world) ? [{ instead: repairing, event: "due" }] : [];
    }
    case "conclude repair": {
      const telling: Step[] = rules.reconcileTells ? [{ do: "tell", record }] : [];
      return [{ instead: [...telling, { do: "repair", record }], event: "read" }];
    }
    case "repair":
      return [repaired(world, step.record)];
    case "look":
      if (isOver(record.case)) return [{ instead: [], event: "over" }];
      return [{ instead: [{ do: "bump", seen: record }], event: "read" }];
    case "bump": {
      if (isStale(world, step.seen, rules)) return [{ instead: [], event: "refused" }];
      const after = { ...record, generation: step.seen.generation + 1, rev: record.rev + 1 };
      const telling: Step[] = rules.bumpTells ? [{ do: "tell", record: after }] : [];
      const instead: Step[] = [...telling, { do: "start", generation: after.generation }];
      return [{ world: { ...world, record: after }, instead, event: "written" }];
    }
  }
}

/** What the reconciler does with a case that is due (functions/reconcile-cases/reconcile.ts). */
export const repairing: readonly Step[] = [{ do: "take" }, { do: "send" }, { do: "conclude repair" }];

/** Whether the case is in the index of what is due. That it is there for a minute first changes no order of events. */
export function isDue({ record, now }: World): boolean {
  const wake = nextWake(record.case);
  return wake !== undefined && wake <= at(now);
}

/** commit.ts: read and decide. */
function decided({ record, now }: World, change: Change, rules: Rules): Done {
  const kase = changedBy(record.case, change, now);
  if (kase === undefined) return { instead: [], event: "refused" };
  const reopened = isOver(record.case) && !isOver(kase) && rules.reopeningCounts;
  const after: Stored = {
    ...record,
    case: kase,
    rev: record.rev + 1,
    version: record.version + 1,
    generation: record.generation + (reopened ? 1 : 0),
  };
  return { instead: [{ do: "write", change, seen: record, after }], event: nameOf(change) };
}

function changedBy(kase: Case, change: Change, now: number): Case | undefined {
  switch (change.type) {
    case "command":
      return commanded(kase, change.command, now);
    case "step":
      return withDueStep(kase, now);
    case "attempt":
      return withAttempt(kase, change, now);
  }
}

/** What a function does once it has written: a command is told, a step is followed by the next. */
function following({ change, seen, after }: { change: Change; seen: Stored; after: Stored }): Step[] {
  if (change.type === "step") return [{ do: "take" }];
  if (change.type === "attempt") return [];
  const starting: Step[] = after.generation === seen.generation ? [] : [{ do: "start", generation: after.generation }];
  return [...starting, { do: "tell", record: after }];
}

/** await-answer: read and decide. */
function parked(world: World, { clock, token }: Extract<Step, { do: "park" }>, rules: Rules): Done {
  const decision = rules.awaitOf(world.record, clock, token, at(world.now));
  switch (decision.kind) {
    case "succeed":
      return {
        instead: [{ do: "say", token, said: { success: decision.clock } }],
        event: `succeed, ${decision.clock.next}`,
      };
    case "fail":
      return { instead: [{ do: "say", token, said: { failure: decision.error } }], event: decision.error };
    case "ghost":
      return { instead: [], event: "ghost" };
    case "store":
      return { instead: [{ do: "store", clock, token, seen: world.record, wait: decision.wait }], event: "to store" };
  }
}

/** look-again.ts, sendDue: each message that is due is sent once; who takes it is chance, as long as failures are left. */
function sent(world: World): Done[] {
  let ways: { steps: Step[]; failures: number }[] = [{ steps: [], failures: 0 }];
  for (const { messageId, attempt } of dueMessages(world.record.case, at(world.now))) {
    const result = (taken: boolean): Step => ({
      do: "decide",
      change: { type: "attempt", messageId, attempt, taken },
    });
    ways = ways.flatMap(({ steps, failures }) => [
      { steps: [...steps, result(true)], failures },
      ...(failures < world.budget.failures ? [{ steps: [...steps, result(false)], failures: failures + 1 }] : []),
    ]);
  }
  return ways.map(({ steps, failures }) => ({
    world: { ...world, budget: { ...world.budget, failures: world.budget.failures - failures } },
    instead: steps,
    event: steps.length === 0 ? "nothing due" : failures === 0 ? "taken" : "not taken",
  }));
}

/** reconcile.ts, from after the telling on. A machine that is past its own wake is taken for gone. */
function repaired(world: World, record: Stored): Done {
  if (isOver(record.case)) return { instead: [], event: "over" };
  if (record.wait?.generation !== record.generation) {
    const its = world.executions.find(({ generation }) => generation === record.generation);
    if (its?.state === "Settled") return { instead: [{ do: "bump", seen: record }], event: "its name is taken" };
    return { world: started(world, record.generation), instead: [], event: its === undefined ? "started" : "it runs" };
  }
  if (record.wait.wakeAt < at(world.now)) return { instead: [{ do: "bump", seen: record }], event: "gone" };
  return { instead: [], event: "slow, not dead" };
}

function isStale({ record }: World, seen: Stored, { lock }: Rules): boolean {
  return seen[lock] !== record[lock];
}

function nameOf(change: Change): string {
  if (change.type === "command") return change.command;
  if (change.type === "step") return "the step that is due";
  return change.taken ? "delivered" : "not delivered";
}

/** Leaves out what can have no effect any more: telling a token whose round is over, returning to a machine that went on. */
export function tidied(world: World): World {
  const runs = world.runs.flatMap((run) => {
    const todo = run.todo.filter((step) => {
      if (step.do === "say") return awaiting(world, step.token) !== undefined;
      if (step.do === "conclude") return awaiting(world, step.call) !== undefined;
      return true;
    });
    if (todo.length === 0) return [];
    return [todo.length === run.todo.length ? run : { ...run, todo }];
  });
  return { ...world, runs };
}
