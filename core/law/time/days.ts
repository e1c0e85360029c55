import { periodOf, type Duration } from "../../contract/duration.ts";
import type { Instant } from "../../contract/instant.ts";
import type { Bilingual } from "../../contract/language.ts";
import type { LocalDate } from "../../contract/local-date.ts";
import { zones, type State } from "../directory/states.ts";
import { dayKind } from "./calendar.ts";
import { daysAfter, endOfDay, localDateAt } from "./local-days.ts";
import { spokenDate, spokenDuration } from "./spoken.ts";
import type { WhyStep } from "../../contract/why-step.ts";
import type { Due } from "./why.ts";

/** The texts behind one way of counting days. */
export type DayRule = {
  /** Provision under which the day of the event is not counted. */
  dayOfReceipt: Bilingual;
  /** Provision under which a period that ends on a day off runs on. */
  runsOn: Bilingual;
  /** Provision by which two days or more hold at least two working days; absent where there is none. */
  twoWorkingDays?: Bilingual;
};

/** The State whose days count, and whether that is an assumption, to be shown. */
type Calendar = { state: State; assumed: boolean };

type Counted = { kind: "counted"; last: LocalDate; why: WhyStep[] } | { kind: "uncovered"; date: LocalDate };

/**
 * A period in days or working days: the day of receipt is not counted, the last day ends at 24:00 local time, and it is
 * a working day. Both instants are equal: the law names no earlier one.
 */
export function daysDue(within: Duration, receivedAt: Instant, { state, assumed }: Calendar, rule: DayRule): Due {
  const received = localDateAt(receivedAt, state);
  if (dayKind(received, state).kind === "uncovered") return notCovered(received, state);
  const { count, unit } = periodOf(within);
  const counted =
    unit === "working_day"
      ? countWorkingDays(received, count, state)
      : countCalendarDays(received, count, within, state, rule);
  if (counted.kind === "uncovered") return notCovered(counted.date, state);
  const due = endOfDay(counted.last, state);
  const day = spokenDate(received);
  const last = spokenDate(counted.last);
  return {
    kind: "due",
    dueOperational: due,
    dueLegal: due,
    why: [
      {
        code: "received",
        at: receivedAt,
        date: received,
        text: { fr: `Réception le ${day.fr} (${zones[state]}).`, en: `Received on ${day.en} (${zones[state]}).` },
      },
      ...(assumed ? [calendarAssumed(state)] : []),
      {
        code: "day_not_counted",
        date: received,
        text: {
          fr: `Le jour de la réception ne compte pas (${rule.dayOfReceipt.fr}).`,
          en: `The day of receipt is not counted (${rule.dayOfReceipt.en}).`,
        },
      },
      ...counted.why,
      {
        code: "ends",
        at: due,
        date: counted.last,
        text: { fr: `Échéance le ${last.fr} à 24 h 00.`, en: `Due on ${last.en} at 24:00.` },
      },
    ],
  };
}

/** Whose State is not known: the platform's. */
function calendarAssumed(state: State): WhyStep {
  return {
    code: "calendar_assumed",
    text: {
      fr: `L'établissement de la plateforme n'est pas connu : le calendrier de l'État de l'autorité (${state}) est retenu, par hypothèse.`,
      en: `The establishment of the platform is not known: the calendar of the authority's State (${state}) is used, as an assumption.`,
    },
  };
}

function countWorkingDays(received: LocalDate, count: number, state: State): Counted {
  const why: WhyStep[] = [];
  let date = received;
  for (let counted = 0; counted < count;) {
    date = daysAfter(date, 1);
    const day = dayKind(date, state);
    if (day.kind === "uncovered") return { kind: "uncovered", date };
    if (day.kind === "working") counted += 1;
    why.push(day.kind === "working" ? workingDay(date, counted, count) : skipped(date, day.name));
  }
  return { kind: "counted", last: date, why };
}

function countCalendarDays(received: LocalDate, count: number, within: Duration, state: State, rule: DayRule): Counted {
  const length = spokenDuration(within);
  const lastCounted = daysAfter(received, count);
  const until = spokenDate(lastCounted);
  const why: WhyStep[] = [
    {
      code: "days_counted",
      date: lastCounted,
      text: { fr: `${length.fr} : jusqu'au ${until.fr}.`, en: `${length.en}: to ${until.en}.` },
    },
  ];
  const rolled = toWorkingDay(lastCounted, state, rule.runsOn, why);
  if (rolled.kind === "uncovered" || rule.twoWorkingDays === undefined || count < 2) return rolled;
  return holdTwoWorkingDays(received, rolled, state, rule.twoWorkingDays);
}

/** Moves `date` on to the first working day, itself included, and says which days were passed over. */
function toWorkingDay(date: LocalDate, state: State, provision: Bilingual, why: WhyStep[]): Counted {
  let last = date;
  for (;;) {
    const day = dayKind(last, state);
    if (day.kind === "uncovered") return { kind: "uncovered", date: last };
    if (day.kind === "working") return { kind: "counted", last, why };
    why.push(skipped(last, day.name, provision));
    last = daysAfter(last, 1);
  }
}

/** Reg. 1182/71 art. 3(5): a period of two days or more holds at least two working days. */
function holdTwoWorkingDays(
  received: LocalDate,
  { last, why }: { last: LocalDate; why: WhyStep[] },
  state: State,
  provision: Bilingual,
): Counted {
  for (let date = daysAfter(received, 1); date < last; date = daysAfter(date, 1)) {
    if (dayKind(date, state).kind === "working") return { kind: "counted", last, why };
  }
  why.push({
    code: "two_working_days",
    date: last,
    text: {
      fr: `Le délai doit compter deux jours ouvrés (${provision.fr}) : il est prolongé.`,
      en: `The period must hold two working days (${provision.en}): it is extended.`,
    },
  });
  return toWorkingDay(daysAfter(last, 1), state, provision, why);
}

function workingDay(date: LocalDate, counted: number, count: number): WhyStep {
  const day = spokenDate(date);
  return {
    code: "working_day_counted",
    date,
    text: {
      fr: `${day.fr} : jour ouvré ${counted} sur ${count}.`,
      en: `${day.en}: working day ${counted} of ${count}.`,
    },
  };
}

function skipped(date: LocalDate, name: Bilingual, provision?: Bilingual): WhyStep {
  const day = spokenDate(date);
  const fr = provision === undefined ? name.fr : `${name.fr}, ${provision.fr}`;
  const en = provision === undefined ? name.en : `${name.en}, ${provision.en}`;
  return {
    code: "day_skipped",
    date,
    text: { fr: `${day.fr} : non compté (${fr}).`, en: `${day.en}: not counted (${en}).` },
  };
}

function notCovered(date: LocalDate, state: State): Due {
  const year = date.slice(0, 4);
  return {
    kind: "refused",
    reason: {
      fr: `Les jours fériés de ${year} (${state}) n'ont pas été vérifiés : l'échéance ne peut pas être calculée.`,
      en: `The public holidays of ${year} (${state}) have not been checked: the due date cannot be computed.`,
    },
  };
}
