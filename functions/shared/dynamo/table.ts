/**
 * The one table, as both homes create it. Every index is sparse, projects few small attributes and is never keyed on
 * status alone.
 */
export const tableDefinition = {
  partitionKey: "pk",
  sortKey: "sk",
  timeToLive: "expiresAt",
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
    { name: "cases-of-platform", partitionKey: "platformList", sortKey: "listedAt", attributes: ["status"] },
    { name: "due", partitionKey: "dueShard", sortKey: "wakeAt", attributes: [] },
  ],
} as const;

/** Names of the indexes. */
export type IndexName = (typeof tableDefinition.indexes)[number]["name"];
