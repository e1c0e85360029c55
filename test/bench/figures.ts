/** What a bench was asked for. */
export type Asked = {
  /** `full`: as published; `small`: as quick as it can be and still run everything. */
  scale: "full" | "small";
};

/** One measured figure. */
export type Figure = {
  name: string;
  measured: number;
  unit: string;
  /** What it is to be; absent: for information. */
  goal?: { atMost: number } | { atLeast: number };
  /** How it was measured, where the name does not say it. */
  note?: string;
};

/** One bench. @throws where what it drives does not do what it should: a figure of a broken run says nothing. */
export type Bench = (asked: Asked) => Promise<Figure[]>;

/** Whether a figure is as it is to be; undefined for one without a goal. */
function isMet({ goal, measured }: Figure): boolean | undefined {
  if (goal === undefined) return undefined;
  return "atMost" in goal ? measured <= goal.atMost : measured >= goal.atLeast;
}

/** The value below which `share` of the values lie (nearest rank), from all of them and no histogram. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

/** The middle value. */
export function median(values: readonly number[]): number {
  return percentile(values, 0.5);
}

/** The figures as a table in Markdown. */
export function tableOf(figures: readonly Figure[]): string {
  const rows = figures.map((figure) => [
    figure.name,
    goalOf(figure),
    `${spoken(figure.measured)} ${figure.unit}`.trim(),
    { true: "yes", false: "**no**", undefined: "" }[String(isMet(figure)) as "true" | "false" | "undefined"],
    figure.note ?? "",
  ]);
  const all = [["figure", "goal", "measured", "met", "how"], ...rows];
  const widths = all[0]?.map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0))) ?? [];
  const lineOf = (row: readonly string[]) => `| ${row.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join(" | ")} |`;
  const rule = `| ${widths.map((width) => "-".repeat(width)).join(" | ")} |`;
  return [lineOf(all[0] ?? []), rule, ...rows.map(lineOf)].join("\n");
}

function goalOf({ goal, unit }: Figure): string {
  if (goal === undefined) return "";
  return ("atMost" in goal ? `≤ ${goal.atMost} ${unit}` : `≥ ${goal.atLeast} ${unit}`).trim();
}

/** Three significant digits are more than any repetition confirms. */
function spoken(value: number): string {
  if (Math.abs(value) >= 100) return value.toFixed(0);
  return value.toFixed(Math.abs(value) >= 10 ? 1 : 2);
}
