import type { LegalTime } from "../ports.ts";

const hour = 3_600_000;
const settleWall = 5_000;
const lengths: Record<string, number> = { H: hour, M: 60_000, S: 1_000, D: 24 * hour };

/** A period as the record of a case states it, and how it is counted. */
export type Period = { within: string; rule: string };

/** Milliseconds of a period of elapsed time; undefined for rules of whole days and for European hours. */
export function elapsedLength({ rule, within }: Period): number | undefined {
  const [, count = "", unit = ""] = /^PT?(\d+)([HMSD])$/.exec(within) ?? [];
  const length = lengths[unit];
  return rule === "elapsed" && length !== undefined ? Number(count) * length : undefined;
}

/** Windows under an hour are given neither a pause nor time back. */
export function isShort(period: Period): boolean {
  return period.within.startsWith("PT") && (elapsedLength({ ...period, rule: "elapsed" }) ?? hour) < hour;
}

/** Legal milliseconds between the instant that escalation goes by and the escalation. */
export function settleOf(period: Period, { scale }: LegalTime): number {
  return isShort(period) ? 0 : Math.ceil(settleWall * scale);
}
