import { CaseStatus } from "../../core/case/state.ts";
import { answerEffects } from "../../core/contract/answer-effects.ts";
import { answerTable } from "../../core/contract/answer-table.ts";
import { AnswerType } from "../../core/contract/answer-type.ts";
import { acts, answers, outcomeOf } from "./asked-commands.ts";
import { playedCases } from "./played-cases.ts";

type Asked = (typeof acts)[number];

/** What one kind of answer does to the clock to act, in words. */
const effectWords = {
  runs: "runs on",
  ends_when_whole: "ends with the last item that is answered",
  suspended_where_reset: "stands still until the reply arrives, where the basis starts it anew at that; else runs on",
  suspended_once_accepted: "runs on; stands still once the authority has accepted it",
  none: "none",
} as const satisfies Record<(typeof answerEffects)[AnswerType]["act"], string>;

/** The tables of docs/life-cycle.md, by the name of their markers. */
export function lifeCycleTables(): Record<string, string> {
  return {
    answers: answerRows(),
    "status-answer": statusTable("Answer", answers),
    "status-act": statusTable("Act", acts),
  };
}

function answerRows(): string {
  const rows = AnswerType.options.map((type) => {
    const { says, reasons } = answerTable[type];
    const { act, asks, afterAllItems } = answerEffects[type];
    const codes = Object.keys(reasons).map((code) => `\`${code}\``);
    const isAcknowledging = type !== "restored";
    return row(
      `\`${type}\``,
      says.en,
      codes.length === 0 ? "–" : codes.join(", "),
      isAcknowledging ? "met" : "–",
      effectWords[act],
      asks ? "yes" : "–",
      afterAllItems ? "yes" : "–",
    );
  });
  return table(
    ["Answer", "says", "reasons", "acknowledge", "act", "authority has to reply", "also when all is answered"],
    rows,
  );
}

function statusTable(title: string, all: readonly Asked[]): string {
  const rows = all.map(([name, asked]) => row(name, ...CaseStatus.options.map((status) => cellOf(status, asked))));
  return table([title, ...CaseStatus.options.map((status) => `\`${status}\``)], rows);
}

/** What comes of it in the cases of this status: the same in all, or one thing or the other as they differ. */
function cellOf(status: CaseStatus, asked: Asked[1]): string {
  const outcomes = new Set(playedCases[status].map((played) => outcomeOf(played(), asked)));
  return [...outcomes]
    .sort((a, b) => (a === "yes" ? -1 : b === "yes" ? 1 : a.localeCompare(b)))
    .map((outcome) => (outcome === "yes" ? "✓" : `\`${outcome}\``))
    .join(" or ");
}

function table(columns: readonly string[], rows: readonly string[]): string {
  return [row(...columns), `|${columns.map(() => "---").join("|")}|`, ...rows].join("\n");
}

function row(...cells: readonly string[]): string {
  return `| ${cells.join(" | ")} |`;
}

/** The document with each of these tables between its two markers. @throws when it lacks them. */
export function withTables(document: string, tables: Record<string, string>): string {
  return Object.entries(tables).reduce((text, [name, content]) => {
    const begin = `<!-- life-cycle:${name}, written by \`npm run life-cycle\` -->`;
    const end = `<!-- /life-cycle:${name} -->`;
    const [from, to] = [text.indexOf(begin), text.indexOf(end)];
    if (from < 0 || to < from) throw new Error(`docs/life-cycle.md has lost the markers of ${name}`);
    return `${text.slice(0, from + begin.length)}\n\n${content}\n\n${text.slice(to)}`;
  }, document);
}
