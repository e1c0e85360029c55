import { valueOf, type Binding } from "./binding.ts";
import type { Condition, Sign } from "./expression.ts";
import { areEqual, orderOf, type Item } from "./values.ts";

/** Whether a condition holds for an item; one that does not exist has no attributes. */
export function holds(condition: Condition, item: Item, binding: Binding): boolean {
  switch (condition.kind) {
    case "and":
      return holds(condition.left, item, binding) && holds(condition.right, item, binding);
    case "or":
      return holds(condition.left, item, binding) || holds(condition.right, item, binding);
    case "not":
      return !holds(condition.inner, item, binding);
    case "exists":
      return (valueOf(condition.path, item, binding) !== undefined) === condition.expected;
    case "begins": {
      const whole = valueOf(condition.operand, item, binding);
      const prefix = valueOf(condition.prefix, item, binding);
      return typeof whole === "string" && typeof prefix === "string" && whole.startsWith(prefix);
    }
    case "compare": {
      const { sign, left, right } = condition;
      return compares(sign, valueOf(left, item, binding), valueOf(right, item, binding));
    }
  }
}

/** Whether a comparison is true. What is missing equals nothing and is ordered with nothing. */
function compares(sign: Sign, left: unknown, right: unknown): boolean {
  const isMissing = left === undefined || right === undefined;
  if (sign === "=") return !isMissing && areEqual(left, right);
  if (sign === "<>") return isMissing || !areEqual(left, right);
  const order = orderOf(left, right);
  if (order === undefined) return false;
  if (sign === "<") return order < 0;
  if (sign === "<=") return order <= 0;
  return sign === ">" ? order > 0 : order >= 0;
}
