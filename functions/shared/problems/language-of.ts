import type { Language } from "../../../core/contract/language.ts";

type Range = { tag: string; quality: number };

const languages: readonly Language[] = ["fr", "en"];

/**
 * The language to answer in (`Accept-Language`, RFC 9110 §12.5.4): the one preferred, else the one named first, else
 * French. Region and script are ignored; a language with `q=0` is refused.
 */
export function languageOf(acceptLanguage: string | undefined): Language {
  const ranges = rangesOf(acceptLanguage ?? "");
  const [best] = languages
    .map((language) => ({ language, ...wish(language, ranges) }))
    .sort((one, other) => other.quality - one.quality || one.position - other.position);
  return best?.language ?? "fr";
}

function wish(language: Language, ranges: readonly Range[]): { quality: number; position: number } {
  const named = ranges.findIndex(({ tag }) => tag === language);
  const position = named === -1 ? ranges.findIndex(({ tag }) => tag === "*") : named;
  const range = ranges[position];
  // Unmentioned is better than refused.
  if (range === undefined) return { quality: 0, position: ranges.length };
  return { quality: range.quality === 0 ? -1 : range.quality, position };
}

/** The ranges by their primary language; of several for one language the most wished for. */
function rangesOf(header: string): Range[] {
  const ranges = header.split(",").map((part) => {
    const [tag = "", ...parameters] = part.split(";").map((piece) => piece.trim().toLowerCase());
    const quality = parameters.find((parameter) => parameter.startsWith("q="))?.slice(2);
    return { tag: tag.split("-")[0] ?? "", quality: quality === undefined ? 1 : qualityOf(quality) };
  });
  // One pass: a header may name thousands of ranges.
  const most = new Map<string, number>();
  for (const { tag, quality } of ranges) most.set(tag, Math.max(quality, most.get(tag) ?? 0));
  return ranges.filter(({ tag, quality }) => quality === most.get(tag));
}

/** A weight that cannot be read weighs nothing. */
function qualityOf(text: string): number {
  return /^(?:0(?:\.\d{0,3})?|1(?:\.0{0,3})?)$/.test(text) ? Number(text) : 0;
}
