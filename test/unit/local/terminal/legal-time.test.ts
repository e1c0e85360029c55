import { describe, expect, it } from "vitest";
import { Instant } from "../../../../core/contract/instant.ts";
import { lengthOf, legalTime } from "../../../../local/terminal/legal-time.ts";
import { wrap } from "../../../../local/terminal/wrap.ts";

describe("legal time", () => {
  it.each([
    ["2025-11-03T08:00:00Z", "Mon 03 Nov 09:00", "lun 03 nov 09:00"],
    ["2025-11-03T23:05:59Z", "Tue 04 Nov 00:05", "mar 04 nov 00:05"],
    ["2026-07-14T10:00:00Z", "Tue 14 Jul 12:00", "mar 14 juil 12:00"],
    ["2026-09-01T10:00:00Z", "Tue 01 Sep 12:00", "mar 01 sept 12:00"],
  ])("of %s is shown as in Paris: %s, %s", (instant, en, fr) => {
    expect(legalTime(Instant.parse(instant))).toEqual({ en, fr });
  });

  it.each([
    [36_000_000, "10 h"],
    [5_400_000, "1.5 h"],
    [360_000, "6 min"],
    [90_000, "90 s"],
    [500, "0.5 s"],
  ])("of %s milliseconds is %s long", (milliseconds, text) => {
    expect(lengthOf(milliseconds)).toEqual({ en: text, fr: text.replace(".", ",") });
  });
});

describe("wrapping", () => {
  it("breaks between words, and leaves a longer word alone", () => {
    expect(wrap("one two unbreakable four", 7)).toEqual(["one two", "unbreakable", "four"]);
  });

  it("leaves a sign with its word, a number with what it counts, and a date whole", () => {
    expect(wrap("dû lun 03 nov 13:37 ; 12 heures", 10)).toEqual(["dû", "lun 03 nov 13:37 ;", "12 heures"]);
  });

  it("leaves a text that fits", () => {
    expect(wrap("one two", 7)).toEqual(["one two"]);
  });
});
