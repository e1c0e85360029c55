import type { Key } from "../../../functions/shared/dynamo/keys.ts";
import { bindingOf, type Binding, type Placeholders } from "./binding.ts";
import { holds } from "./condition.ts";
import { parseCondition, parseUpdate, type Condition, type Parsed } from "./expression.ts";
import { invalid } from "./refusal.ts";
import type { Write } from "./requests.ts";
import { changedBy, updated } from "./update.ts";
import { copyOfItem, type Item } from "./values.ts";

/** What a write would do. */
export type Plan = {
  key: Key;
  /** Whether its condition holds. */
  isAllowed: boolean;
  /** False for a condition that only stands guard over others. */
  isWrite: boolean;
  before: Item | undefined;
  /** The item after it; undefined: it is deleted. @throws ValidationException when the item as it is allows no such write. */
  after: () => Item | undefined;
};

const nothing: Item = {};

/** Works out a write against the table as it is. @throws ValidationException when it is wrong whatever the table holds. */
export function planOf(write: Write, find: (key: Key) => Item | undefined): Plan {
  if ("Put" in write) {
    const item = copyOfItem(write.Put.Item);
    const key = keyOf(item);
    const { before, isAllowed } = checked(key, write.Put, find);
    return { key, isAllowed, isWrite: true, before, after: () => item };
  }
  if ("Update" in write) {
    const { Key: key, UpdateExpression } = write.Update;
    const update = parseUpdate(UpdateExpression);
    const { before, isAllowed, binding } = checked(key, write.Update, find, update);
    const keyName = changedBy(update.tree, binding).find((name) => name === "pk" || name === "sk");
    if (keyName !== undefined) throw invalid(`${keyName} is part of the key`);
    return { key, isAllowed, isWrite: true, before, after: () => updated(before ?? key, update.tree, binding) };
  }
  const request = "Delete" in write ? write.Delete : write.ConditionCheck;
  const { before, isAllowed } = checked(request.Key, request, find);
  return { key: request.Key, isAllowed, isWrite: "Delete" in write, before, after: () => undefined };
}

function checked(
  key: Key,
  request: Placeholders & { ConditionExpression?: string | undefined },
  find: (key: Key) => Item | undefined,
  update?: Parsed<unknown>,
): { before: Item | undefined; isAllowed: boolean; binding: Binding } {
  const { ConditionExpression } = request;
  const condition: Parsed<Condition> | undefined =
    ConditionExpression === undefined ? undefined : parseCondition(ConditionExpression);
  const binding = bindingOf(request, condition, update);
  const before = find(key);
  const isAllowed = condition === undefined || holds(condition.tree, before ?? nothing, binding);
  return { before, isAllowed, binding };
}

function keyOf({ pk, sk }: Item): Key {
  if (typeof pk !== "string" || typeof sk !== "string" || pk === "" || sk === "")
    throw invalid("an item has its partition key and its sort key");
  return { pk, sk };
}
