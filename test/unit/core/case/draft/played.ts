import { draftOf } from "../../../../../core/case/draft/draft-of.ts";
import type { StepDraft } from "../../../../../core/case/draft/step-draft.ts";
import type { DecideStep, ReceiveAnswer } from "../../../../../core/case/commands.ts";
import type { AnswerType } from "../../../../../core/contract/answer-type.ts";
import type { ServedNotice } from "../../../../../core/contract/served-notice.ts";
import { startingDirectory } from "../../../../../core/law/directory/starting-directory.ts";
import { digestNumber, hour, play, type Play, type PlayOptions } from "../../../../support/cases.ts";
import { servedToShein } from "../../../../support/served-notices.ts";

/** The basis under which the served notice of the campaign was issued. */
const requisition = "fr-conso-521-3-1";

/** A case of what Shein was served in the campaign: two items under a requisition. */
export function playedRequisition(options: PlayOptions = {}): Play {
  const { items, reference, orderedMeasures } = servedToShein;
  return play(requisition, {
    authorityIsTold: ["webhook"],
    ...options,
    open: {
      facts: {
        items: items.map(({ itemId }) => itemId),
        reference,
        ...(orderedMeasures !== undefined && { ordered: orderedMeasures }),
      },
    },
  });
}

/** The platform answers, by signed message unless it is said otherwise. */
export function answer(played: Play, type: AnswerType, changes: Partial<ReceiveAnswer> = {}): void {
  played.answer(type, { identified: "webhook", ...changes });
}

/** An officer decides a step. */
export function decide(played: Play, step: string, decision: DecideStep["decision"]): void {
  played.must({ type: "decide_step", step, decision, by: "officer-1", document: digestNumber(61) });
}

/** Lets the act clock run out and everything follow, the steps that come days later too. */
export function letItRunOut(played: Play): void {
  played.workOff();
  for (let passed = 0; passed < 30 * 24; passed += 12) {
    played.wait(12 * hour);
    played.workOff();
  }
}

/** The draft of a step of a played case. */
export function draftOfStep(
  played: Pick<Play, "context" | "kase" | "events">,
  step: string,
  served?: ServedNotice,
): StepDraft {
  const context = played.context();
  const found = context.basis.ladder.find(({ id }) => id === step);
  if (found === undefined) throw new Error(`no step ${step}`);
  const { authorities } = startingDirectory;
  return draftOf({ ...context, case: played.kase, step: found, events: played.events, served, authorities });
}

/** Every text of a draft, in both languages. */
export function textsOf({ recipient, subject, facts, timeline, annexes, closing }: StepDraft): string[] {
  const texts = [subject, ...facts, ...timeline.map(({ text }) => text), ...annexes.map(({ title }) => title), closing];
  return [...texts, ...(recipient.name === undefined ? [] : [recipient.name])].flatMap(({ fr, en }) => [fr, en]);
}
