import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import { marshall, unmarshall } from "@aws-sdk/util-dynamodb";
import * as z from "zod";

/** The fields of a request that hold items, keys or values in expressions. */
const valueFields = ["Item", "Key", "ExpressionAttributeValues", "ExclusiveStartKey"] as const;

type Fields = Record<string, unknown>;

/** Attributes, each value under the name of its type. */
type Attributes = Record<string, AttributeValue>;

/** A request with each value as DynamoDB takes it: named by its type, binary ones in base64. */
export function requestText(input: Fields): string {
  const { TransactItems: entries, ...request } = input;
  return JSON.stringify({
    ...marshalledFields(request),
    ...(Array.isArray(entries) && { TransactItems: entries.map(marshalledEntry) }),
  });
}

function marshalledEntry(entry: Record<string, Fields>): Fields {
  return Object.fromEntries(Object.entries(entry).map(([kind, write]) => [kind, marshalledFields(write)]));
}

function marshalledFields(fields: Fields): Fields {
  const marshalled = { ...fields };
  for (const name of valueFields) {
    const values = fields[name] as Fields | undefined;
    if (values === undefined) continue;
    marshalled[name] = withBinaries(marshall(values, { removeUndefinedValues: true }), inBase64);
  }
  return marshalled;
}

const AttributesOnWire = z.record(z.string(), z.custom<AttributeValue>());

/** What an operation gives back. */
const Output = z.object({
  Item: AttributesOnWire.optional(),
  Items: z.array(AttributesOnWire).optional(),
  LastEvaluatedKey: AttributesOnWire.optional(),
});

/** The items and keys of an answer, as they were given to be kept. */
export type Answer = { Item?: Fields; Items?: Fields[]; LastEvaluatedKey?: Fields };

/** Reads an answer. @throws when it is none: a broken service. */
export function answerOf(text: string): Answer {
  const { Item: item, Items: items, LastEvaluatedKey: last } = Output.parse(JSON.parse(text));
  return {
    ...(item !== undefined && { Item: plain(item) }),
    ...(items !== undefined && { Items: items.map(plain) }),
    ...(last !== undefined && { LastEvaluatedKey: plain(last) }),
  };
}

function plain(attributes: Attributes): Fields {
  return unmarshall(withBinaries(attributes, ofBase64));
}

type BinaryValue = (binary: unknown) => unknown;

/** The same attributes, the binary ones in another form. */
function withBinaries(attributes: Attributes, form: BinaryValue): Attributes {
  return Object.fromEntries(Object.entries(attributes).map(([name, attribute]) => [name, withBinary(attribute, form)]));
}

function withBinary(attribute: AttributeValue, form: BinaryValue): AttributeValue {
  if (attribute.B !== undefined) return { B: form(attribute.B) as Uint8Array };
  if (attribute.M !== undefined) return { M: withBinaries(attribute.M, form) };
  if (attribute.L !== undefined) return { L: attribute.L.map((element) => withBinary(element, form)) };
  return attribute;
}

const inBase64: BinaryValue = (binary) => {
  const { buffer, byteOffset, byteLength } = binary as Uint8Array;
  return Buffer.from(buffer, byteOffset, byteLength).toString("base64");
};

/** A plain array of bytes, as was given: a Buffer would not equal it. */
const ofBase64: BinaryValue = (binary) => {
  const { buffer, byteOffset, byteLength } = Buffer.from(binary as string, "base64");
  return new Uint8Array(buffer, byteOffset, byteLength);
};
