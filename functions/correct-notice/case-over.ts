import type { Context } from "../../core/case/commands.ts";
import { serveNotice } from "../../core/case/serve-notice.ts";
import type { Case } from "../../core/case/state.ts";
import type { ItemId } from "../../core/contract/ids.ts";
import type { Notice, NoticeItem } from "../../core/contract/notice.ts";
import { isSame, type NewVersion, type PlacedItem } from "./new-version.ts";

/** What a new version would change for a platform whose case is withdrawn or closed, and is served nothing any more. */
export type LeftOut = { kind: "nothing" } | { kind: "other_delay" } | { kind: "something"; at: string[] };

/**
 * Compares what both versions would serve, and not the document that was served: years after the end of a case that may be
 * pseudonymised or erased.
 */
export function leftOutOf(
  { noticeId, caseId }: Pick<Case, "noticeId" | "caseId">,
  items: { asked: readonly PlacedItem[]; before: readonly NoticeItem[] },
  { notice, before, version, issuedAt }: Pick<NewVersion, "notice" | "before" | "version" | "issuedAt">,
  context: Pick<Context, "basis" | "authority" | "platform">,
): LeftOut {
  const served = (of: Notice, parts: readonly NoticeItem[]) => {
    const named = parts.map((item) => ({ itemId: anyItem, item }));
    return serveNotice({ ...context, notice: of, items: named, noticeId, caseId, version, issuedAt, nonce: "" });
  };
  const was = served(before, items.before);
  const is = served(
    notice,
    items.asked.map(({ item }) => item),
  );
  if (!isSame(is.clocks, was.clocks)) return { kind: "other_delay" };
  if (isSame(is, was)) return { kind: "nothing" };
  const others = items.asked.filter(({ item }) => !items.before.some((one) => isSame(one, item)));
  const at = (others.length > 0 ? others : items.asked).map(({ position }) => `/items/${position}`);
  return { kind: "something", at };
}

/** Stands for the id of every item: only what a notice itself says is compared. */
const anyItem: ItemId = "itm_00000000-0000-7000-8000-000000000000";
