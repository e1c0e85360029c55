import type { CaseEvent } from "../events.ts";
import { isUndecided } from "../ladder.ts";
import type { Case, Message, StepRecord } from "../state.ts";

type By = Pick<CaseEvent, "at" | "actor">;

/** Steps that wait for a time, or for a decision. */
function isPending(step: StepRecord): boolean {
  return step.state === "scheduled" || isUndecided(step);
}

/** Steps that lose their ground when the notice is withdrawn. */
export function lapsedOnWithdrawal({ ladder }: Case, by: By): CaseEvent[] {
  return lapsed(ladder.filter(isPending), by);
}

/**
 * Steps that lose their ground when the case closes: nobody is asked any more to decide on one of them.
 *
 * @param told The messages that say so of a step that was still undecided; none where an officer closes the case.
 */
export function lapsedOnClosing(
  { ladder, outbox }: Case,
  by: By,
  told: (step: StepRecord) => Message[] = () => [],
): CaseEvent[] {
  const steps = ladder.filter(isPending);
  const asks = outbox.filter(
    (message) => message.type === "case.decision_needed" && steps.some(({ step }) => step === message.step),
  );
  return lapsed(steps, by, {
    dropped: asks.map(({ messageId }) => messageId),
    messages: steps.filter(isUndecided).flatMap(told),
  });
}

/** Steps that waited for silence to go on, all or those of one clock; proposals stay for the officer to decide. */
export function lapsedByAnswer({ ladder }: Case, by: By, clock?: StepRecord["clock"]): CaseEvent[] {
  const steps = ladder.filter((step) => step.state === "scheduled" && (clock === undefined || step.clock === clock));
  return lapsed(steps, by);
}

function lapsed(
  steps: readonly StepRecord[],
  { at, actor }: By,
  { dropped = [], messages = [] }: { dropped?: Message["messageId"][]; messages?: Message[] } = {},
): CaseEvent[] {
  if (steps.length === 0) return [];
  const data = {
    steps: steps.map(({ step }) => step),
    ...(dropped.length > 0 && { dropped }),
    ...(messages.length > 0 && { messages }),
  };
  return [{ type: "step.lapsed", at, actor, data }];
}
