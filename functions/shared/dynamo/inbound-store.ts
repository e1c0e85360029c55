import * as z from "zod";
import { Outage } from "../../../core/case/state.ts";
import { Instant } from "../../../core/contract/instant.ts";
import type { Table } from "./client.ts";
import { inboundKey } from "./keys.ts";
import { isNamed } from "../aws/service-error.ts";

/** What is known of our inbound side. Instants are on the legal clock, which deadlines are compared with. */
export const InboundRecord = z.object({
  /** When it was last seen to take a request. */
  seenAt: Instant,
  /** How often it is looked at, in legal milliseconds. */
  beatMilliseconds: z.number().positive(),
  /** Its last outages, oldest first. */
  outages: z.array(Outage),
});
export type InboundRecord = z.infer<typeof InboundRecord>;

/** The record of our inbound side: one item. */
export type InboundStore = ReturnType<typeof inboundStore>;

/** Opens it. */
export function inboundStore({ call, tableName: TableName }: Table) {
  return {
    /** Undefined until it has been seen once. */
    read: async (): Promise<InboundRecord | undefined> => {
      const { Item: item } = await call("GetItem", { TableName, Key: inboundKey, ConsistentRead: true });
      return item === undefined ? undefined : InboundRecord.parse(item);
    },

    /** Puts a record in the place of the one it was made from, if nobody has since. */
    replace: async (before: InboundRecord | undefined, record: InboundRecord): Promise<"stored" | "stale"> => {
      const condition =
        before === undefined
          ? { ConditionExpression: "attribute_not_exists(pk)" }
          : { ConditionExpression: "seenAt = :seen", ExpressionAttributeValues: { ":seen": before.seenAt } };
      try {
        await call("PutItem", { TableName, Item: { ...inboundKey, ...record }, ...condition });
        return "stored";
      } catch (error) {
        if (isNamed(error, "ConditionalCheckFailedException", "TransactionConflictException")) return "stale";
        throw error;
      }
    },
  };
}
