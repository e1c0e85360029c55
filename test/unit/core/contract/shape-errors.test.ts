import * as z from "zod";
import { describe, expect, it } from "vitest";
import { Answer } from "../../../../core/contract/answer.ts";
import { CaseQuery } from "../../../../core/contract/look-up.ts";
import { zodErrors } from "../../../../core/contract/shape-errors.ts";

function errorsOf(schema: z.ZodType, input: unknown, prefix?: string) {
  const { error } = schema.safeParse(input);
  return zodErrors(error?.issues ?? [], input, prefix);
}

const whereAndWhat = ({ pointer, code }: { pointer: string; code: string }) => `${pointer} ${code}`;

describe("the faults of a shape", () => {
  it("are all told at once, the missing apart from the mistyped, each unknown field by itself", () => {
    const input = {
      type: "notice.action_taken",
      data: { version: "1", items: [{ itemId: "x", outcome: "burnt" }], noet: 1, "a/b": 2 },
      extra: true,
    };
    expect(errorsOf(Answer, input).map(whereAndWhat).sort()).toEqual([
      "/data/a~1b unknown_field",
      "/data/caseId missing_element",
      "/data/digest missing_element",
      "/data/items/0/itemId wrong_format",
      "/data/items/0/outcome unknown_value",
      "/data/noet unknown_field",
      "/data/version wrong_type",
      "/extra unknown_field",
    ]);
  });

  it.each([
    ["a text that is a number", z.string(), 5, "wrong_type"],
    ["a whole that is null", z.strictObject({}), null, "wrong_type"],
    ["a number with a fraction", z.int(), 1.5, "wrong_type"],
    ["a value outside the list", z.enum(["a", "b"]), "c", "unknown_value"],
    ["another constant", z.literal("a"), "b", "unknown_value"],
    ["an unknown kind", z.discriminatedUnion("t", [z.object({ t: z.literal("a") })]), { t: "b" }, "unknown_value"],
    ["none of several forms", z.union([z.string(), z.boolean()]), 5, "wrong_format"],
    ["a short text", z.string().min(2), "a", "too_short"],
    ["a long text", z.string().max(2), "abc", "too_long"],
    ["a short list", z.array(z.string()).min(1), [], "too_few"],
    ["a long list", z.array(z.string()).max(1), ["a", "b"], "too_many"],
    ["a small number", z.number().min(2), 1, "too_small"],
    ["a large number", z.number().max(2), 3, "too_large"],
    ["a wrong pattern", z.string().regex(/^a$/), "b", "wrong_format"],
    ["no e-mail address", z.email(), "b", "wrong_format"],
    ["no multiple", z.number().multipleOf(5), 3, "wrong_format"],
    ["a wrong name", z.record(z.string().regex(/^a$/), z.string()), { b: "" }, "wrong_format"],
    ["a wrong element", z.map(z.string(), z.string()), new Map([[{}, "a"]]), "wrong_format"],
    ["what a rule refuses", z.string().refine(() => false), "b", "wrong_format"],
  ] satisfies [string, z.ZodType, unknown, string][])("name %s", (_, schema, input, code) => {
    const [error, ...more] = errorsOf(schema, input);
    expect(error?.code).toBe(code);
    expect(more).toEqual([]);
    expect(error?.detail.fr).not.toBe(error?.detail.en);
  });

  it("say which values and limits there are, and never repeat what was sent", () => {
    const input = { state: "secret-value", limit: "250", platform: "SECRET VALUE" };
    const errors = errorsOf(CaseQuery, input, "/query");
    expect(errors.map(whereAndWhat)).toEqual([
      "/query/state unknown_value",
      "/query/platform wrong_format",
      "/query/limit too_large",
    ]);
    expect(errors[0]?.detail.en).toContain("`open`, `closed`");
    expect(errors[2]?.detail.en).toContain("100");
    expect(JSON.stringify(errors)).not.toMatch(/secret|250/i);
  });

  it("stop above a name that is not fit to be repeated", () => {
    const errors = errorsOf(z.strictObject({}), { "data:image/png;base64,AAAA": 1 });
    expect(errors.map(whereAndWhat)).toEqual([" unknown_field"]);
  });

  it("tell one field and code once, however many rules it breaks", () => {
    const schema = z.strictObject({
      at: z
        .string()
        .regex(/^a/)
        .refine(() => false),
    });
    expect(errorsOf(schema, { at: "b" }).map(whereAndWhat)).toEqual(["/at wrong_format"]);
  });
});
