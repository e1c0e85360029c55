import { describe, expect, it } from "vitest";
import type { Instant } from "../../../../../core/contract/instant.ts";
import { spokenEndOfDay, spokenInstant } from "../../../../../core/law/time/spoken-instant.ts";

const at = (text: string) => text as Instant;

describe("an instant in words", () => {
  it.each([
    ["FR", "lundi 3 novembre 2025 à 9 h 05 (heure de Paris)", "Monday 3 November 2025 at 09:05 (Paris time)"],
    ["IE", "lundi 3 novembre 2025 à 8 h 05 (heure de Dublin)", "Monday 3 November 2025 at 08:05 (Dublin time)"],
    ["LT", "lundi 3 novembre 2025 à 10 h 05 (heure de Vilnius)", "Monday 3 November 2025 at 10:05 (Vilnius time)"],
    ["LU", "lundi 3 novembre 2025 à 9 h 05 (heure de Luxembourg)", "Monday 3 November 2025 at 09:05 (Luxembourg time)"],
    ["NL", "lundi 3 novembre 2025 à 9 h 05 (heure d'Amsterdam)", "Monday 3 November 2025 at 09:05 (Amsterdam time)"],
  ] as const)("is told on the clock of its State (%s)", (state, fr, en) => {
    expect(spokenInstant(at("2025-11-03T08:05:59.999Z"), state)).toEqual({ fr, en });
  });

  it("follows summer time", () => {
    expect(spokenInstant(at("2025-07-01T22:30:00.000Z"), "FR").fr).toBe(
      "mercredi 2 juillet 2025 à 0 h 30 (heure de Paris)",
    );
  });

  it("tells the midnight that ends a period of days as 24:00 of its last day", () => {
    expect(spokenEndOfDay(at("2025-11-05T23:00:00.000Z"), "FR")).toEqual({
      fr: "mercredi 5 novembre 2025 à 24 h 00 (heure de Paris)",
      en: "Wednesday 5 November 2025 at 24:00 (Paris time)",
    });
    expect(spokenEndOfDay(at("2025-11-05T22:59:00.000Z"), "FR").en).toBe(
      "Wednesday 5 November 2025 at 23:59 (Paris time)",
    );
  });
});
