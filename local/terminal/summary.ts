import type { PlayedCase, Summary } from "../campaign/play-campaign.ts";
import type { Case, Clock } from "../../core/case/state.ts";
import { statusOf } from "../../core/case/status.ts";
import type { Bilingual, Language } from "../../core/contract/language.ts";
import { caseName, stepSubject } from "./names.ts";
import { clockStates, meansNames, statusNames, stepStates } from "./summary-names.ts";
import type { Terminal } from "./terminal.ts";
import { wrap } from "./wrap.ts";

type Screen = Pick<Terminal, "language" | "width" | "paint">;

const words = {
  complete: { fr: "Bilan de la campagne", en: "How the campaign ended" },
  incomplete: {
    fr: "Bilan à ce stade : tout n'est pas encore arrivé, la suite est dans l'API",
    en: "So far: not everything has happened yet, the rest is in the API",
  },
  refused: { fr: "La campagne n'a pas été acceptée", en: "The campaign was not accepted" },
  interrupted: { fr: "La campagne est interrompue.", en: "The campaign is interrupted." },
  waiting: {
    fr: "En attente d'un agent : rien qui ait une portée juridique ne part sans sa signature",
    en: "Waiting for an officer: nothing with a legal consequence leaves without a signature",
  },
} as const satisfies Record<string, Bilingual>;

const headings = {
  fr: ["dossier", "statut", "AR", "EXÉ", "remis par", "essais", "échelons"],
  en: ["case", "status", "ACK", "ACT", "delivered", "attempts", "ladder steps"],
} as const satisfies Record<Language, readonly string[]>;

/** How the campaign ended: one line per case, and what waits for a person. */
export function summaryLines(summary: Summary, screen: Screen): string[] {
  const { language, paint, width } = screen;
  switch (summary.kind) {
    case "interrupted":
      return ["", words.interrupted[language]];
    case "not_submitted": {
      const why = [summary.status, summary.detail].filter((part) => part !== undefined).join(" ");
      return ["", ...wrap(`${words.refused[language]}${why === "" ? "." : `: ${why}`}`, width)];
    }
    case "played": {
      const title = words[summary.isComplete ? "complete" : "incomplete"][language];
      return ["", paint("heading", title), ...tableOf(summary.cases, screen), ...waiting(summary.cases, screen)];
    }
  }
}

function tableOf(cases: readonly PlayedCase[], { language, width, paint }: Screen): string[] {
  const rows = cases.map((played) => rowOf(played, language));
  const widths = headings[language].map((heading, column) =>
    Math.max(heading.length, ...rows.map((row) => (row[column] ?? "").length)),
  );
  const before = widths.slice(0, -1).reduce((sum, column) => sum + column + 2, 0);
  // The last column has the room that is left, and breaks where that is not enough.
  const lines = (cells: readonly string[]) => {
    const left = cells.slice(0, -1).map((cell, column) => cell.padEnd((widths[column] ?? 0) + 2));
    const [first = "", ...rest] = wrap(cells.at(-1) ?? "", width - before);
    return [`${left.join("")}${first}`.trimEnd(), ...rest.map((continued) => " ".repeat(before) + continued)];
  };
  return [...lines(headings[language]).map((line) => paint("heading", line)), ...rows.flatMap(lines)];
}

function rowOf({ kase, attempts }: PlayedCase, language: Language): string[] {
  const { acknowledge, act } = kase.clocks;
  return [
    caseName(kase),
    statusNames[statusOf(kase)][language],
    clockStates[standing(acknowledge)][language],
    clockStates[standing(act)][language],
    meansOf(kase, language),
    String(attempts),
    ladderOf(kase, language),
  ];
}

function meansOf({ delivery: { means } }: Case, language: Language): string {
  return means === undefined ? "–" : meansNames[means][language];
}

function standing({ state, endedAt, verdict }: Clock): keyof typeof clockStates {
  if (verdict === "met_reported_late") return verdict;
  return state === "missed" && endedAt !== undefined ? "late" : state;
}

function ladderOf({ ladder }: Case, language: Language): string {
  return (Object.keys(stepStates) as (keyof typeof stepStates)[])
    .map((state) => ({ state, count: ladder.filter((step) => step.state === state).length }))
    .filter(({ count }) => count > 0)
    .map(({ state, count }) => `${count} ${stepStates[state][count > 1 ? "many" : "one"][language]}`)
    .join(", ");
}

function waiting(cases: readonly PlayedCase[], { language, width, paint }: Screen): string[] {
  const steps = cases.flatMap(({ kase }) =>
    kase.ladder
      .filter(({ state }) => state === "proposed")
      .map(({ step }) => `${caseName(kase)} · ${stepSubject(kase, step)[language]}`),
  );
  if (steps.length === 0) return [];
  return ["", paint("heading", words.waiting[language]), ...steps.flatMap((step) => wrap(`! ${step}`, width))];
}
