import type { Case, ClockName, Message } from "../../core/case/state.ts";
import type { Bilingual } from "../../core/contract/language.ts";
import type { Tone } from "./terminal.ts";

/**
 * What happened, in a sentence. `sign`: `→` it reached a recipient, `←` a platform or an officer said it, `✗` something
 * failed or was missed, `!` a person has to decide, `·` the product's own bookkeeping. `mail`: by mail, or by its link.
 */
export type Told = {
  sign: "→" | "←" | "✗" | "!" | "·";
  tone: Tone;
  clock?: ClockName | "both";
  mail?: boolean;
  says: Bilingual;
};

/** A message of a case that has not arrived yet. */
export function pendingIn(kase: Case | undefined, messageId: string): Message | undefined {
  return kase?.outbox.find((message) => message.messageId === messageId);
}

/** The clock that something is about, by itself or by its step. */
export function clockOf(
  about: { clock?: ClockName | undefined; step?: string | undefined } | undefined,
  kase?: Case,
): Pick<Told, "clock"> {
  const clock = about?.clock ?? kase?.ladder.find(({ step }) => step === about?.step)?.clock;
  return clock === undefined ? {} : { clock };
}

/** A word and what it is about: `to sign: Report`. */
export function prefixed(word: Bilingual, { fr, en }: Bilingual): Bilingual {
  return { fr: `${word.fr} : ${fr}`, en: `${word.en}: ${en}` };
}

/** Words and the officer behind them: `notice withdrawn (agent-417)`. */
export function byOfficer({ fr, en }: Bilingual, by: string): Bilingual {
  return { fr: `${fr} (${by})`, en: `${en} (${by})` };
}
