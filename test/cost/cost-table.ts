import type { Counts } from "./deployment.ts";
import { assumedGigabyteSeconds, prices } from "./prices.ts";
import { scenarios, type ScenarioName } from "./scenarios.ts";

/** The counts of every scenario. */
export type Measured = Record<ScenarioName, Counts>;

/** What the counts of one case cost, in US dollars. */
function priceOf(counts: Counts): number {
  return (
    counts.apiRequests * prices.apiRequest +
    counts.invocations * (prices.invocation + assumedGigabyteSeconds * prices.gigabyteSecond) +
    counts.stateTransitions * prices.stateTransition +
    counts.writeUnits * prices.writeUnit +
    counts.readUnits * prices.readUnit +
    counts.secretReads * prices.secretRead
  );
}

/** The tables of docs/cost.md, as Markdown. */
export function costTables(measured: Measured): string {
  const rows = Object.entries(scenarios).map(([name, { title }]) => row(title, measured[name as ScenarioName]));
  return [
    heading("One case, measured"),
    ...rows,
    "",
    heading("The late case in another design, computed"),
    row("As it is (from the table above)", measured.late),
    row("An execution that asks every five minutes", polling(measured.late)),
    row("One function for each step", oneFunctionPerStep(measured.late)),
  ].join("\n");
}

function heading(title: string): string {
  const columns = [title, "API", "functions", "transitions", "WRU", "RRU", "secrets", "USD for 1,000"];
  return `| ${columns.join(" | ")} |\n|${columns.map((_, index) => (index === 0 ? "---" : "--:")).join("|")}|`;
}

function row(title: string, counts: Counts): string {
  const { apiRequests, invocations, stateTransitions, writeUnits, readUnits, secretReads } = counts;
  const cells = [apiRequests, invocations, stateTransitions, writeUnits, readUnits, secretReads];
  return `| ${title} | ${cells.join(" | ")} | ${(priceOf(counts) * 1_000).toFixed(2)} |`;
}

const minutesOfTheLateCase = 2 * 24 * 60;
const minutesBetweenPolls = 5;

/** *Wait*, *Look*, *Anything to do?* for two days, each look one consistent read of a case of up to 4 kB. */
function polling(late: Counts): Counts {
  const polls = minutesOfTheLateCase / minutesBetweenPolls;
  return {
    ...late,
    invocations: late.invocations + polls,
    stateTransitions: late.stateTransitions + 3 * polls,
    readUnits: late.readUnits + polls,
  };
}

/**
 * In place of *Deliver* and *Remind, retry or escalate*: what is due, decide, write the message, sign and send, put the
 * result on record, next wake, each a function, and a choice whether to send. One delivery and two rounds of reminders;
 * each function but the first reads the case anew.
 */
function oneFunctionPerStep(late: Counts): Counts {
  const [rounds, functionsOfRound, choicesOfRound] = [3, 6, 1];
  return {
    ...late,
    invocations: late.invocations + rounds * (functionsOfRound - 1),
    stateTransitions: late.stateTransitions + rounds * (functionsOfRound + choicesOfRound - 1),
    readUnits: late.readUnits + rounds * (functionsOfRound - 1),
  };
}

const begin = "<!-- cost:tables, written by `npm run cost` -->";
const end = "<!-- /cost:tables -->";

/** The document with these tables between its two markers. @throws when it lacks them. */
export function withTables(document: string, tables: string): string {
  const [from, to] = [document.indexOf(begin), document.indexOf(end)];
  if (from < 0 || to < from) throw new Error("docs/cost.md has lost its markers");
  return `${document.slice(0, from + begin.length)}\n\n${tables}\n\n${document.slice(to)}`;
}
