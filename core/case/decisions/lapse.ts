import type { CaseEvent } from "../events.ts";
import type { Case, StepRecord } from "../state.ts";

/** Steps that wait for a time, or for a decision. */
const pending: readonly StepRecord["state"][] = ["scheduled", "proposed", "postponed"];

/** Steps that lose their ground when the case ends. */
export function lapsedOnClosing(kase: Case, by: Pick<CaseEvent, "at" | "actor">): CaseEvent[] {
  return lapsed(
    kase.ladder.filter(({ state }) => pending.includes(state)),
    by,
  );
}

/** Steps that waited for silence to go on, all or those of one clock; proposals stay for the officer to decide. */
export function lapsedByAnswer(
  kase: Case,
  by: Pick<CaseEvent, "at" | "actor">,
  clock?: StepRecord["clock"],
): CaseEvent[] {
  const steps = kase.ladder.filter(
    (step) => step.state === "scheduled" && (clock === undefined || step.clock === clock),
  );
  return lapsed(steps, by);
}

function lapsed(steps: readonly StepRecord[], { at, actor }: Pick<CaseEvent, "at" | "actor">): CaseEvent[] {
  return steps.length === 0 ? [] : [{ type: "step.lapsed", at, actor, data: { steps: steps.map(({ step }) => step) } }];
}
