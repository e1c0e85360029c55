import * as z from "zod";
import type { RuleWords } from "./rule-words.ts";

/** A period as the law states it: ISO 8601 in one unit (`PT48H`, `PT30M`, `PT1S`, `P10D`) or working days (`2WD`). */
export type Duration = string & { readonly __duration: true };

/** How a duration is written. */
export const durationForm = /^(?:PT(\d{1,6})([HMS])|P(\d{1,4})D|(\d{1,3})WD)$/;

const noLength = {
  detail: {
    fr: "Un délai nul n'en est pas un : indiquez au moins une unité.",
    en: "A delay of nothing is none: state at least one unit.",
  },
} satisfies RuleWords;

export const Duration = z
  .string()
  .regex(durationForm)
  .refine((text) => /[1-9]/.test(text), { params: noLength })
  .transform((text) => text as Duration)
  .meta({ id: "Duration", description: "`PT48H`, `PT30M`, `PT1S`, `P10D`, or working days `2WD`." });

/** A period taken apart: how many, of what. */
export type Period = { count: number; unit: "second" | "minute" | "hour" | "day" | "working_day" };

/** Takes a duration apart. */
export function periodOf(duration: Duration): Period {
  const [, time, unit, days, workingDays] = durationForm.exec(duration) ?? [];
  if (days !== undefined) return { count: Number(days), unit: "day" };
  if (workingDays !== undefined) return { count: Number(workingDays), unit: "working_day" };
  const units = { H: "hour", M: "minute", S: "second" } as const;
  return { count: Number(time), unit: units[unit as keyof typeof units] };
}

const millisecondsIn = { second: 1_000, minute: 60_000, hour: 3_600_000, day: 86_400_000 } as const;

/** Milliseconds of a duration counted as elapsed time; undefined for working days, which no clock alone can count. */
export function elapsedMilliseconds(duration: Duration): number | undefined {
  const { count, unit } = periodOf(duration);
  return unit === "working_day" ? undefined : count * millisecondsIn[unit];
}

/** Whether a duration is one of working days. */
export function isInWorkingDays(duration: Duration): boolean {
  return periodOf(duration).unit === "working_day";
}

/** Whether it can be said which of two durations is the longer: working days compare with working days only. */
export function areComparable(one: Duration, other: Duration): boolean {
  return isInWorkingDays(one) === isInWorkingDays(other);
}

/** Whether `one` is shorter than `other`; false where they cannot be compared. */
export function isShorter(one: Duration, other: Duration): boolean {
  return areComparable(one, other) && lengthOf(one) < lengthOf(other);
}

function lengthOf(duration: Duration): number {
  return elapsedMilliseconds(duration) ?? periodOf(duration).count;
}
