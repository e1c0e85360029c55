import * as z from "zod";

const TableName = z.string();
const ItemKey = z.strictObject({ pk: z.string().min(1), sk: z.string().min(1) });

/** Not copied here: an item is copied when it is written. */
const ItemMap = z.custom<Record<string, unknown>>((value) => typeof value === "object" && value !== null);

const placeholders = {
  ExpressionAttributeNames: z.record(z.string(), z.string()).optional(),
  ExpressionAttributeValues: z.record(z.string(), z.unknown()).optional(),
};

const condition = { ConditionExpression: z.string().optional(), ...placeholders };

/** The fields of the requests that the double knows; every other one is refused. */
export const Get = z.strictObject({ TableName, Key: ItemKey, ConsistentRead: z.boolean().optional() });

export const Put = z.strictObject({ TableName, Item: ItemMap, ...condition });

export const Update = z.strictObject({ TableName, Key: ItemKey, UpdateExpression: z.string(), ...condition });

export const Delete = z.strictObject({ TableName, Key: ItemKey, ...condition });

const Check = z.strictObject({
  TableName,
  Key: ItemKey,
  ConditionExpression: z.string(),
  ...placeholders,
});

export const Query = z.strictObject({
  TableName,
  IndexName: z.string().optional(),
  KeyConditionExpression: z.string(),
  FilterExpression: z.string().optional(),
  ...placeholders,
  ConsistentRead: z.boolean().optional(),
  ScanIndexForward: z.boolean().optional(),
  Limit: z.int().optional(),
  ExclusiveStartKey: z.record(z.string(), z.unknown()).optional(),
});
export type Query = z.infer<typeof Query>;

export const Transaction = z.strictObject({
  TransactItems: z.array(
    z.union([
      z.strictObject({ Put }),
      z.strictObject({ Update }),
      z.strictObject({ Delete }),
      z.strictObject({ ConditionCheck: Check }),
    ]),
  ),
  ClientRequestToken: z.string().optional(),
});

/** One write, alone or in a transaction. */
export type Write = z.infer<typeof Transaction>["TransactItems"][number];
