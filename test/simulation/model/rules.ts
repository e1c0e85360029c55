import { nextWake } from "../../../core/case/next-wake.ts";
import { awaitOf, clockOf, tellOf } from "../../../core/case/token-protocol.ts";

/** What the model is run with: the project's own rules, or one of them weakened. */
export type Rules = {
  clockOf: typeof clockOf;
  tellOf: typeof tellOf;
  awaitOf: typeof awaitOf;
  /** The condition of every write of the record; `version` counts events only, so that storing a token changes nothing. */
  lock: "rev" | "version";
  /** Whether the reconciler tells the machine after it has worked a case off. */
  reconcileTells: boolean;
  /** Whether a new generation is made known to the tokens of the old one. */
  bumpTells: boolean;
  /** Whether a repeated webhook tells again. */
  repeatTells: boolean;
  /** Whether a commit that moves a case which was over gives it a new generation. */
  reopeningCounts: boolean;
};

/** The protocol as it is. */
export const asItIs: Rules = {
  clockOf,
  tellOf,
  awaitOf,
  lock: "rev",
  reconcileTells: true,
  bumpTells: true,
  repeatTells: true,
  reopeningCounts: true,
};

/** Simplifications that look harmless. Everything but the rule named is the project's own. */
export const weakened = {
  "the reconciler does not tell": { ...asItIs, reconcileTells: false },
  "lock on version only": { ...asItIs, lock: "version" },
  "one token, overwritten": {
    ...asItIs,
    awaitOf: (record, clock, token, now) => {
      const decided = awaitOf(record, clock, token, now);
      return decided.kind === "store" ? { kind: "store", wait: { ...decided.wait, tokens: [token] } } : decided;
    },
  },
  "an older round may replace a newer wait": {
    ...asItIs,
    awaitOf: (record, clock, token, now) => {
      const { wait, ...others } = record;
      const isOwn = wait?.generation === clock.generation && wait.round === clock.round;
      return awaitOf(isOwn ? record : others, clock, token, now);
    },
  },
  "await-answer does not compare wakeAt": {
    ...asItIs,
    awaitOf: (record, clock, token, now) => {
      const wake = nextWake(record.case);
      if (wake === undefined || wake >= clock.wakeAt) return awaitOf(record, clock, token, now);
      const decided = awaitOf(record, { ...clock, wakeAt: wake }, token, now);
      return decided.kind === "store" ? { kind: "store", wait: { ...decided.wait, wakeAt: clock.wakeAt } } : decided;
    },
  },
  "tell speaks of the end only": {
    ...asItIs,
    tellOf: (record, now) => {
      const told = tellOf(record, now);
      return told.kind === "succeed" && told.clock.next === "end" ? told : { kind: "nothing" };
    },
  },
  "a bump does not tell the older generation": { ...asItIs, bumpTells: false },
  "a repeated webhook does not tell": { ...asItIs, repeatTells: false },
  "a stale generation is not noticed": {
    ...asItIs,
    clockOf: (record, clock, now) => ({
      ...clockOf({ ...record, generation: clock.generation }, clock, now),
      generation: clock.generation,
    }),
    awaitOf: (record, clock, token, now) => awaitOf({ ...record, generation: clock.generation }, clock, token, now),
    tellOf: (record, now) => tellOf({ ...record, generation: record.wait?.generation ?? record.generation }, now),
  },
  "a case that is moved again keeps its generation": { ...asItIs, reopeningCounts: false },
} as const satisfies Record<string, Rules>;
