import * as z from "zod";
import type { CreateDocumentOptions } from "zod-openapi";

type Override = Extract<NonNullable<CreateDocumentOptions["override"]>, (...context: never[]) => unknown>;

/**
 * Two things zod cannot say in JSON Schema by itself. A transform of ours never changes what travels, so that its output
 * is described as its input; a pattern that ignores case loses that flag on the way, and is better left out.
 */
export const describeSchema: Override = ({ jsonSchema, zodSchema, io }) => {
  if (io === "output" && zodSchema instanceof z.ZodPipe && zodSchema.out instanceof z.ZodTransform) {
    Object.assign(jsonSchema, withoutDialect(zodSchema.in));
  }
  if (zodSchema instanceof z.ZodString && ignoresCase(zodSchema)) delete jsonSchema.pattern;
};

function withoutDialect(schema: z.core.$ZodType) {
  const { $schema: _, ...described } = z.toJSONSchema(schema, { io: "input" });
  return described;
}

function ignoresCase(schema: z.ZodString): boolean {
  return [...(schema._zod.bag.patterns ?? [])].some(({ flags }) => flags.includes("i"));
}
