import { ClientMapping } from "../../../core/contract/directory-api.ts";
import type { Table } from "./client.ts";
import { clientKey } from "./keys.ts";

/** Whom the OAuth clients of a deployment speak for. */
export type ClientStore = ReturnType<typeof clientStore>;

/** Opens the clients of a table. */
export function clientStore({ call, tableName: TableName }: Table) {
  return {
    /** Whom a client speaks for; undefined where nobody has said so. */
    find: async (clientId: string): Promise<ClientMapping["speaksFor"] | undefined> => {
      const { Item: item } = await call("GetItem", { TableName, Key: clientKey(clientId) });
      return item === undefined ? undefined : ClientMapping.shape.speaksFor.parse(item["speaksFor"]);
    },

    /** Says whom a client speaks for, whatever was said before: the last word holds. */
    put: async (clientId: string, speaksFor: ClientMapping["speaksFor"]): Promise<void> => {
      await call("PutItem", { TableName, Item: { ...clientKey(clientId), speaksFor } });
    },
  };
}
