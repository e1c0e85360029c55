import type { FunctionName } from "../../core/contract/functions.ts";

/** What a function does to the world outside it, by its kind. */
export type EffectKind =
  "read" | "query" | "put" | "update" | "transact" | "start" | "succeed" | "fail" | "post" | "mail" | "reach" | "pause";

/** One effect: an await at which anything may happen. */
export type Effect = {
  /** Counts all effects of a run, from 1. */
  number: number;
  kind: EffectKind;
  by: FunctionName;
};

/** What becomes of an effect; delays in milliseconds. */
export type Fate =
  /** It is done, and the caller learns of it. */
  | { kind: "fine"; out: number; back: number }
  /** It is done, and the caller is told that something failed. */
  | { kind: "answer_lost"; out: number; back: number }
  /** It is not done, and the caller is told so. `how` picks one of the errors that say it. */
  | { kind: "refused"; out: number; back: number; how: number }
  /** The invocation dies before the effect, or after it and before it learns of it. */
  | { kind: "dies"; when: "before" | "after" }
  /** The same of everything that runs: every invocation and every execution. */
  | { kind: "all_die"; when: "before" | "after" };

/** Who decides what becomes of effects, and of all else that can go wrong. Everything is drawn from the seed. */
export type Fates = {
  ofEffect: (effect: Effect) => Fate;
  /** What becomes of an invocation as its caller sees it. */
  ofInvocation: (name: FunctionName) => InvocationFate;
  /** Milliseconds by which a write reaches an index late. */
  indexLag: () => number;
  /** Milliseconds by which a timer of the machine is late. */
  timerLag: () => number;
  /** How often a call is tried before its caller learns of an outage. */
  tries: number;
};

/** What becomes of an invocation: when it begins, whether its caller hears of it, how often it runs. */
export type InvocationFate = {
  /** Milliseconds before it begins. */
  delay: number;
  /** It is run once more, this much later: whoever calls at least once, calls twice some day. */
  again?: number | undefined;
  /** Its caller never hears of it. */
  isUnheard: boolean;
};

/** Nothing goes wrong, and everything takes a little time. */
export const calm: Fates = {
  ofEffect: ({ kind }) => ({ kind: "fine", out: kind === "pause" ? 0 : 1, back: kind === "pause" ? 0 : 1 }),
  ofInvocation: () => ({ delay: 1, isUnheard: false }),
  indexLag: () => 1,
  timerLag: () => 0,
  tries: 1,
};
