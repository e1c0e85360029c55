/** An item, or a map within one. */
export type Item = Readonly<Record<string, unknown>>;

/** Whether a value is a map rather than a list or a scalar. */
export function isMap(value: unknown): value is Item {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Uint8Array);
}

/**
 * A value as it is after one journey through the store: nothing shared, nothing undefined.
 *
 * @throws for what the document client would not marshal, or only by options the stores do not set.
 */
export function copyOf(value: unknown): unknown {
  switch (typeof value) {
    case "string":
    case "boolean":
      return value;
    case "number":
      if (!Number.isFinite(value) || Math.abs(value) > Number.MAX_SAFE_INTEGER) throw new Error("no such number");
      // The store knows no negative zero.
      return value + 0;
    case "object":
      if (value === null) return null;
      // A Buffer comes back as the plain bytes it holds.
      if (value instanceof Uint8Array) return Uint8Array.from(value);
      if (Array.isArray(value)) return value.filter((element) => element !== undefined).map(copyOf);
      return copyOfMap(value);
    default:
      throw new Error(`a ${typeof value} cannot be stored`);
  }
}

function copyOfMap(value: object): Record<string, unknown> {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) {
    throw new Error(`an instance of ${value.constructor.name} cannot be stored`);
  }
  const copy: Record<string, unknown> = {};
  for (const [name, element] of Object.entries(value)) {
    if (element !== undefined) copy[name] = copyOf(element);
  }
  return copy;
}

/** An item of its own, equal to this one. */
export function copyOfItem(item: Item): Record<string, unknown> {
  return copyOfMap(item);
}

/** Whether two stored values are equal: of one type and, through and through, of the same content. */
export function areEqual(left: unknown, right: unknown): boolean {
  if (left === right) return true;
  if (Array.isArray(left) && Array.isArray(right)) {
    return left.length === right.length && left.every((element, index) => areEqual(element, right[index]));
  }
  if (left instanceof Uint8Array && right instanceof Uint8Array) {
    return left.length === right.length && left.every((byte, index) => byte === right[index]);
  }
  if (!isMap(left) || !isMap(right)) return false;
  const names = Object.keys(left);
  if (names.length !== Object.keys(right).length) return false;
  return names.every((name) => Object.hasOwn(right, name) && areEqual(left[name], right[name]));
}

/** The order of two values: below 0, 0, above 0; undefined where there is none, as between a text and a number. */
export function orderOf(left: unknown, right: unknown): number | undefined {
  if (typeof left === "number" && typeof right === "number") return left - right;
  if (typeof left === "string" && typeof right === "string") return compareTexts(left, right);
  if (left instanceof Uint8Array && right instanceof Uint8Array) return Buffer.compare(left, right);
  return undefined;
}

/** Text order. By code units where DynamoDB goes by bytes: the keys of the project are ASCII where order matters. */
export function compareTexts(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
