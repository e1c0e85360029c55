import type { Language } from "../../../core/contract/language.ts";

/** The language of an `Accept-Language` header (RFC 9110 §12.5.4): English where it is preferred, else French. */
export function preferredLanguage(header: string | undefined): Language {
  let best: { language: Language; weight: number } | undefined;
  for (const range of header?.split(",") ?? []) {
    const [tag = "", ...parameters] = range
      .trim()
      .toLowerCase()
      .split(/\s*;\s*/);
    const language = tag.split("-")[0];
    if (language !== "fr" && language !== "en") continue;
    const given = parameters.find((parameter) => parameter.startsWith("q="));
    const weight = given === undefined ? 1 : Number(given.slice(2));
    if (weight > (best?.weight ?? 0)) best = { language, weight };
  }
  return best?.language ?? "fr";
}
