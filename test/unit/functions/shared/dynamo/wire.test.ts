import fc from "fast-check";
import { marshall } from "@aws-sdk/util-dynamodb";
import { describe, expect, it } from "vitest";
import { answerOf, requestText } from "../../../../../functions/shared/dynamo/wire.ts";

const bytes = Uint8Array.of(0, 255, 7);

describe("a request on the wire", () => {
  it("names each value by its type, and leaves away what is undefined", () => {
    const Item = { pk: "CASE#1", rev: 2, open: true, none: null, gone: undefined, list: ["a", { deep: 1 }] };
    expect(JSON.parse(requestText({ TableName: "t", Item }))).toEqual({
      TableName: "t",
      Item: {
        pk: { S: "CASE#1" },
        rev: { N: "2" },
        open: { BOOL: true },
        none: { NULL: true },
        list: { L: [{ S: "a" }, { M: { deep: { N: "1" } } }] },
      },
    });
  });

  it.each([
    ["an array of bytes", bytes],
    ["a Buffer", Buffer.from(bytes)],
    ["a part of a larger Buffer", Buffer.concat([Buffer.of(9, 9), Buffer.from(bytes), Buffer.of(9)]).subarray(2, 5)],
  ])("holds %s in base64, wherever it stands", (_title, binary) => {
    const Item = { top: binary, B: "an attribute of that name", deep: { list: [binary], B: binary } };
    const B = "AP8H";
    expect(JSON.parse(requestText({ Item }))).toEqual({
      Item: {
        top: { B },
        B: { S: "an attribute of that name" },
        deep: { M: { list: { L: [{ B }] }, B: { B } } },
      },
    });
  });

  it("holds keys, expressions' values and each write of a transaction in the same way", () => {
    const Key = { pk: "a" };
    const ExpressionAttributeValues = { ":rev": 1 };
    const write = { TableName: "t", Item: Key, ConditionExpression: "rev = :rev", ExpressionAttributeValues };
    const request = { Key, ExclusiveStartKey: Key, TransactItems: [{ Put: write }, { Delete: { Key } }] };
    const onWire = { pk: { S: "a" } };
    expect(
      JSON.parse(requestText({ ...request, ClientRequestToken: "x", Limit: 3, FilterExpression: undefined })),
    ).toEqual({
      Key: onWire,
      ExclusiveStartKey: onWire,
      TransactItems: [
        { Put: { ...write, Item: onWire, ExpressionAttributeValues: { ":rev": { N: "1" } } } },
        { Delete: { Key: onWire } },
      ],
      ClientRequestToken: "x",
      Limit: 3,
    });
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53, new Date(0)])(
    "is not made of what cannot be kept: %s",
    (value) => {
      expect(() => requestText({ Item: { value } })).toThrow();
    },
  );
});

describe("an answer on the wire", () => {
  it("gives back whatever was given", () => {
    const scalar = fc.oneof(
      fc.string(),
      fc.maxSafeInteger(),
      fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e100, max: 1e100 }),
      fc.boolean(),
      fc.constant(null),
      fc.uint8Array(),
    );
    const { tree } = fc.letrec((tie) => ({
      tree: fc.oneof(
        { depthSize: "small", withCrossShrink: true },
        scalar,
        fc.array(tie("tree"), { maxLength: 3 }),
        fc.dictionary(fc.string(), tie("tree"), { maxKeys: 3, noNullPrototype: true }),
      ),
    }));
    const item = fc.dictionary(fc.string(), tree, { maxKeys: 4, noNullPrototype: true });
    fc.assert(
      fc.property(item.filter(isKept), (Item) => {
        const { Item: kept } = JSON.parse(requestText({ Item })) as { Item: object };
        const text = JSON.stringify({ Item: kept, Items: [kept], LastEvaluatedKey: kept, Count: 1 });
        expect(answerOf(text)).toEqual({ Item, Items: [Item], LastEvaluatedKey: Item });
      }),
    );
  });

  it("may hold nothing", () => {
    expect(answerOf("{}")).toEqual({});
  });

  it.each(["", "<html>", '{"Items":7}'])("that is none is an outage: %j", (text) => {
    expect(() => answerOf(text)).toThrow();
  });
});

/** What the library itself can keep: not the number -0, nor a name that is no attribute's. */
function isKept(item: Record<string, unknown>): boolean {
  try {
    marshall(item);
  } catch {
    return false;
  }
  return !/-0|__proto__/.test(JSON.stringify(item, (_name, value: unknown) => (Object.is(value, -0) ? "-0" : value)));
}
