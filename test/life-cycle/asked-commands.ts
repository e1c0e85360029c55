import type { Command, RefusalCode } from "../../core/case/commands.ts";
import { isOpen } from "../../core/case/question.ts";
import { AnswerType } from "../../core/contract/answer-type.ts";
import { plus } from "../../core/contract/instant.ts";
import {
  answerCommand,
  correctCommand,
  day,
  decideQuestionCommand,
  decideStepCommand,
  digestNumber,
  extendCommand,
  idOf,
  officerActs,
  receiptCommand,
  type Play,
} from "../support/cases.ts";

/** What is tried on a case, made for the case as it stands. */
type Asked = (table: Play) => Command;

const reasons: Partial<Record<AnswerType, string>> = {
  clarification_requested: "authenticity",
  impossible: "technical",
  contested: "not_illegal",
  refused: "not_illegal",
};

/** Every answer, well made, of the version in force. */
export const answers: readonly [string, Asked][] = AnswerType.options.map((answer) => [
  `\`${answer}\``,
  ({ kase, now }) =>
    answerCommand(kase, answer, now, {
      reason: reasons[answer],
      document: digestNumber(90),
      // Something new, also of items that have been reported on.
      ...(answer === "action_taken" && {
        items: kase.items.map(({ itemId }) => ({ itemId, outcome: "disabled_eu" as const, measuredAt: now })),
      }),
    }),
]);

/** Every act of the authority, with what it has to be about chosen from the case, where the case has it. */
export const acts: readonly [string, Asked][] = [
  ["withdraw", () => officerActs.withdraw],
  ["correct", ({ kase }) => correctCommand(kase)],
  ["clarify", () => officerActs.clarify],
  ["accept or dispute", (table) => decideQuestionCommand(declared(table), "accept")],
  ["end an impossibility", () => decideQuestionCommand("impossible", "end")],
  ["extend", ({ kase, now }) => extendCommand(plus(kase.clocks.act.dueLegal ?? now, 5 * day))],
  ["record a receipt", ({ now }) => receiptCommand(now)],
  ["resume delivery", () => officerActs.resumeDelivery],
  ["sign, postpone or drop a step", (table) => decideStepCommand(pendingStep(table), "drop")],
  ["close", () => officerActs.close],
  ["hold", () => officerActs.hold],
  ["revoke the links", () => officerActs.revokeLinks],
  ["note a relisting", () => ({ type: "note_relisting", caseId: idOf("case", 7) })],
];

/** What the platform declared that can be decided on; an impossibility where it declared nothing. */
function declared({ kase }: Play) {
  const open = kase.questions.find((question) => isOpen(question) && question.type !== "clarification_requested");
  return open?.type ?? "impossible";
}

/** A step that waits for a person; one to be begun by hand, or any, where none does. */
function pendingStep({ kase, context }: Play): string {
  const waiting = kase.ladder.find(({ state }) => state === "proposed" || state === "postponed" || state === "task");
  const { ladder } = context().basis;
  const byHand = ladder.find(({ id, on }) => on === "manual" && !kase.ladder.some(({ step }) => step === id));
  const [any] = ladder;
  const step = waiting?.step ?? byHand?.id ?? any?.id;
  if (step === undefined) throw new Error(`the basis of ${kase.caseId} has no ladder`);
  return step;
}

/** What comes of a command: it is carried out, or refused with a code. */
export function outcomeOf(table: Play, asked: Asked): "yes" | RefusalCode {
  const decision = table.send(asked(table));
  return decision.kind === "decided" ? "yes" : decision.code;
}
