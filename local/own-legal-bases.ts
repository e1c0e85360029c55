import { readFileSync } from "node:fs";
import type { Language } from "../core/contract/language.ts";
import { presets } from "../core/law/legal-bases.ts";
import { withOwnBases } from "../core/law/own-bases.ts";

const words = {
  unreadable: {
    fr: (file: string) => `Le fichier de bases légales ${file} ne peut pas être lu comme du JSON.`,
    en: (file: string) => `The file of legal bases ${file} cannot be read as JSON.`,
  },
  faulty: {
    fr: (file: string) => `Les bases légales de ${file} ne peuvent pas servir :`,
    en: (file: string) => `The legal bases of ${file} cannot be used:`,
  },
} as const;

/** What stands against a file of legal bases, in words; undefined where it is good. */
export function faultsOfOwnBases(file: string, language: Language): string | undefined {
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return words.unreadable[language](file);
  }
  const read = withOwnBases(presets, content);
  if (read.kind === "good") return undefined;
  const lines = read.faults.map(({ pointer, detail }) => `  ${pointer} : ${detail[language]}`);
  return [words.faulty[language](file), ...lines].join("\n");
}
