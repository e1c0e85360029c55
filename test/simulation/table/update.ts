import { namesOf, valueOf, type Binding } from "./binding.ts";
import type { Path, Source, Update } from "./expression.ts";
import { invalid } from "./refusal.ts";
import type { Item } from "./values.ts";

/**
 * An item after an update. Every source is read before anything changes.
 *
 * @param item Before it; an update of what does not exist begins with the key alone.
 * @throws ValidationException when a source is missing, or no number where one is needed.
 */
export function updated(item: Item, { set, remove, add }: Update, binding: Binding): Item {
  const values = new Map<string, unknown>();
  for (const { path, source } of set) values.set(attributeOf(path, binding), amountOf(source, item, binding));
  for (const { path, operand } of add) {
    const sum = numeric(valueOf(path, item, binding) ?? 0) + numeric(valueOf(operand, item, binding));
    values.set(attributeOf(path, binding), sum);
  }
  const after: Record<string, unknown> = { ...item };
  for (const [name, value] of values) after[name] = value;
  for (const path of remove) Reflect.deleteProperty(after, attributeOf(path, binding));
  return after;
}

/**
 * The names of the attributes an update changes.
 *
 * @throws ValidationException when one of them is changed twice.
 */
export function changedBy({ set, remove, add }: Update, binding: Binding): string[] {
  const changes = [...set.map(({ path }) => path), ...remove, ...add.map(({ path }) => path)];
  const names = changes.map((path) => attributeOf(path, binding));
  if (new Set(names).size < names.length) throw invalid("two paths of an update overlap");
  return names;
}

function attributeOf(path: Path, binding: Binding): string {
  const [name, ...inner] = namesOf(path, binding);
  if (name === undefined || inner.length > 0) throw new Error("an update within an attribute is not known");
  return name;
}

function amountOf(source: Source, item: Item, binding: Binding): unknown {
  switch (source.kind) {
    case "operand": {
      const value = valueOf(source.operand, item, binding);
      if (value === undefined) throw invalid("the expression refers to an attribute that does not exist in the item");
      return value;
    }
    case "unless_exists":
      return valueOf(source.path, item, binding) ?? amountOf(source.otherwise, item, binding);
    case "sum":
      return (
        numeric(amountOf(source.left, item, binding)) + source.sign * numeric(amountOf(source.right, item, binding))
      );
  }
}

function numeric(value: unknown): number {
  if (typeof value !== "number") throw invalid("an operand is no number");
  return value;
}
