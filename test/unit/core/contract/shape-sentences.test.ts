import * as z from "zod";
import { describe, expect, it } from "vitest";
import { zodErrors } from "../../../../core/contract/shape-errors.ts";

/** The one fault of an input. */
function faultOf(schema: z.ZodType, input: unknown) {
  const { error } = schema.safeParse(input);
  const faults = zodErrors(error?.issues ?? [], input);
  expect(faults).toHaveLength(1);
  return faults[0]!;
}

const required = z.strictObject({ name: z.string() });

const faults: readonly [string, z.ZodType, unknown][] = [
  ["a missing field", required, {}],
  ["an unknown field", required, { name: "a", nmae: "b" }],
  ["a text that is a number", z.string(), 5],
  ["a number that is a text", z.number(), "5"],
  ["a whole number with a fraction", z.int(), 1.5],
  ["a truth that is a text", z.boolean(), "true"],
  ["a list that is an object", z.array(z.string()), {}],
  ["an object that is a list", required, []],
  ["a map that is a text", z.record(z.string(), z.string()), "a"],
  ["a type that has no name of its own", z.date(), "a"],
  ["another constant", z.literal("a"), "b"],
  ["a value outside the list", z.enum(["a", "b"]), "c"],
  ["an unknown kind", z.discriminatedUnion("t", [z.object({ t: z.literal("a") })]), { t: "b" }],
  ["none of several forms", z.union([z.string(), z.boolean()]), 5],
  ["a short text", z.string().min(21), "a"],
  ["a long text", z.string().max(21), "a".repeat(22)],
  ["a short list", z.array(z.string()).min(21), []],
  ["a long list", z.array(z.string()).max(21), Array.from({ length: 22 }, () => "a")],
  ["a small number", z.number().min(21), 1],
  ["a large number", z.number().max(21), 22],
  ["no multiple", z.number().multipleOf(21), 3],
  ["a wrong pattern", z.string().regex(/^a$/), "b"],
  ["no e-mail address", z.email(), "b"],
  ["no web address", z.url(), "b"],
  ["no identifier", z.templateLiteral(["itm_", z.string()]), "b"],
  ["a wrong name", z.record(z.string().regex(/^a$/), z.string()), { b: "" }],
  ["a wrong value under a name that is no text", z.map(z.any(), z.string()), new Map([[{}, 5]])],
  ["what a rule refuses", z.string().refine(() => false), "b"],
];

const sayingOf = (about: string) => {
  const found = faults.find(([name]) => name === about);
  if (found === undefined) throw new Error(`there is no fault like ${about}`);
  const [, schema, input] = found;
  return faultOf(schema, input).detail;
};

describe("the sentence on a fault of shape", () => {
  it.each(faults)("is there in French and in English, of %s", (_, schema, input) => {
    const { fr, en } = faultOf(schema, input).detail;
    for (const sentence of [fr, en]) {
      expect(sentence).toMatch(/^\p{Lu}.{5,}\.$/u);
      expect(sentence).not.toContain("undefined");
    }
    expect(fr).not.toBe(en);
  });

  it.each([
    "a short text",
    "a long text",
    "a short list",
    "a long list",
    "a small number",
    "a large number",
    "no multiple",
  ])("names the limit, of %s", (about) => {
    const { fr, en } = sayingOf(about);
    expect(fr).toContain("21");
    expect(en).toContain("21");
  });

  it("says of a multiple that it is one", () => {
    expect(sayingOf("no multiple")).toMatchObject({
      fr: expect.stringContaining("multiple") as string,
      en: expect.stringContaining("multiple") as string,
    });
  });

  it.each([
    ["a text that is a number", "un texte", "a text"],
    ["a number that is a text", "un nombre", "a number"],
    ["a whole number with a fraction", "un nombre entier", "a whole number"],
    ["a list that is an object", "une liste", "a list"],
    ["an object that is a list", "un objet", "an object"],
    ["a type that has no name of its own", "un autre type", "another type"],
    ["no e-mail address", "une adresse électronique", "an e-mail address"],
    ["no web address", "une adresse web absolue", "an absolute web address"],
    ["no identifier", "tels que reçus", "exactly as received"],
  ])("names what is expected, of %s", (about, fr, en) => {
    expect(sayingOf(about).fr).toContain(`${fr}.`);
    expect(sayingOf(about).en).toContain(`${en}.`);
  });

  it("leads to the description of the API where the form has no name", () => {
    for (const about of ["a wrong pattern", "what a rule refuses", "a wrong value under a name that is no text"]) {
      expect(sayingOf(about).fr).toContain("/openapi.json");
      expect(sayingOf(about).en).toContain("/openapi.json");
    }
  });

  it("is about the name where the name is at fault", () => {
    expect(sayingOf("a wrong name").fr).toMatch(/\bnom\b/);
    expect(sayingOf("a wrong name").en).toMatch(/\bname\b/);
  });

  it("says that a value is the only one where it is", () => {
    expect(sayingOf("another constant").fr).toMatch(/seule.*`a`/i);
    expect(sayingOf("another constant").en).toMatch(/only.*`a`/i);
    expect(sayingOf("a value outside the list").fr).not.toMatch(/seule/i);
    expect(sayingOf("a value outside the list").fr).toContain("`a`, `b`");
    expect(sayingOf("a value outside the list").en).not.toMatch(/only/i);
    expect(sayingOf("a value outside the list").en).toContain("`a`, `b`");
  });
});

describe("the whole", () => {
  it("is no field, so it is of the wrong type where it is not there, and not missing", () => {
    expect(faultOf(required, undefined)).toMatchObject({ pointer: "", code: "wrong_type" });
    expect(faultOf(required, {})).toMatchObject({ pointer: "/name", code: "missing_element" });
  });
});

describe("a wrong value under a name that is no text", () => {
  it("is of the wrong form", () => {
    expect(faultOf(z.map(z.any(), z.string()), new Map([[{}, 5]])).code).toBe("wrong_format");
  });
});
