import type { Instant } from "../../contract/instant.ts";
import type { Bilingual } from "../../contract/language.ts";
import type { LocalDate } from "../../contract/local-date.ts";

/** One step of the reasoning from a receipt to a due instant, in the order it is made. */
export type WhyStep = {
  code:
    | "received"
    | "elapsed"
    | "hour_not_counted"
    | "hours_counted"
    | "day_not_counted"
    | "days_counted"
    | "working_day_counted"
    | "day_skipped"
    | "two_working_days"
    | "ends";
  /** The instant it speaks of. */
  at?: Instant;
  /** The day it speaks of, in the State whose calendar counts. */
  date?: LocalDate;
  text: Bilingual;
};

/** When a period ends and why, or why that cannot be said. `dueOperational` is never later than `dueLegal`. */
export type Due =
  | {
      kind: "due";
      /** Warn on it. */
      dueOperational: Instant;
      /** Escalate on it. 24:00 is the next midnight. */
      dueLegal: Instant;
      why: WhyStep[];
    }
  | { kind: "refused"; reason: Bilingual };
