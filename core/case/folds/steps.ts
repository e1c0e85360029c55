import type { EventOf } from "../events.ts";
import type { Case, StepRecord } from "../state.ts";

/** The record of a step that has just begun; of one that its signature has left to the officer, with who signed. */
export function stepRecord(
  { ladder }: Case,
  { type, at, data }: EventOf<"step.taken" | "step.proposed" | "step.task">,
): StepRecord {
  const before = ladder.find(({ step }) => step === data.step);
  const state = ({ "step.taken": "taken", "step.proposed": "proposed", "step.task": "task" } as const)[type];
  return {
    step: data.step,
    state,
    at,
    ...(data.clock !== undefined && { clock: data.clock }),
    ...("recipient" in data && { recipient: data.recipient }),
    ...(type === "step.task" && before?.state === "signed" && before.by !== undefined && { by: before.by }),
  };
}

/** What is on record of a step, or its name alone. */
export function existing(kase: Case, step: string): StepRecord | { step: string } {
  return kase.ladder.find((record) => record.step === step) ?? { step };
}

/** With what is on record of a step replaced. */
export function withStep(kase: Case, record: StepRecord): Case {
  return { ...kase, ladder: [...kase.ladder.filter(({ step }) => step !== record.step), record] };
}

/** A step that a person has signed, dropped or put off. */
export function decidedStep(
  kase: Case,
  { type, at, data }: EventOf<"step.signed" | "step.dropped" | "step.postponed">,
): Case {
  const { dueAt: _dueAt, ...begun } = { dueAt: undefined, ...existing(kase, data.step) };
  const state = ({ "step.signed": "signed", "step.dropped": "dropped", "step.postponed": "postponed" } as const)[type];
  return withStep(kase, {
    ...begun,
    state,
    at,
    by: data.by,
    ...("until" in data && { dueAt: data.until }),
    ...("recipient" in data && data.recipient !== undefined && { recipient: data.recipient }),
  });
}

/** Steps that have lost their ground. */
export function lapsed(kase: Case, { at, data }: EventOf<"step.lapsed">): Case {
  const ladder = kase.ladder.map((record): StepRecord =>
    data.steps.includes(record.step) ? { ...record, state: "lapsed", at } : record,
  );
  return { ...kase, ladder };
}
