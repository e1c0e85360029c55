import { isDeepStrictEqual } from "node:util";
import { tableDefinition } from "../../functions/shared/dynamo/table.ts";

/** An item as the document client takes it. */
export type Item = Readonly<Record<string, unknown>>;

/** What two reads or writes cost at least, in bytes: DynamoDB rounds each item up (AWS: DynamoDB, capacity units). */
const writeUnitBytes = 1_024;
const readUnitBytes = 4_096;

/** The size of an item in bytes, as DynamoDB counts it (AWS: DynamoDB, item sizes and formats). */
export function itemBytes(item: Item): number {
  return Object.entries(item).reduce((sum, [name, value]) => sum + textBytes(name) + valueBytes(value), 0);
}

function valueBytes(value: unknown): number {
  if (typeof value === "string") return textBytes(value);
  // Two digits a byte, and one more.
  if (typeof value === "number") return Math.ceil(String(value).replace(/\D/g, "").length / 2) + 1;
  if (typeof value === "boolean" || value === null) return 1;
  if (value === undefined) return 0;
  if (value instanceof Uint8Array) return value.length;
  // Three bytes for a list or map, and one for each of its elements.
  if (Array.isArray(value)) return value.reduce<number>((sum, one) => sum + 1 + valueBytes(one), 3);
  const fields = Object.entries(value as Item).filter(([, one]) => one !== undefined);
  return fields.reduce((sum, [name, one]) => sum + 1 + textBytes(name) + valueBytes(one), 3);
}

function textBytes(text: string): number {
  return Buffer.byteLength(text, "utf8");
}

/**
 * Write request units of one write, that of every index it touches included: the larger of the item before and after,
 * and twice that in a transaction, which prepares and commits. Whether AWS counts an index twice in a transaction, too,
 * its documentation does not say: it is assumed here.
 */
export function writeUnits(before: Item | undefined, after: Item | undefined, isTransaction: boolean): number {
  const ofTable = units(Math.max(before ? itemBytes(before) : 0, after ? itemBytes(after) : 0), writeUnitBytes);
  const ofIndexes = tableDefinition.indexes.map((index) => indexUnits(index, before, after));
  return (ofTable + ofIndexes.reduce((sum, one) => sum + one, 0)) * (isTransaction ? 2 : 1);
}

/** Read request units of one read of so many bytes; half of them where an older state will do. */
export function readUnits(bytes: number, isConsistent: boolean): number {
  return units(bytes, readUnitBytes) * (isConsistent ? 1 : 0.5);
}

type Index = (typeof tableDefinition.indexes)[number];

/** An index is written where what it shows of the item has changed: once, or twice where the item moves within it. */
function indexUnits(index: Index, before: Item | undefined, after: Item | undefined): number {
  const [old, fresh] = [shownOf(index, before), shownOf(index, after)];
  if (old === undefined && fresh === undefined) return 0;
  if (old === undefined || fresh === undefined) return units(itemBytes(old ?? fresh ?? {}), writeUnitBytes);
  if (isDeepStrictEqual(old, fresh)) return 0;
  const stays = [index.partitionKey, index.sortKey].every((key) => old[key] === fresh[key]);
  if (stays) return units(Math.max(itemBytes(old), itemBytes(fresh)), writeUnitBytes);
  return units(itemBytes(old), writeUnitBytes) + units(itemBytes(fresh), writeUnitBytes);
}

/** The part of an item that an index keeps; undefined where the item lacks one of its keys. */
function shownOf(index: Index, item: Item | undefined): Item | undefined {
  if (item?.[index.partitionKey] === undefined || item[index.sortKey] === undefined) return undefined;
  const { partitionKey, sortKey } = tableDefinition;
  const names = [partitionKey, sortKey, index.partitionKey, index.sortKey, ...index.attributes];
  return Object.fromEntries(names.filter((name) => name in item).map((name) => [name, item[name]]));
}

function units(bytes: number, ofBytes: number): number {
  return Math.max(1, Math.ceil(bytes / ofBytes));
}
