import { describe, expect, it } from "vitest";
import {
  isOverdue,
  keptUntil,
  latestBeginning,
  retentionRules,
  type RetentionRule,
} from "../../../../core/law/retention.ts";
import type { Instant } from "../../../../core/contract/instant.ts";

const at = (text: string) => `${text}T10:00:00.000Z` as Instant;
const rules = Object.keys(retentionRules) as RetentionRule[];

describe("the rules of retention", () => {
  it.each([
    ["case_record", "2026-01-15", "2032-01-15"],
    ["case_record", "2024-02-29", "2030-02-28"],
    ["seller_identifiers", "2026-01-15", "2027-01-15"],
    ["seller_identifiers", "2028-02-29", "2029-02-28"],
    ["access_log", "2027-03-31", "2028-03-31"],
    ["replay_keys", "2026-12-28", "2027-01-04"],
  ] as const)("keep what %s is about from %s until %s", (rule, from, to) => {
    expect(keptUntil(rule, at(from))).toBe(at(to));
  });

  it("end it at that instant, and not a millisecond before", () => {
    expect(isOverdue("case_record", at("2026-01-15"), "2032-01-15T09:59:59.999Z" as Instant)).toBe(false);
    expect(isOverdue("case_record", at("2026-01-15"), at("2032-01-15"))).toBe(true);
  });

  it("end nothing that began after what a list is read up to, whichever day it is", () => {
    for (const rule of rules) {
      for (let day = 0; day < 1_500; day += 1) {
        const now = new Date(Date.UTC(2027, 0, day, 10)).toISOString() as Instant;
        const begun = latestBeginning(rule, now);
        const after = new Date(Date.parse(begun) + 1).toISOString() as Instant;
        expect(isOverdue(rule, after, now)).toBe(false);
      }
    }
  });

  it("say of each what it covers and why, in both languages, as a draft", () => {
    for (const rule of rules) {
      const { covers, ground, review } = retentionRules[rule];
      for (const words of [covers.fr, covers.en, ground.fr, ground.en]) expect(words.length).toBeGreaterThan(10);
      expect(review).toBe("draft");
    }
  });
});
