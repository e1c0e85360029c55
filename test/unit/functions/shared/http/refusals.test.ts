import { expect, it } from "vitest";
import type { StoredCase } from "../../../../../functions/shared/dynamo/case-item.ts";
import { refusedAct, refusedAnswer } from "../../../../../functions/shared/http/refusals.ts";
import { play } from "../../../../support/cases.ts";

const record = { case: play("eu-dsa-9").kase, generation: 1, rev: 1 } as StoredCase;

it("only a refused answer says which answers have a place now; an act says where the case stands", () => {
  const refused = { kind: "refused", code: "case_closed", record } as const;
  expect(refusedAct(refused)).toMatchObject({ key: "case-closed", caseStatus: "delivering" });
  expect(refusedAct(refused)).not.toHaveProperty("possibleAnswers");
  expect(refusedAnswer(refused)).toMatchObject({
    key: "case-closed",
    caseStatus: "delivering",
    possibleAnswers: expect.arrayContaining(["acknowledged"]) as string[],
  });
});

it("an unknown step is not found, and nothing is said of answers", () => {
  const outcome = refusedAct({ kind: "refused", code: "unknown_step", record });
  expect(outcome.key).toBe("not-found");
  expect(outcome).not.toHaveProperty("possibleAnswers");
});
