import type { CaseStatus } from "../../core/case/state.ts";
import type { Duration } from "../../core/contract/duration.ts";
import type { AnswerType } from "../../core/contract/answer-type.ts";
import { plus } from "../../core/contract/instant.ts";
import {
  decideQuestionCommand,
  decideStepCommand,
  hour,
  idOf,
  officerActs,
  play,
  start,
  type Play,
} from "../support/cases.ts";

/** A basis that starts the clock to act anew, with steps at the opening and after a breach, and one to begin by hand. */
const basis = "fr-conso-521-3-1";
/** Where a clarification suspends. */
const resetting = "fr-lcen-6-1-csam";
const items = [idOf("itm", 1), idOf("itm", 2)];
const gone = { kind: "hopeless", code: "gone" } as const;

function opened(basisId = basis, prior?: Duration): Play {
  return play(basisId, { authorityIsTold: [], open: { facts: { items }, prior } });
}

function received(basisId = basis): Play {
  const table = opened(basisId);
  table.deliver();
  return table;
}

function answered(answer: AnswerType, basisId = basis, reason?: string): Play {
  const table = received(basisId);
  table.answer(answer, { reason });
  return table;
}

function then(table: Play, ...acts: ((table: Play) => unknown)[]): Play {
  for (const act of acts) act(table);
  return table;
}

const first = "PT12H" as Duration;

/**
 * Cases of each status that differ in what may be done with them: played anew for each command, so that none sees another's
 * effect.
 */
export const playedCases: Record<CaseStatus, readonly (() => Play)[]> = {
  prior_information: [
    () => opened(resetting, first),
    () => then(opened(resetting, first), (table) => table.deliver("notice.prior_information")),
  ],
  delivering: [
    () => opened(),
    () => then(opened(), (table) => table.attempt(table.pending("notice.issued"), { kind: "failed", code: "timeout" })),
  ],
  undeliverable: [() => then(opened(), (table) => table.attempt(table.pending("notice.issued"), gone))],
  awaiting_acknowledgement: [
    () => received(),
    () =>
      then(
        received(),
        (table) => {
          table.wait(60 * hour);
        },
        (table) => {
          table.takeDueSteps();
        },
      ),
  ],
  awaiting_action: [
    () => answered("acknowledged"),
    () =>
      then(
        answered("acknowledged"),
        (table) => {
          table.wait(60 * hour);
        },
        (table) => {
          table.takeDueSteps();
        },
      ),
    () =>
      then(answered("clarification_requested", resetting, "authenticity"), (table) => table.must(officerActs.clarify)),
    () =>
      then(answered("impossible", resetting, "technical"), (table) =>
        table.must(decideQuestionCommand("impossible", "accept", plus(start, 100 * hour))),
      ),
  ],
  awaiting_authority: [
    () => answered("clarification_requested", basis, "authenticity"),
    () => answered("clarification_requested", resetting, "authenticity"),
    () => answered("impossible", resetting, "technical"),
    () => answered("contested", basis, "not_illegal"),
  ],
  answered: [
    () => answered("action_taken"),
    () => then(answered("action_taken"), (table) => table.answer("contested", { reason: "appeal_filed" })),
    () => then(answered("not_addressee"), (table) => table.must(decideQuestionCommand("not_addressee", "accept"))),
  ],
  withdrawn: [
    () => then(received(), (table) => table.must(officerActs.withdraw)),
    () =>
      then(
        answered("action_taken"),
        (table) => table.must(officerActs.withdraw),
        (table) => table.answer("restored"),
      ),
  ],
  closed: [
    () => then(answered("action_taken"), (table) => table.must(officerActs.close)),
    () =>
      then(
        answered("action_taken"),
        (table) => table.must(decideStepCommand("issued-public-prosecutor")),
        (table) => table.must(officerActs.withdraw),
        (table) => table.must(officerActs.close),
      ),
  ],
};
