import type { Instant } from "../contract/instant.ts";
import type { Authority } from "../contract/directory.ts";
import { stateOf } from "./directory/directory.ts";
import { platformsOf, type Draft } from "./draft.ts";
import type { BasisClockName, LegalBasis, PeriodField } from "./legal-basis.ts";
import type { NoticeError } from "./notice-error.ts";
import { clockPeriod, periodFieldOf } from "./clock-period.ts";
import { dueOf } from "./time/due-of.ts";

/** A clock of the basis that could not be counted from a receipt now: said before a case is opened, not after. */
export function calendarErrors(draft: Draft, basis: LegalBasis, authority: Authority, now: Instant): NoticeError[] {
  return platformsOf(draft).flatMap((platform) => {
    const { state } = stateOf(platform, authority);
    return (["acknowledge", "act"] as const).flatMap((name): NoticeError[] => {
      const within = clockPeriod(basis, name, draft.fields);
      const { rule } = basis.clocks[name];
      // Working days as elapsed time are refused at the period itself.
      if (within === undefined || rule === "elapsed") return [];
      const due = dueOf({ rule, within, receivedAt: now, state });
      if (due.kind === "due") return [];
      return [{ pointer: `/${setBy(basis, name)}`, code: "calendar_not_covered", detail: due.reason }];
    });
  });
}

/** What the length of a clock comes from, and so what can be changed where it cannot be counted. */
function setBy({ clocks }: LegalBasis, name: BasisClockName): PeriodField | "legalBasis" {
  return periodFieldOf(clocks[name].within) ?? "legalBasis";
}
