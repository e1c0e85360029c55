import type { Language } from "../../../../core/contract/language.ts";

/** A plain screen of the widest kind. */
export function screen(language: Language = "en", width = 100) {
  return { language, width, paint: (_: string, text: string) => text } as const;
}
