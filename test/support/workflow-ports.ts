import type { Engine } from "../../local/aws/step-functions/engine.ts";
import type { CaseStore } from "../../functions/shared/dynamo/case-store.ts";
import type { Workflow } from "../../functions/shared/workflow.ts";

/** The store, with moments at which a test may let something else happen first. Each happens once. */
export type InterleavedCases = CaseStore & {
  /** Before the next token is stored with its case. */
  beforeStoringToken: (happens: () => Promise<void>) => void;
  /** Before the next decision is committed. */
  beforeCommit: (happens: () => Promise<void>) => void;
  /** Tokens that were to be stored, and whether the case had moved meanwhile. */
  storings: ("stored" | "stale")[];
};

/** Wraps a store. */
export function interleaved(cases: CaseStore): InterleavedCases {
  const beforeStore: (() => Promise<void>)[] = [];
  const beforeCommit: (() => Promise<void>)[] = [];
  const storings: ("stored" | "stale")[] = [];
  return {
    ...cases,
    storings,
    beforeStoringToken: (happens) => void beforeStore.push(happens),
    beforeCommit: (happens) => void beforeCommit.push(happens),
    update: async (record, set) => {
      if (set.wait === undefined) return cases.update(record, set);
      await beforeStore.shift()?.();
      const outcome = await cases.update(record, set);
      storings.push(outcome);
      return outcome;
    },
    write: async (change, guards, wallNow) => {
      if (change.before !== undefined) await beforeCommit.shift()?.();
      return cases.write(change, guards, wallNow);
    },
  };
}

/** The machine as functions speak to it; calls may be lost on the way, as when their caller dies just before. */
export type LossyWorkflow = Workflow & {
  /** The next call of this name never arrives. */
  lose: (call: keyof Workflow) => void;
  /** Calls that arrived, and those that found their token dead. */
  told: { call: "succeed" | "fail"; arrived: "alive" | "dead" }[];
};

/** Speaks to an engine in this process. */
export function workflowOf(engine: () => Engine): LossyWorkflow {
  const lost: (keyof Workflow)[] = [];
  const told: LossyWorkflow["told"] = [];
  const isLost = (call: keyof Workflow) => {
    const index = lost.indexOf(call);
    if (index >= 0) lost.splice(index, 1);
    return index >= 0;
  };
  return {
    lose: (call) => void lost.push(call),
    told,
    start: async (caseId, generation) => {
      if (isLost("start")) return "started";
      const input = JSON.stringify({ Payload: { caseId, generation, round: 0 } });
      const answer = engine().startExecution({ name: `${caseId}-${generation}`, input });
      if (answer.kind === "started") return "started";
      if (answer.type === "ExecutionAlreadyExists") return "exists";
      throw new Error(answer.type);
    },
    succeed: async (taskToken, clock) => {
      if (isLost("succeed")) return;
      const answer = engine().sendTaskSuccess({ taskToken, output: JSON.stringify({ Payload: clock }) });
      told.push({ call: "succeed", arrived: arrivalOf(answer) });
    },
    fail: async (taskToken, error) => {
      if (isLost("fail")) return;
      told.push({ call: "fail", arrived: arrivalOf(engine().sendTaskFailure({ taskToken, error })) });
    },
  };
}

function arrivalOf(answer: { kind: "sent" } | { kind: "refused"; type: string }): "alive" | "dead" {
  if (answer.kind === "sent") return "alive";
  if (answer.type === "TaskTimedOut") return "dead";
  throw new Error(answer.type);
}
