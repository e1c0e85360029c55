/**
 * The one table, as both homes create it. Every index is sparse, projects few small attributes and is never keyed on
 * status alone.
 */
export const tableDefinition = {
  partitionKey: "pk",
  sortKey: "sk",
  timeToLive: "expiresAt",
  /** Of the one item that says when our inbound side was seen: whoever watches it may use no other. */
  inboundPartition: "SERVICE#INBOUND",
  indexes: [
    {
      name: "cases-of-authority",
      partitionKey: "authorityList",
      sortKey: "listedAt",
      attributes: [
        "noticeId",
        "reference",
        "authority",
        "platform",
        "status",
        "legalBasis",
        "openedAt",
        "acknowledgeDueAt",
        "actDueAt",
        "overdue",
      ],
    },
    { name: "cases-of-platform", partitionKey: "platformList", sortKey: "platformDue", attributes: [] },
    { name: "due", partitionKey: "dueShard", sortKey: "wakeAt", attributes: ["authority"] },
  ],
} as const;

/** Names of the indexes. */
export type IndexName = (typeof tableDefinition.indexes)[number]["name"];
