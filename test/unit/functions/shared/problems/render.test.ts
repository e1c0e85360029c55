import { describe, expect, it } from "vitest";
import { Problem, problems, type ProblemKey } from "../../../../../core/contract/problems.ts";
import { renderProblem } from "../../../../../functions/shared/problems/render.ts";

const keys = Object.keys(problems) as ProblemKey[];

describe("a problem document", () => {
  it.each(keys)("of %s fits the contract in both languages, and they differ", (key) => {
    const french = renderProblem(key, { language: "fr", instance: "request-1" });
    const english = renderProblem(key, { language: "en", instance: "request-1" });
    expect(Problem.parse(french)).toEqual(french);
    expect(Problem.parse(english)).toEqual(english);
    expect(french.title).not.toBe(english.title);
    expect(french.type).toBe(`/problems/${key}`);
  });

  it("tells all errors in the language asked for, with the provision where there is one", () => {
    const errors = [
      {
        pointer: "/items",
        code: "missing_element",
        detail: { fr: "Obligatoire.", en: "Required." },
        provision: "9(2)",
      },
      {
        pointer: "/orderedDelay",
        code: "delay_set_by_legal_basis",
        detail: { fr: "Retirez-le.", en: "Take it out." },
        provision: { fr: "Règl. (UE) 2023/988", en: "Reg. (EU) 2023/988" },
      },
      { pointer: "", code: "wrong_type", detail: { fr: "Un objet.", en: "An object." } },
    ];
    const problem = renderProblem("invalid-notice", { language: "en", instance: "request-1", errors });
    expect(problem.errors).toEqual([
      { pointer: "/items", code: "missing_element", detail: "Required.", provision: "9(2)" },
      {
        pointer: "/orderedDelay",
        code: "delay_set_by_legal_basis",
        detail: "Take it out.",
        provision: "Reg. (EU) 2023/988",
      },
      { pointer: "", code: "wrong_type", detail: "An object." },
    ]);
  });

  it("says where the case stands and where to go, and leaves out what is not known", () => {
    const known = renderProblem("case-closed", {
      language: "fr",
      instance: "request-1",
      caseStatus: "closed",
      links: { case: "/v1/cases/x" },
    });
    expect(known).toMatchObject({ status: 409, caseStatus: "closed", links: { case: "/v1/cases/x" } });
    const bare = renderProblem("case-closed", { language: "fr", instance: "request-1", errors: [] });
    expect(Object.keys(bare)).toEqual(["type", "title", "status", "detail", "instance"]);
  });
});
