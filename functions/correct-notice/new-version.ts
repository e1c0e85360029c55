import type { Digest } from "../../core/contract/ids.ts";
import type { Instant } from "../../core/contract/instant.ts";
import type { Notice, NoticeItem } from "../../core/contract/notice.ts";
import { digestOf } from "../shared/digest.ts";

/** The new version, as it was judged. */
export type NewVersion = {
  notice: Notice;
  /** The notice in the version in force. */
  before: Notice;
  version: number;
  issuedAt: Instant;
  /** Who corrects, and the digest of the reason. */
  officer: { by: string; document: Digest };
};

/** An item of a notice, and its position there. */
export type PlacedItem = { position: number; item: NoticeItem };

/**
 * Whether a new version says of the seller what the version in force says. Then it orders nothing new: secrecy goes on, or has
 * ended, as the first order that said so has set it, and a `duration` is not counted anew.
 */
export function keepsDisclosure({ notice, before }: Pick<NewVersion, "notice" | "before">): boolean {
  const allowed = { mode: "allowed" };
  return isSame(notice.disclosure ?? allowed, before.disclosure ?? allowed);
}

/** Whether two JSON values are the same. */
export function isSame(one: object, other: object): boolean {
  return digestOf(one) === digestOf(other);
}
