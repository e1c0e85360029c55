import type { AnswerType } from "./answer-type.ts";

/** What an answer does to the clock to act, beyond what is reported of each item. */
type EffectOnAct =
  /** It runs on. */
  | "runs"
  /** It ends with the last item that is answered. */
  | "ends_when_whole"
  /** It stands still until the clarification arrives, where the legal basis starts it anew at that. */
  | "suspended_where_reset"
  /** It stands still once the authority has accepted it. */
  | "suspended_once_accepted"
  /** There is none to act on. */
  | "none";

/** What an answer does, besides what it says. */
type AnswerEffect = {
  act: EffectOnAct;
  /** Whether the authority has to reply. */
  asks: boolean;
  /** Whether it can still be given when every item has been answered. */
  afterAllItems: boolean;
};

/**
 * What each answer does. All but `restored` acknowledge: who acts, asks or objects has received the notice and has taken
 * charge of it. The decisions of a case read this table, and the documentation is made from it.
 */
export const answerEffects = {
  acknowledged: { act: "runs", asks: false, afterAllItems: true },
  action_taken: { act: "ends_when_whole", asks: false, afterAllItems: true },
  clarification_requested: { act: "suspended_where_reset", asks: true, afterAllItems: false },
  impossible: { act: "suspended_once_accepted", asks: true, afterAllItems: false },
  contested: { act: "runs", asks: true, afterAllItems: true },
  refused: { act: "runs", asks: true, afterAllItems: false },
  not_addressee: { act: "runs", asks: true, afterAllItems: false },
  restored: { act: "none", asks: false, afterAllItems: true },
} as const satisfies Record<AnswerType, AnswerEffect>;
