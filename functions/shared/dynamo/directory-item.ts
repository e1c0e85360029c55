import * as z from "zod";
import { Authority, DirectoryRecipient, Platform } from "../../../core/contract/directory.ts";
import { authorityKey, platformKey, recipientKey } from "./keys.ts";

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

const reached = {
  endpoint: Endpoint.optional(),
  /** Keys their messages to us may be signed with. */
  keys: z.array(VerificationKey),
  /** Counts the changes of the entry, from 1: the `If-Match` of the API. */
  version: z.int().positive(),
};

/** A platform of the deployment: what is known of it, and how it is reached. */
export const PlatformEntry = z.strictObject({ facts: Platform, ...reached });
export type PlatformEntry = z.infer<typeof PlatformEntry>;

/** An authority of the deployment: what is known of it, and how it is reached. */
export const AuthorityEntry = z.strictObject({ facts: Authority, ...reached });
export type AuthorityEntry = z.infer<typeof AuthorityEntry>;

/** The whole directory, as it is stored. */
export type DirectoryRecord = {
  /** Counts the changes of the directory; 0 where nothing was ever written. */
  revision: number;
  platforms: PlatformEntry[];
  authorities: AuthorityEntry[];
  recipients: DirectoryRecipient[];
};

/** Entries to be written, each in the place of the one before. */
export type DirectoryChange = Partial<Omit<DirectoryRecord, "revision">>;

/** The items of a change. */
export function itemsOf({ platforms = [], authorities = [], recipients = [] }: DirectoryChange): object[] {
  return [
    ...platforms.map((entry) => ({ ...platformKey(entry.facts.id), ...PlatformEntry.parse(entry) })),
    ...authorities.map((entry) => ({ ...authorityKey(entry.facts.id), ...AuthorityEntry.parse(entry) })),
    ...recipients.map((one) => ({ ...recipientKey(one.role, one.state), ...DirectoryRecipient.parse(one) })),
  ];
}

const Revision = z.strictObject({ revision: z.int().positive() });
const Sorted = z.looseObject({ pk: z.string(), sk: z.string() });

/** Puts the items of the directory's partition together. @throws when one is none: a broken store. */
export function directoryOf(items: readonly unknown[]): DirectoryRecord {
  const record: DirectoryRecord = { revision: 0, platforms: [], authorities: [], recipients: [] };
  for (const item of items) {
    const { pk: _pk, sk, ...content } = Sorted.parse(item);
    const kind = sk.split("#", 1)[0];
    if (kind === "") record.revision = Revision.parse(content).revision;
    else if (kind === "PLATFORM") record.platforms.push(PlatformEntry.parse(content));
    else if (kind === "AUTHORITY") record.authorities.push(AuthorityEntry.parse(content));
    else record.recipients.push(DirectoryRecipient.parse(content));
  }
  return record;
}
