import { GetCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import { DirectoryId } from "../../../core/contract/ids.ts";
import type { Table } from "./client.ts";
import { authorityKey, platformKey, type Key } from "./keys.ts";

/** Where somebody receives webhooks, and what they are signed with (references, never the secrets). */
const Endpoint = z.strictObject({
  url: z.url(),
  /** Signing secrets, by reference; two during a rotation. */
  secretRefs: z.array(z.string()).min(1),
});

const VerificationKey = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("hmac"), secretRef: z.string() }),
  z.strictObject({ kind: z.literal("ed25519"), publicKey: z.string() }),
]);

/** What the directory of a deployment knows of a platform or an authority beyond the facts in `core/law/directory`. */
export const Profile = z.strictObject({
  id: DirectoryId,
  endpoint: Endpoint.optional(),
  /** Keys their messages to us may be signed with. */
  keys: z.array(VerificationKey),
});
export type Profile = z.infer<typeof Profile>;

/** The profiles of a deployment. */
export type DirectoryStore = ReturnType<typeof directoryStore>;

/** Opens the directory of a table. */
export function directoryStore({ client, tableName: TableName }: Table) {
  async function read(key: Key): Promise<Profile | undefined> {
    const { Item: item } = await client.send(new GetCommand({ TableName, Key: key }));
    if (item === undefined) return undefined;
    const { pk: _pk, sk: _sk, ...profile } = item;
    return Profile.parse(profile);
  }
  async function put(key: Key, profile: Profile): Promise<void> {
    await client.send(new PutCommand({ TableName, Item: { ...key, ...Profile.parse(profile) } }));
  }
  return {
    platform: async (id: string) => read(platformKey(id)),
    authority: async (id: string) => read(authorityKey(id)),
    putPlatform: async (profile: Profile) => put(platformKey(profile.id), profile),
    putAuthority: async (profile: Profile) => put(authorityKey(profile.id), profile),
  };
}
