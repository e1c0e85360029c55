import * as z from "zod";

const uuidV7 = "[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}";

function idOf<P extends string>(prefix: P, meaning: string) {
  return z
    .templateLiteral([z.literal(prefix), z.literal("_"), z.string().regex(new RegExp(`^${uuidV7}$`))])
    .meta({ description: `${meaning}: \`${prefix}_\` and a UUIDv7 (RFC 9562).` });
}

/** A notice, as an authority submitted it. */
export const NoticeId = idOf("ntc", "Notice");
export type NoticeId = z.infer<typeof NoticeId>;

/** A case: the procedure for one notice at one platform. */
export const CaseId = idOf("case", "Case");
export type CaseId = z.infer<typeof CaseId>;

/** One thing to act on inside a notice. */
export const ItemId = idOf("itm", "Item");
export type ItemId = z.infer<typeof ItemId>;

/** An outgoing message; also the `webhook-id` of each of its attempts. */
export const MessageId = idOf("msg", "Message");
export type MessageId = z.infer<typeof MessageId>;

/** `sha-256:` and 64 hex digits over RFC 8785 canonical JSON. */
export const Digest = z
  .templateLiteral([z.literal("sha-256:"), z.string().regex(/^[0-9a-f]{64}$/)])
  .meta({ description: "SHA-256 over RFC 8785 canonical JSON." });
export type Digest = z.infer<typeof Digest>;

/** An authority or a platform in the directory: lower case, digits and hyphens. */
export const DirectoryId = z
  .string()
  .regex(/^[a-z][a-z0-9-]{1,62}$/)
  .meta({ description: "Identifier in the directory." });
export type DirectoryId = z.infer<typeof DirectoryId>;
