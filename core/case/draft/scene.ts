import type { Bilingual } from "../../contract/language.ts";
import type { ServedNotice } from "../../contract/served-notice.ts";
import type { LadderStep } from "../../law/legal-basis.ts";
import { eventSentence } from "../event-words.ts";
import type { CaseEvent, EventOf } from "../events.ts";
import type { Case } from "../state.ts";
import { tellingOf, type Parties, type Telling } from "../telling.ts";

/** What a draft is made from: the record, and the names in it. */
export type DraftInput = Parties & {
  case: Case;
  step: LadderStep;
  /** The whole record, in its order. */
  events: readonly CaseEvent[];
  /** The served notice in force; undefined once it is erased. */
  served: ServedNotice | undefined;
  /** Whether mail can be sent: who has nothing but a mail address can be reached by no other way. */
  hasMail: boolean;
};

/** A draft in the making. */
export type Scene = DraftInput & {
  telling: Telling;
  /** The events of these types, in the order of the record. */
  all: <T extends CaseEvent["type"]>(...types: readonly T[]) => EventOf<T>[];
};

/** Lays out what the paragraphs of a draft are written from. */
export function sceneOf(input: DraftInput): Scene {
  const all = <T extends CaseEvent["type"]>(...types: readonly T[]) =>
    input.events.filter((event): event is EventOf<T> => (types as readonly string[]).includes(event.type));
  return { ...input, telling: tellingOf(input, input.events), all };
}

/** An event as a sentence of its own, with its date: `Le lundi 3 novembre 2025 à 9 h 00 (heure de Paris), …`. */
export function dated(event: CaseEvent, { telling }: Scene): Bilingual {
  const [at, says] = [telling.moment(event.at), eventSentence(event, telling)];
  return { fr: `Le ${at.fr}, ${continued(says.fr)}`, en: `On ${at.en}, ${continued(says.en)}` };
}

/** Our own sentences begin with a common word. */
function continued(sentence: string): string {
  return sentence.slice(0, 1).toLowerCase() + sentence.slice(1);
}
