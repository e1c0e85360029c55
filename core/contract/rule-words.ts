import * as z from "zod";

/** What a rule of a schema says of what it refuses; it travels as the `params` of zod's custom issue. */
export const RuleWords = z.strictObject({
  /**
   * `out_of_place`: the field says something in other company only. `unknown_territory`: the form is right, and nothing is
   * called so. By default, `wrong_format`.
   */
  code: z.enum(["wrong_format", "out_of_place", "unknown_territory"]).default("wrong_format"),
  detail: z.strictObject({ fr: z.string(), en: z.string() }),
});
export type RuleWords = z.input<typeof RuleWords>;
