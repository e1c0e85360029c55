import { describe, expect, it } from "vitest";
import * as z from "zod";
import { answerTable } from "../../../../core/contract/answer-table.ts";
import { Answer } from "../../../../core/contract/answer.ts";
import { AnswerType } from "../../../../core/contract/answer-type.ts";

const Reason = z.object({ reason: z.object({ options: z.array(z.string()) }).optional() });

describe("the table of answers", () => {
  it.each(AnswerType.options)("gives %s the reason codes that its schema takes", (type) => {
    const schema = Answer.options.find((option) => option.shape.type.value === `notice.${type}`);
    const { reason } = Reason.parse(schema?.shape.data.shape);
    expect(Object.keys(answerTable[type].reasons)).toEqual(reason?.options ?? []);
  });

  it("has one row per kind of answer and no other", () => {
    expect(Object.keys(answerTable).sort()).toEqual([...AnswerType.options].sort());
    expect(Answer.options.map((option) => option.shape.type.value).sort()).toEqual(
      AnswerType.options.map((type) => `notice.${type}`).sort(),
    );
  });
});
