import { describe, expect, it } from "vitest";
import { ManualReceipt, QuestionVerdict } from "../../../../core/contract/api.ts";
import { zodErrors } from "../../../../core/contract/shape-errors.ts";
import type * as z from "zod";

const act = { by: { id: "officer-7", name: "Test Officer" }, reason: "A reason made up for a test." };

function faultsOf(schema: z.ZodType, input: unknown) {
  const { error } = schema.safeParse(input);
  return zodErrors(error?.issues ?? [], input);
}

describe("of an instant", () => {
  const faultOf = (receivedAt: string) => faultsOf(ManualReceipt, { ...act, means: "bailiff", receivedAt })[0];

  it.each(["2025-11-03T09:00:00+01:00", "2025-11-03", "2025-11-03T08:00:00"])(
    "in another form than UTC with Z it is said how one is written: %s",
    (written) => {
      expect(faultOf(written)).toEqual({
        pointer: "/receivedAt",
        code: "wrong_format",
        detail: {
          fr: "Un instant s'écrit en UTC et finit par Z, par exemple 2025-11-03T08:00:00Z.",
          en: "An instant is written in UTC and ends in Z, such as 2025-11-03T08:00:00Z.",
        },
      });
    },
  );

  it("that no calendar has it is said that there is none", () => {
    const { fr, en } = faultOf("2025-02-30T08:00:00Z")!.detail;
    expect(fr).toMatch(/n'existe pas/);
    expect(en).toMatch(/There is no such date/);
  });
});

describe("of a reason", () => {
  it("that is blank it is said that a text is wanted", () => {
    const input = { ...act, reason: " \n", means: "bailiff", receivedAt: "2025-11-03T08:00:00Z" };
    const [fault] = faultsOf(ManualReceipt, input);
    expect(fault).toMatchObject({ pointer: "/reason", code: "wrong_format" });
    expect(fault!.detail.fr).toMatch(/^Écrivez ici un texte/);
    expect(fault!.detail.en).toMatch(/^Write a text here/);
  });
});

describe("of the end of an impossibility", () => {
  const verdict = { ...act, text: "Words for a test.", language: "en", until: "2025-11-04T08:00:00Z" };
  const told = (question: string, decision: string) => faultsOf(QuestionVerdict, { ...verdict, question, decision });

  it("it is taken where one is accepted", () => {
    expect(told("impossible", "accept")).toEqual([]);
  });

  it.each([
    ["impossible", "dispute"],
    ["impossible", "end"],
    ["contested", "dispute"],
    ["contested", "accept"],
  ])("it is refused elsewhere: %s, %s", (question, decision) => {
    const [fault, ...more] = told(question, decision);
    expect(fault).toMatchObject({ pointer: "/until", code: "out_of_place" });
    expect(fault!.detail.fr).toMatch(/ôtez `until`/);
    expect(more).toEqual([]);
  });
});
