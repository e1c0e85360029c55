import { describe, expect, it } from "vitest";
import { AnswerType } from "../../../../core/contract/answer-type.ts";
import { answerEffects } from "../../../../core/contract/answer-effects.ts";
import { possibleAnswers } from "../../../../core/case/possible-answers.ts";
import { QuestionType } from "../../../../core/case/question.ts";
import { officerActs, play } from "../../../support/cases.ts";

const allBut = (...without: AnswerType[]) => AnswerType.options.filter((answer) => !without.includes(answer));

describe("the answers that have a place", () => {
  it("are all while something is owed, but to say that what was never withdrawn is back", () => {
    const table = play("eu-dsa-16");
    expect(possibleAnswers(table.kase)).toEqual(allBut("restored"));
    table.deliver();
    table.answer("acknowledged");
    expect(possibleAnswers(table.kase)).toEqual(allBut("restored", "acknowledged"));
  });

  it("are, once every item is answered, those that change a report or go on with redress", () => {
    const table = play("eu-dsa-16");
    table.deliver();
    table.answer("action_taken");
    expect(possibleAnswers(table.kase)).toEqual(["acknowledged", "action_taken", "contested"]);
  });

  it("are, after a withdrawal, that the items are back, until that was said of all; then none", () => {
    const table = play("eu-dsa-16");
    table.deliver();
    table.must(officerActs.withdraw);
    expect(possibleAnswers(table.kase)).toEqual(["restored"]);
    table.answer("restored");
    expect(possibleAnswers(table.kase)).toEqual([]);
  });

  it("are none of a closed case", () => {
    const table = play("eu-dsa-16");
    table.deliver();
    table.answer("action_taken");
    table.must(officerActs.close);
    expect(possibleAnswers(table.kase)).toEqual([]);
  });
});

describe("the answers that wait for the authority", () => {
  it("are those that a question can be of, and no other", () => {
    const asking = AnswerType.options.filter((answer) => answerEffects[answer].asks);
    expect(asking).toEqual(QuestionType.options);
  });
});
