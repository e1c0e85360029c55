import type { Bilingual } from "../contract/language.ts";
import { epochOf, instantOf, type Instant } from "../contract/instant.ts";

/** How long something is kept. Months and years count by the calendar (CPC art. 641), days as elapsed time. */
type Period = { months: number } | { days: number };

/** One rule of retention. `review: "draft"`: counsel has not confirmed it. */
type Rule = {
  /** What it is about. */
  covers: Bilingual;
  period: Period;
  /** What the period begins with. */
  from: "closure" | "entry";
  /** What becomes of it when the period is over. */
  then: "erased" | "pseudonymised";
  /** Who sees to it: `apply-retention`; the table itself (`expiresAt`); nobody, while nothing of it is kept. */
  by: "apply-retention" | "expiry" | "nobody_yet";
  /** Why so long and no longer. */
  ground: Bilingual;
  review: "draft";
};

/** How long what is kept, and why. A legal hold stops the rules that count from the closure of a case. */
export const retentionRules = {
  case_record: {
    covers: {
      fr: "le dossier : événements, documents, notification",
      en: "the record of a case: events, documents, notice",
    },
    period: { months: 72 },
    from: "closure",
    then: "erased",
    by: "apply-retention",
    ground: {
      fr: "prescription de l'action publique des délits : six ans (CPP art. 8) ; conservation limitée (RGPD art. 5(1)(e))",
      en: "limitation of prosecution of offences: six years (CPP art. 8); storage limitation (GDPR art. 5(1)(e))",
    },
    review: "draft",
  },
  seller_identifiers: {
    covers: {
      fr: "les identifiants de vendeurs dans les documents et la notification, et leur index de recherche",
      en: "identifiers of sellers in documents and the notice, and the look-ups by them",
    },
    period: { months: 12 },
    from: "closure",
    then: "pseudonymised",
    by: "apply-retention",
    ground: {
      fr: "minimisation : le vendeur n'est plus recherché un an après la clôture (RGPD art. 5(1)(c) et (e))",
      en: "minimisation: nobody looks for the seller a year after closure (GDPR art. 5(1)(c) and (e))",
    },
    review: "draft",
  },
  access_log: {
    covers: { fr: "le journal des lectures par des personnes", en: "the log of reads by persons" },
    period: { months: 12 },
    from: "entry",
    then: "erased",
    by: "nobody_yet",
    ground: {
      fr: "journalisation : six mois à un an (CNIL, délibération n° 2021-122 du 14 octobre 2021)",
      en: "logging: six months to a year (CNIL, deliberation 2021-122 of 14 October 2021)",
    },
    review: "draft",
  },
  replay_keys: {
    covers: {
      fr: "les clés d'idempotence et les `webhook-id` reçus",
      en: "idempotency keys and the `webhook-id`s received",
    },
    period: { days: 7 },
    from: "entry",
    then: "erased",
    by: "expiry",
    ground: {
      fr: "plus long que toute série d'essais de nos clients et des plateformes (trois jours)",
      en: "longer than any series of attempts of clients and platforms (three days)",
    },
    review: "draft",
  },
} as const satisfies Record<string, Rule>;

/** Name of a rule; what was erased or pseudonymised carries it. */
export type RetentionRule = keyof typeof retentionRules;

/** The rules that count from the closure of a case. */
export type ClosureRule = Extract<RetentionRule, "case_record" | "seller_identifiers">;

/** When a rule ends the keeping of what began at `from`: the day of the same number, or the last of a shorter month. */
export function keptUntil(rule: RetentionRule, from: Instant): Instant {
  const { period } = retentionRules[rule];
  const epoch = epochOf(from);
  if ("days" in period) return instantOf(epoch + period.days * dayMilliseconds);
  const date = new Date(epoch);
  const day = date.getUTCDate();
  date.setUTCDate(1);
  date.setUTCMonth(date.getUTCMonth() + period.months);
  date.setUTCDate(Math.min(day, lastDayOf(date)));
  return instantOf(date.getTime());
}

/** Whether a rule has ended the keeping of what began at `from`. */
export function isOverdue(rule: RetentionRule, from: Instant, now: Instant): boolean {
  return keptUntil(rule, from) <= now;
}

/** An instant before which everything must have begun that a rule ends by `now`; some that it does not end yet may have, too. */
export function latestBeginning(rule: RetentionRule, now: Instant): Instant {
  const { period } = retentionRules[rule];
  // No month is shorter than 28 days, no twelve months shorter than 365.
  const days = "days" in period ? period.days : Math.floor(period.months / 12) * 365 + (period.months % 12) * 28;
  return instantOf(epochOf(now) - days * dayMilliseconds);
}

const dayMilliseconds = 86_400_000;

function lastDayOf(firstOfMonth: Date): number {
  return new Date(Date.UTC(firstOfMonth.getUTCFullYear(), firstOfMonth.getUTCMonth() + 1, 0)).getUTCDate();
}
