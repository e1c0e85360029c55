import { periodOf, type Duration } from "../../contract/duration.ts";
import type { Instant } from "../../contract/instant.ts";
import { isKnownState } from "../directory/states.ts";
import type { ClockRule } from "../legal-basis.ts";
import { daysDue, type DayRule } from "./days.ts";
import { elapsedDue } from "./elapsed.ts";
import { europeanHoursDue } from "./hours.ts";
import type { Due } from "./why.ts";

const inRegulation = (article: string) => ({
  fr: `règl. 1182/71, art. ${article}`,
  en: `Reg. 1182/71 art. ${article}`,
});
const inCode = (article: string) => ({ fr: `CPC, art. ${article}`, en: `CPC art. ${article}` });

/** Reg. (EEC, Euratom) 1182/71 art. 3, working days of the State where the act is to be done. */
const european: DayRule = {
  dayOfReceipt: inRegulation("3(1)"),
  runsOn: inRegulation("3(4)"),
  twoWorkingDays: inRegulation("3(5)"),
};

/** Code of civil procedure art. 640 to 642, working days of France. */
const french: DayRule = { dayOfReceipt: inCode("641"), runsOn: inCode("642") };

/**
 * When a period ends that began with a receipt, and why.
 *
 * @param state State whose calendar counts (ISO 3166-1): the platform's establishment. Not looked at where no day is
 *   counted; `fr_days` is always the calendar of France.
 * @param assumed Whether that State is an assumption: said where its days are counted.
 * @returns `refused` where days are to be counted and the calendar does not cover them, or where the rule cannot count
 *   the unit (working days as elapsed time).
 */
export function dueOf(asked: {
  rule: ClockRule;
  within: Duration;
  receivedAt: Instant;
  state: string;
  assumed?: boolean;
}): Due {
  const { rule, within, receivedAt, state, assumed = false } = asked;
  const { unit } = periodOf(within);
  const inDays = unit === "day" || unit === "working_day";
  switch (rule) {
    case "elapsed":
      return elapsedDue(within, receivedAt);
    case "fr_days":
      return inDays
        ? daysDue(within, receivedAt, { state: "FR", assumed: false }, french)
        : elapsedDue(within, receivedAt);
    case "eu_1182_71":
      if (unit === "hour") return europeanHoursDue(within, receivedAt);
      if (!inDays) return elapsedDue(within, receivedAt);
      return isKnownState(state) ? daysDue(within, receivedAt, { state, assumed }, european) : unknownCalendar(state);
  }
}

function unknownCalendar(state: string): Due {
  return {
    kind: "refused",
    reason: {
      fr: `Le calendrier de cet État (${state}) n'est pas connu : l'échéance ne peut pas être calculée.`,
      en: `The calendar of this State (${state}) is not known: the due date cannot be computed.`,
    },
  };
}
