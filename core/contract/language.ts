/** A sentence for people: French and English, always both. */
export type Bilingual = { fr: string; en: string };

/** The languages of the interface; French first. */
export type Language = keyof Bilingual;
