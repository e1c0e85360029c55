import type { State } from "../../../../../../core/law/directory/states.ts";
import type { BasisClockName, ClockRule } from "../../../../../../core/law/legal-basis.ts";

/** What a receipt is and what follows from it, every value worked out by hand on a wall calendar. */
type Worked = {
  /** What the vector shows. */
  shows: string;
  /** The receipt in words, on the clocks of `calendar`. */
  received: string;
  /** The same, RFC 3339 with the offset that those clocks have then. */
  at: string;
  /** The State whose days count, or on whose clocks the instants are told where no day is counted. */
  calendar: State;
  /** How it is worked out. */
  byHand: string;
} & (
  | {
      /** The legal due instant in words; the end of a day is its 24:00. */
      ends: string;
      /** The same with its offset. */
      legal: string;
      /** The operational due instant, where it is not the legal one. */
      operational?: string;
      /** Days the reasoning passes over, with their names; given where days are counted. */
      skips?: readonly string[];
    }
  /** What the reason must name where nothing can be counted. */
  | { refused: string }
);

/** A receipt at a platform under a clock of a legal basis. `delay`: what the notice sets, where the basis leaves it to it. */
export type Vector = Worked & { on: PlatformName; clock: BasisClockName; delay?: string };

/** A receipt under a rule of counting alone, for what no legal basis asks today. */
export type RuleVector = Worked & { within: string };

type PlatformName = "shein" | "temu" | "aliexpress" | "amazon" | "vinted" | "wish";

/** The vectors of one legal basis. */
export type BasisTable = { id: string; vectors: readonly Vector[] };

/** The vectors of one rule. */
export type RuleTable = { id: string; rule: ClockRule; vectors: readonly RuleVector[] };
