import * as z from "zod";
import type { RuleWords } from "./rule-words.ts";

/**
 * An instant: RFC 3339, UTC, always with milliseconds (`2025-11-03T08:00:01.000Z`).
 * One fixed width, so that comparing two instants as text compares them in time, in code and in an index.
 */
export type Instant = string & { readonly __instant: true };

/** How a client writes an instant. */
export const instantForm = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,3})?Z$/;

/** An instant as a client sends it: RFC 3339 with `Z`, seconds or up to milliseconds; read into the fixed width. */
export const Instant = z
  .string()
  .regex(instantForm)
  .transform((text, { issues }) => {
    const instant = instantIn(text);
    if (instant !== undefined) return instant;
    issues.push({ code: "custom", input: text, params: noSuchInstant });
    return z.NEVER;
  })
  .meta({ id: "Instant", format: "date-time", description: "RFC 3339 instant in UTC (`Z`)." });

const noSuchInstant = {
  detail: {
    fr: "Cette date ou cette heure n'existe pas ; vérifiez le jour, le mois et l'heure.",
    en: "There is no such date or time; check the day, the month and the hour.",
  },
} satisfies RuleWords;

/** The instant of so many milliseconds since 1970-01-01T00:00Z. */
export function instantOf(epochMilliseconds: number): Instant {
  return new Date(epochMilliseconds).toISOString() as Instant;
}

/** What a text of that form names; undefined where no calendar has it: `Date.parse` makes a 2nd of March of 30 February. */
function instantIn(text: string): Instant | undefined {
  const epochMilliseconds = Date.parse(text);
  if (Number.isNaN(epochMilliseconds)) return undefined;
  // What is kept is read again and again: it has the fixed width, and of most days no month can be short.
  const isPlain = text.length === 24 && text.slice(8, 10) <= "28" && text.slice(11, 13) !== "24";
  if (isPlain) return text as Instant;
  const instant = instantOf(epochMilliseconds);
  return instant.slice(0, 19) === text.slice(0, 19) ? instant : undefined;
}

/** Milliseconds since 1970-01-01T00:00Z. */
export function epochOf(instant: Instant): number {
  return Date.parse(instant);
}

/** `instant` moved by `milliseconds`, which may be negative. */
export function plus(instant: Instant, milliseconds: number): Instant {
  return instantOf(epochOf(instant) + milliseconds);
}

/** Milliseconds from `from` to `to`; negative when `to` is earlier. */
export function millisecondsBetween(from: Instant, to: Instant): number {
  return epochOf(to) - epochOf(from);
}

/** The earliest of the given instants; undefined when there is none. */
export function earliest(...instants: (Instant | undefined)[]): Instant | undefined {
  return instants.filter((instant) => instant !== undefined).sort()[0];
}

/** The latest of the given instants. */
export function latest(first: Instant, ...others: (Instant | undefined)[]): Instant {
  return others.reduce<Instant>((last, instant) => (instant !== undefined && instant > last ? instant : last), first);
}
