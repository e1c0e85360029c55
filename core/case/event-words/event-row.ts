import type { Bilingual } from "../../contract/language.ts";
import type { CaseEvent, EventOf } from "../events.ts";
import type { Telling } from "../telling.ts";

type EventType = CaseEvent["type"];

/** How one kind of event is told. */
type EventRow<T extends EventType> = {
  /** In a word or two, for a list. */
  name: Bilingual;
  /** In sober, dated sentences: who did what, and what followed for the clocks. */
  tell: (event: EventOf<T>, telling: Telling) => Bilingual;
};

/** Every kind of event, each with its row. */
export type EventRows = { readonly [T in EventType]: EventRow<T> };

/** Items, counted. */
export const itemWords = { one: { fr: "contenu", en: "item" }, many: { fr: "contenus", en: "items" } } as const;

/** Words in quotation marks. */
export function quoted({ fr, en }: Bilingual): Bilingual {
  return { fr: `« ${fr} »`, en: `“${en}”` };
}

/** An act of the authority that needs no more words than who did it. */
export function byAuthority(word: Bilingual) {
  return ({ data: { by } }: { data: { by: string } }): Bilingual => ({
    fr: `${word.fr} (agent ${by}).`,
    en: `${word.en} (officer ${by}).`,
  });
}
