import type { Instant } from "../contract/instant.ts";
import type { Authority } from "../contract/directory.ts";
import { stateOf } from "./directory/directory.ts";
import { platformsOf, type Draft } from "./draft.ts";
import type { LegalBasis } from "./legal-basis.ts";
import type { NoticeError } from "./notice-error.ts";
import { clockPeriod } from "./clock-period.ts";
import { dueOf } from "./time/due-of.ts";

/** A clock of the basis that could not be counted from a receipt now: said before a case is opened, not after. */
export function calendarErrors(draft: Draft, basis: LegalBasis, authority: Authority, now: Instant): NoticeError[] {
  const reasons = platformsOf(draft).flatMap((platform) => {
    const { state } = stateOf(platform, authority);
    return (["acknowledge", "act"] as const).flatMap((name) => {
      const within = clockPeriod(basis, name, draft.fields);
      const { rule } = basis.clocks[name];
      // Working days as elapsed time are refused at the period itself.
      if (within === undefined || rule === "elapsed") return [];
      const due = dueOf({ rule, within, receivedAt: now, state });
      return due.kind === "refused" ? [due.reason] : [];
    });
  });
  const texts = new Map(reasons.map((reason) => [reason.en, reason]));
  return [...texts.values()].map((detail) => ({ pointer: "/legalBasis", code: "calendar_not_covered", detail }));
}
