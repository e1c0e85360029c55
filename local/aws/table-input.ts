import type { TableDefinition } from "./create-table.ts";

/** The table as the project writes it down once, for both homes. */
export type SharedDefinition = {
  partitionKey: string;
  sortKey: string;
  indexes: readonly { name: string; partitionKey: string; sortKey: string; attributes: readonly string[] }[];
};

/** The same table in the words of the CreateTable API. */
export function tableInput(TableName: string, { partitionKey, sortKey, indexes }: SharedDefinition): TableDefinition {
  const keyNames = new Set([partitionKey, sortKey, ...indexes.flatMap((index) => [index.partitionKey, index.sortKey])]);
  const keys = (partition: string, sort: string) => [
    { AttributeName: partition, KeyType: "HASH" as const },
    { AttributeName: sort, KeyType: "RANGE" as const },
  ];
  return {
    TableName,
    BillingMode: "PAY_PER_REQUEST",
    KeySchema: keys(partitionKey, sortKey),
    AttributeDefinitions: [...keyNames].map((AttributeName) => ({ AttributeName, AttributeType: "S" })),
    GlobalSecondaryIndexes: indexes.map((index) => ({
      IndexName: index.name,
      KeySchema: keys(index.partitionKey, index.sortKey),
      Projection:
        index.attributes.length === 0
          ? { ProjectionType: "KEYS_ONLY" }
          : { ProjectionType: "INCLUDE", NonKeyAttributes: [...index.attributes] },
    })),
  };
}
