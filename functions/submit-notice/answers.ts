import { clocksView } from "../../core/case/clock-view.ts";
import { startedAt } from "../../core/case/clocks.ts";
import { statusOf } from "../../core/case/status.ts";
import type { NoticeAccepted, NoticePreview } from "../../core/contract/api.ts";
import type { NoticeId } from "../../core/contract/ids.ts";
import type { Instant } from "../../core/contract/instant.ts";
import { calendarOf, type Opening } from "./open-cases.ts";

/** What an authority is told of its accepted notice. */
export function acceptedAnswer(
  { noticeId, reference, acceptedAt }: { noticeId: NoticeId; reference: string; acceptedAt: Instant },
  openings: readonly Opening[],
): NoticeAccepted {
  return {
    noticeId,
    reference,
    version: 1,
    acceptedAt,
    cases: openings.map(({ change: { after }, document }) => ({
      caseId: after.caseId,
      platform: after.platform,
      status: statusOf(after),
      digest: after.digest,
      items: document.items.map(({ itemId, url }) => ({ itemId, url })),
      clocks: clocksView(after),
      links: { self: `/v1/cases/${after.caseId}`, events: `/v1/cases/${after.caseId}/events` },
    })),
    review: "draft",
    links: { self: `/v1/notices/${noticeId}` },
  };
}

/** What would be served, and when each platform's deadlines would end if it received it now. */
export function previewAnswer(openings: readonly Opening[], assumedReceipt: Instant): NoticePreview {
  return {
    dryRun: true,
    assumedReceipt,
    cases: openings.map(({ change: { after }, document, part }) => {
      const { state, assumed } = calendarOf(part);
      const { acknowledge, act } = after.clocks;
      const clocks = {
        acknowledge: { ...acknowledge, ...startedAt(acknowledge, assumedReceipt, state), state: "running" as const },
        act: { ...act, ...startedAt(act, assumedReceipt, state), state: "running" as const },
      };
      return {
        platform: after.platform,
        document,
        calendar: { state, assumed },
        clocks: clocksView({ ...after, clocks }),
      };
    }),
    review: "draft",
  };
}
