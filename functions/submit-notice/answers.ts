import { clocksView, clocksWithReasons } from "../../core/case/clock-view.ts";
import type { Calendar, Clock } from "../../core/case/state.ts";
import { statusOf } from "../../core/case/status.ts";
import type { NoticeAccepted, NoticePreview } from "../../core/contract/submission.ts";
import type { NoticeId } from "../../core/contract/ids.ts";
import type { Instant } from "../../core/contract/instant.ts";
import type { Bilingual, Language } from "../../core/contract/language.ts";
import { dueOf } from "../../core/law/time/due-of.ts";
import { actOutline } from "../shared/acts/act-outline.ts";
import { actPage } from "../shared/acts/act-page.ts";
import type { LookedBack } from "./earlier-cases.ts";
import { calendarOf, type Opening } from "./open-cases.ts";

/** What an authority is told of its accepted notice. */
export function acceptedAnswer(
  { noticeId, reference, acceptedAt }: { noticeId: NoticeId; reference: string; acceptedAt: Instant },
  openings: readonly Opening[],
  { alreadyUnderOrder }: LookedBack,
): NoticeAccepted {
  return {
    noticeId,
    reference,
    version: 1,
    acceptedAt,
    cases: openings.map(({ change: { after }, document, relistedFrom }) => ({
      caseId: after.caseId,
      platform: after.platform,
      status: statusOf(after),
      digest: after.digest,
      items: document.items.map(({ itemId, url }) => ({ itemId, url })),
      clocks: clocksView(after),
      ...(relistedFrom !== undefined && { relistedFrom }),
      links: { self: `/v1/cases/${after.caseId}`, events: `/v1/cases/${after.caseId}/events` },
    })),
    alreadyUnderOrder,
    review: "draft",
    links: { self: `/v1/notices/${noticeId}` },
  };
}

/**
 * What would be served, and when each platform's deadlines would end if it received it at that instant.
 *
 * @returns `uncovered` with the reason when a calendar does not cover it.
 */
export function previewAnswer(
  openings: readonly Opening[],
  { alreadyUnderOrder }: LookedBack,
  assumedReceipt: Instant,
  language: Language,
): { kind: "preview"; preview: NoticePreview } | { kind: "uncovered"; reason: Bilingual } {
  const cases: NoticePreview["cases"] = [];
  for (const { change, document, part, relistedFrom } of openings) {
    const calendar = calendarOf(part);
    const acknowledge = assumedClock(change.after.clocks.acknowledge, assumedReceipt, calendar);
    const act = assumedClock(change.after.clocks.act, assumedReceipt, calendar);
    if (acknowledge.kind === "uncovered") return acknowledge;
    if (act.kind === "uncovered") return act;
    const clocks = { acknowledge: acknowledge.clock, act: act.clock };
    const assumed = { ...change.after, calendar, clocks };
    const { platform, digest } = assumed;
    const html = actPage(actOutline(document, digest, language));
    cases.push({
      platform,
      document,
      html,
      calendar,
      clocks: clocksWithReasons(assumed),
      ...(relistedFrom !== undefined && { relistedFrom }),
    });
  }
  return { kind: "preview", preview: { dryRun: true, assumedReceipt, cases, alreadyUnderOrder, review: "draft" } };
}

/** The clock as it would run from a receipt. */
function assumedClock(clock: Clock, receivedAt: Instant, calendar: Calendar) {
  const due = dueOf({ rule: clock.rule, within: clock.within, receivedAt, ...calendar });
  if (due.kind === "refused") return { kind: "uncovered" as const, reason: due.reason };
  const { dueOperational, dueLegal } = due;
  const running = { ...clock, startedAt: receivedAt, dueOperational, dueLegal, state: "running" as const };
  return { kind: "running" as const, clock: running };
}
