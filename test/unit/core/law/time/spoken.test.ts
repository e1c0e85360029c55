import { describe, expect, it } from "vitest";
import { lasting } from "../../../../../core/law/lasting.ts";
import { spokenDate, spokenDuration } from "../../../../../core/law/time/spoken.ts";

describe("a duration in words", () => {
  it.each([
    ["PT1S", "1 seconde", "1 second"],
    ["PT30S", "30 secondes", "30 seconds"],
    ["PT1M", "1 minute", "1 minute"],
    ["PT15M", "15 minutes", "15 minutes"],
    ["PT1H", "1 heure", "1 hour"],
    ["PT48H", "48 heures", "48 hours"],
    ["P1D", "1 jour", "1 day"],
    ["P10D", "10 jours", "10 days"],
    ["1WD", "1 jour ouvré", "1 working day"],
    ["2WD", "2 jours ouvrés", "2 working days"],
  ] as const)("%s is %s, %s", (written, fr, en) => {
    expect(spokenDuration(lasting(written))).toEqual({ fr, en });
  });
});

describe("a day in words", () => {
  it("has its ordinal on the first of a French month only", () => {
    expect(spokenDate("2026-05-01")).toEqual({ fr: "vendredi 1er mai 2026", en: "Friday 1 May 2026" });
    expect(spokenDate("2026-05-02")).toEqual({ fr: "samedi 2 mai 2026", en: "Saturday 2 May 2026" });
    expect(spokenDate("2026-03-23")).toEqual({ fr: "lundi 23 mars 2026", en: "Monday 23 March 2026" });
    expect(spokenDate("2027-08-31").fr).toBe("mardi 31 août 2027");
  });
});
