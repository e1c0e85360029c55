import type { Bilingual } from "../../contract/language.ts";
import { legible } from "../../contract/legible.ts";

/** What a web address, whole or written so that nobody follows it, has somewhere in it. */
const signOfAddress = /https?|hxxps?|:\/\/|www\.|[\p{L}\p{N}]\.\p{L}{2,}\//iu;
const word = /\S+/g;

const instead = { fr: "[adresse : annexe 1]", en: "[address: annex 1]" } as const satisfies Bilingual;

/** Whether a text holds what may be a web address. */
export function holdsAddress(text: string): boolean {
  return signOfAddress.test(text);
}

/** A text without any web address and without characters that are not seen: exact addresses stand in the served notice. */
export function withoutAddresses({ fr, en }: Bilingual): Bilingual {
  return { fr: replaced(fr, instead.fr), en: replaced(en, instead.en) };
}

function replaced(text: string, by: string): string {
  return holdsAddress(text) ? legible(text.replaceAll(word, (one) => (holdsAddress(one) ? by : one))) : legible(text);
}
