import type { Operand, Parsed, Path } from "./expression.ts";
import { invalid } from "./refusal.ts";
import { copyOf, isMap, type Item } from "./values.ts";

/** What the placeholders of a request stand for. */
export type Binding = { names: Readonly<Record<string, string>>; values: Item };

/** The placeholders of a request, as its fields say them. */
export type Placeholders = {
  ExpressionAttributeNames?: Record<string, string> | undefined;
  ExpressionAttributeValues?: Record<string, unknown> | undefined;
};

const nothing = {};

/**
 * Binds the placeholders of a request's expressions.
 *
 * @throws ValidationException when one of them stands for nothing, or nothing mentions it.
 */
export function bindingOf(request: Placeholders, ...expressions: (Parsed<unknown> | undefined)[]): Binding {
  const { ExpressionAttributeNames: names = nothing, ExpressionAttributeValues: values = nothing } = request;
  for (const parsed of expressions) {
    for (const placeholder of parsed?.placeholders ?? []) {
      const isKnown = Object.hasOwn(names, placeholder) || Object.hasOwn(values, placeholder);
      if (!isKnown) throw invalid(`nothing stands for ${placeholder}`);
    }
  }
  for (const given of [request.ExpressionAttributeNames, request.ExpressionAttributeValues]) {
    if (given === undefined) continue;
    const placeholders = Object.keys(given);
    if (placeholders.length === 0) throw invalid("placeholders are given, but none");
    const unused = placeholders.find((one) => expressions.every((parsed) => parsed?.placeholders.has(one) !== true));
    if (unused !== undefined) throw invalid(`${unused} is not used`);
  }
  return { names, values };
}

/** The names a path is made of. */
export function namesOf({ steps }: Path, { names }: Binding): string[] {
  return steps.map((step) => names[step] ?? step);
}

/** What an operand is for an item; undefined: the item has nothing there. */
export function valueOf(operand: Operand, item: Item, binding: Binding): unknown {
  if (operand.kind === "value") return copyOf(binding.values[operand.placeholder]);
  let found: unknown = item;
  for (const step of operand.steps) {
    const name = binding.names[step] ?? step;
    found = isMap(found) && Object.hasOwn(found, name) ? found[name] : undefined;
  }
  return found;
}
