import type { Platform } from "../../../core/contract/directory.ts";
import type { Language } from "../../../core/contract/language.ts";
import type { State } from "../../../core/law/directory/states.ts";

/** A platform is written to in French where it declared that (DSA art. 11(3)), else in English. */
export function languageOfPlatform({ languages }: Pick<Platform, "languages">): Language {
  return languages.includes("fr") ? "fr" : "en";
}

/** Authorities of France and Luxembourg, and whoever holds a role for them, are written to in French. */
export function languageOfState(state: State | undefined): Language {
  return state === "FR" || state === "LU" ? "fr" : "en";
}
