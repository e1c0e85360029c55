import type { NextClock, StepClock } from "../../../core/contract/workflow-clock.ts";
import { at } from "./tiny-case.ts";
import { awaiting, callOf, type Execution, type Move, type Run, type Said, type World } from "./world.ts";

/** A new execution, in its first state; nothing where one of that name runs already. */
export function started(world: World, generation: number): World {
  if (world.executions.some((execution) => execution.generation === generation)) return world;
  const clock = { caseId: world.record.case.caseId, generation, round: 0 };
  const execution: Execution = { generation, state: "Deliver", clock, call: 0 };
  const executions = [...world.executions, execution].sort((a, b) => a.generation - b.generation);
  return invoked({ ...world, executions }, execution);
}

/** What a state's function has returned: from both, *Await answer* comes next. */
export function returned(world: World, call: string, clock: NextClock): World {
  const execution = awaiting(world, call);
  return execution === undefined ? world : entered(world, execution, "Await answer", clock);
}

/** What a token that still counts has been told, and the transition by it. */
export function told(world: World, token: string, said: Said): World {
  const execution = awaiting(world, token);
  if (execution?.state !== "Await answer") return world;
  if ("failure" in said) return entered(world, execution, "Remind, retry or escalate", execution.clock);
  const { success } = said;
  switch (success.next) {
    case "end":
      return changed(world, { ...execution, state: "Settled", clock: success });
    case "deliver":
      return entered(world, execution, "Deliver", success);
    case "wait":
      return entered(world, execution, "Await answer", success);
  }
}

/** What the machine does by itself: its timers, and its retries. */
export function* machineMoves(world: World): Generator<Move> {
  for (const execution of world.executions) {
    if (execution.state === "Settled") continue;
    const name = `execution ${execution.generation}`;
    if (execution.state === "Await answer") yield* timer(world, execution, name);
    if (world.budget.retries === 0) continue;
    const again = { ...world, budget: { ...world.budget, retries: world.budget.retries - 1 } };
    const line = `${name}: ${execution.state} is retried`;
    if (mayBeLeft(world, execution)) {
      yield { event: "retry, first alive", line: `${line}, the first one goes on`, next: invoked(again, execution) };
    }
    const survivors = world.runs.filter((run) => run.call !== callOf(execution));
    if (survivors.length === world.runs.length) continue;
    const next = invoked({ ...again, runs: survivors }, execution);
    yield { event: "retry, first dead", line: `${line}, the first one is dead`, next };
  }
}

function* timer(world: World, execution: Execution, name: string): Generator<Move> {
  const { clock } = execution;
  const isDue = "wakeAt" in clock && clock.wakeAt <= at(world.now);
  if ((!isDue && world.budget.early === 0) || !mayBeLeft(world, execution)) return;
  const budget = isDue ? world.budget : { ...world.budget, early: world.budget.early - 1 };
  yield {
    event: isDue ? "timer" : "timer, early",
    line: `${name}: its timer fires${isDue ? "" : " before its time"}`,
    next: entered({ ...world, budget }, execution, "Remind, retry or escalate", clock),
  };
}

function entered(world: World, execution: Execution, state: Execution["state"], clock: StepClock): World {
  return invoked(world, { ...execution, state, clock });
}

/** The function of the state is invoked, with a token of its own. */
function invoked(world: World, before: Execution): World {
  const execution = { ...before, call: before.call + 1 };
  return { ...changed(world, execution), runs: [...world.runs, runOf(execution)] };
}

function runOf(execution: Execution): Run {
  const { state, clock, generation } = execution;
  const call = callOf(execution);
  switch (state) {
    case "Deliver":
    case "Remind, retry or escalate": {
      const who = state === "Deliver" ? "deliver-messages" : "escalate-case";
      return { who: `${who} ${call}`, call, todo: [{ do: "begin", task: state, clock, call }] };
    }
    case "Await answer":
      if (!("wakeAt" in clock)) throw new Error("Await answer is entered with the clock of a function");
      return { who: `await-answer ${call}`, call, todo: [{ do: "park", clock, token: call }] };
    case "Settled":
      throw new Error(`execution ${generation} has ended`);
  }
}

/** Whether the machine may go on without the invocation it has made: not with more ghosts about than the setting allows. */
function mayBeLeft(world: World, execution: Execution): boolean {
  const call = callOf(execution);
  if (world.runs.every((run) => run.call !== call)) return true;
  const ghosts = world.runs.filter((run) => run.call !== undefined && awaiting(world, run.call) === undefined);
  return ghosts.length < world.budget.ghosts;
}

function changed(world: World, execution: Execution): World {
  const executions = world.executions.map((one) => (one.generation === execution.generation ? execution : one));
  return { ...world, executions };
}
