import type { Tell, CaseRecord, Wait } from "../../../core/case/token-protocol.ts";
import type { NextClock, StepClock } from "../../../core/contract/workflow-clock.ts";
import type { CommandName, Tick } from "./tiny-case.ts";

/** The record of the case as the table has it. */
export type Stored = CaseRecord & {
  /** + 1 per event, where `rev` is + 1 per write. */
  version: number;
};

/** One execution of the machine; its name is the generation. */
export type Execution = {
  generation: number;
  state: "Deliver" | "Await answer" | "Remind, retry or escalate" | "Settled";
  /** The payload that the state has taken. */
  clock: StepClock;
  /** Counts the invocations of this execution. The latest is the one whose outcome counts, and so is its token. */
  call: number;
};

/** Which invocation of which execution; also the token of *Await answer*. */
export type CallId = `${number}.${number}`;

/** What is decided and then written: a command of somebody, a step that is due, the result of an attempt to send. */
export type Change =
  | { type: "command"; command: CommandName }
  | { type: "step" }
  | { type: "attempt"; messageId: string; attempt: number; taken: boolean };

/** One step of a function: at most one read, one write or one call; between two, anything may happen. */
export type Step =
  /** commit: read and decide. */
  | { do: "decide"; change: Change }
  /** commit: write what was decided on the record as `seen`. */
  | { do: "write"; change: Change; seen: Stored; after: Stored }
  /** tell: what the record, as committed, means for the machine. */
  | { do: "tell"; record: Stored }
  /** One SendTaskSuccess or SendTaskFailure. */
  | { do: "say"; token: string; said: Said }
  /** StartExecution of a generation. */
  | { do: "start"; generation: number }
  /** await-answer: read and apply its rules. */
  | { do: "park"; clock: NextClock; token: CallId }
  /** await-answer: store the token. */
  | { do: "store"; clock: NextClock; token: CallId; seen: Stored; wait: Wait }
  /** deliver-messages, escalate-case: read the generation. */
  | { do: "begin"; task: "Deliver" | "Remind, retry or escalate"; clock: StepClock; call: CallId }
  /** lookAgain: is a step due? */
  | { do: "take" }
  /** sendDue: read what is due, and send it. */
  | { do: "send" }
  /** deliver-messages, escalate-case: the last read; the clock made of it is what *Await answer* will take, whenever it begins. */
  | { do: "conclude"; clock: StepClock; call: CallId }
  /** A webhook that is repeated: read, and tell again. */
  | { do: "repeat" }
  /** reconcile: waits until the case is in the index of what is due. */
  | { do: "find" }
  /** reconcile: the last read. */
  | { do: "conclude repair" }
  /** reconcile: does the case need a new execution? */
  | { do: "repair"; record: Stored }
  /** bump: read. */
  | { do: "look" }
  /** bump: write the new generation. */
  | { do: "bump"; seen: Stored };

/** What a token is told. */
export type Said = { success: NextClock } | { failure: "LookAgain" | "DeadlinePassed" };

/** A function that runs. */
export type Run = {
  who: string;
  /** The invocation that it is, where the machine has invoked it. */
  call?: CallId | undefined;
  /** What is left to do, first things first. */
  todo: readonly Step[];
  /** Who makes good for it if it dies once it has written; undefined: it does not die. */
  heir?: "repeat" | "reconcile" | "either" | undefined;
};

/** What may go wrong or happen by itself, counted down. */
export type Budget = {
  /** Invocations that the definition retries, the first one dead or alive. */
  retries: number;
  /** Sends that fail. */
  failures: number;
  /** Commits that die between writing and telling. */
  deaths: number;
  /** Timers that fire before their time. */
  early: number;
  /** How many invocations may go on at once that the machine has given up; this one is not counted down. */
  ghosts: number;
};

/** Everything there is. */
export type World = {
  now: Tick;
  record: Stored;
  executions: readonly Execution[];
  runs: readonly Run[];
  /** Who may still come, at any moment, in any order. */
  visitors: readonly Visitor[];
  budget: Budget;
};

/** A command that somebody sends, a bump (as after a restore), or a run of the reconciler. */
export type Visitor = CommandName | "bump" | "reconcile";

/** A world that may come next, and by what. */
export type Move = {
  /** The kind of thing that happens; counted. */
  event: string;
  /** The same for a reader of the history. */
  line: string;
  next: World;
};

export function callOf({ generation, call }: Execution): CallId {
  return `${generation}.${call}`;
}

/** The execution whose invocation this is, while its outcome counts. */
export function awaiting(world: World, call: string): Execution | undefined {
  return world.executions.find((execution) => execution.state !== "Settled" && callOf(execution) === call);
}

/** What is told, token by token. */
export function sayings(told: Tell): Step[] {
  if (told.kind === "nothing") return [];
  const said: Said = told.kind === "succeed" ? { success: told.clock } : { failure: "LookAgain" };
  return told.tokens.map((token) => ({ do: "say", token, said }));
}
