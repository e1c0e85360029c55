import type { Bilingual, Language } from "../contract/language.ts";

/** The same sentence, made once for each language. */
export function both(sentence: (language: Language) => string): Bilingual {
  return { fr: sentence("fr"), en: sentence("en") };
}

/** Words that are the same in both languages: a name, a reference, an identifier. */
export function same(words: string): Bilingual {
  return { fr: words, en: words };
}

/** Sentences one after the other; those that are not there leave no gap. */
export function sentences(...parts: readonly (Bilingual | undefined)[]): Bilingual {
  const said = parts.filter((part) => part !== undefined);
  return both((language) => said.map((part) => part[language]).join(" "));
}

/** Several things in one sentence: `a, b et c`. */
export function listed(things: readonly Bilingual[]): Bilingual {
  const last = things.at(-1);
  if (last === undefined || things.length === 1) return last ?? same("");
  const before = both((language) =>
    things
      .slice(0, -1)
      .map((thing) => thing[language])
      .join(", "),
  );
  return { fr: `${before.fr} et ${last.fr}`, en: `${before.en} and ${last.en}` };
}

/** So many of a thing: `1 contenu`, `3 contenus`. */
export function counted(count: number, one: Bilingual, many: Bilingual): Bilingual {
  // French has its plural from two on, English from anything but one.
  return { fr: `${count} ${count < 2 ? one.fr : many.fr}`, en: `${count} ${count === 1 ? one.en : many.en}` };
}
