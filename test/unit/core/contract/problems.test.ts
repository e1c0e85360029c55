import * as z from "zod";
import { describe, expect, it } from "vitest";
import { Problem, problems } from "../../../../core/contract/problems.ts";

const document = {
  type: "https://sommation.example/problems/invalid-notice",
  title: "The notice is incomplete or wrong",
  status: 422,
  detail: "Correct every element listed, then submit again.",
  instance: "req-1",
};

const fault = { pointer: "/provision", code: "missing_element", detail: "Name the provision infringed." };

describe("a problem document (RFC 9457)", () => {
  it("may name every fault at once, each with the provision that asks for it, and where the case stands", () => {
    const whole = {
      ...document,
      errors: [fault, { ...fault, pointer: "", provision: "DSA 9(2)(a)(ii)" }],
      caseStatus: "answered",
      links: { case: "/v1/cases/1" },
    };
    expect(Problem.parse(whole)).toEqual(whole);
    expect(Problem.parse(document)).toEqual(document);
  });

  it("says nothing else: no value that was sent has a place in it", () => {
    expect(Problem.safeParse({ ...document, value: "sent" }).success).toBe(false);
    expect(Problem.safeParse({ ...document, errors: [{ ...fault, value: "sent" }] }).success).toBe(false);
  });

  it.each(["type", "title", "status", "detail", "instance"])("always has its %s", (name) => {
    expect(Problem.safeParse({ ...document, [name]: undefined }).success).toBe(false);
  });

  it.each(["pointer", "code", "detail"])("says the %s of each fault", (name) => {
    expect(Problem.safeParse({ ...document, errors: [{ ...fault, [name]: undefined }] }).success).toBe(false);
  });

  it("is published under its name, and says of each part that is its own what it is", () => {
    const { $defs = {} } = z.toJSONSchema(Problem);
    expect($defs["Problem"]?.description).toContain("RFC 9457");
    const parts = Object.values($defs["ProblemError"]?.properties ?? {});
    expect(parts).toHaveLength(4);
    const { type, instance, errors, caseStatus } = $defs["Problem"]?.properties ?? {};
    for (const part of [...parts, type, instance, errors, caseStatus])
      expect(part).toHaveProperty("description", expect.stringMatching(/\.$/));
  });
});

describe("every problem", () => {
  it.each(Object.entries(problems))("%s has a status of its side and sentences in both languages", (_, problem) => {
    const { status, title, detail } = problem;
    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(600);
    for (const sentence of [detail.fr, detail.en]) expect(sentence).toMatch(/^[\p{Lu}`].+\.$/u);
    expect(title.fr).not.toBe(title.en);
    expect(detail.fr).not.toBe(detail.en);
  });
});
