import { describe, expect, it } from "vitest";
import { answerTable } from "../../../../core/contract/answer-table.ts";
import { LegalBasisList } from "../../../../core/contract/legal-basis-view.ts";
import type { Language } from "../../../../core/contract/language.ts";
import { measures } from "../../../../core/contract/measures.ts";
import { isPeriodField } from "../../../../core/law/clock-period.ts";
import { elementNames } from "../../../../core/law/element-names.ts";
import { findLegalBasis, presets, type LegalBases } from "../../../../core/law/legal-bases.ts";
import { lasting } from "../../../../core/law/lasting.ts";
import type { BasisClock, LegalBasis } from "../../../../core/law/legal-basis.ts";
import { spokenDuration } from "../../../../core/law/time/spoken.ts";
import { sourceWords } from "../../../../functions/describe-api/docs/clock-words.ts";
import { authorityKindWords, instrumentWords } from "../../../../functions/describe-api/docs/legal-basis-words.ts";
import { makeDescribeApi } from "../../../../functions/describe-api/handler.ts";
import { shown, textOf } from "./page-text.ts";

const languages = ["fr", "en"] as const;
const draft = "review: draft";

function describing(bases: LegalBases = presets, allowSandbox = true) {
  return makeDescribeApi({ publicUrl: "https://sommation.example", bases, allowSandbox });
}

const api = describing();
const dsa9 = findLegalBasis(presets, "eu-dsa-9")!;

function pageOf(id: string, language: Language, described = api): string {
  return textOf(described.legalBasisPage(id, language) ?? "");
}

/** The page of the basis with something else in it. */
function pageWith(change: Partial<LegalBasis>, language: Language = "en"): string {
  const bases = { usable: [{ ...dsa9, ...change }], kept: [] };
  return pageOf(dsa9.id, language, describing(bases));
}

function lengthOf({ within }: BasisClock, language: Language): string {
  return isPeriodField(within) ? elementNames[`/${within}`][language] : spokenDuration(within)[language];
}

function absent(words: readonly string[], text: string): string[] {
  return words.map(shown).filter((word) => !text.includes(word));
}

describe("the page of a basis that can be used", () => {
  it.each(presets.usable.map((basis) => [basis.id, basis] as const))(
    "%s says who, what is asked and by which provision, both deadlines, every step and answer",
    (id, basis) => {
      for (const language of languages) {
        const { issuers, requires, clocks, ladder, title, instrument, cite } = basis;
        const told = [
          title[language],
          typeof cite === "string" ? cite : cite[language],
          id,
          instrumentWords[instrument][language],
          ...(issuers === "any" ? [] : issuers.map((kind) => authorityKindWords[kind][language])),
          ...requires.flatMap(({ by, note }) => [by, ...(note === undefined ? [] : [note[language]])]),
          ...requires.flatMap((required) => ("anyOf" in required ? required.anyOf : [required.at])),
          ...(basis.measures ?? []).flatMap((measure) => [measure, measures[measure].name[language]]),
          ...(basis.complementaryMeasures ?? []),
          `${{ fr: "Accuser réception :", en: "Acknowledge:" }[language]} ${lengthOf(clocks.acknowledge, language)}`,
          `${{ fr: "Agir :", en: "Act:" }[language]} ${lengthOf(clocks.act, language)}`,
          ...ladder.flatMap(({ id: step, subject }) => [step, subject[language]]),
          ...Object.keys(answerTable),
          `Version ${basis.version}`,
        ];
        expect(absent(told, pageOf(id, language))).toEqual([]);
      }
    },
  );

  it("warns that it is a draft before anything else, and again at each deadline", () => {
    for (const language of languages) {
      const text = pageOf("eu-dsa-9", language);
      expect(text.indexOf(draft)).toBeLessThan(text.indexOf("legalBasis"));
      const [, ofDeadlines = ""] = text.split({ fr: "Délais", en: "Deadlines" }[language]);
      expect(text.split(draft).length - 1).toBeGreaterThanOrEqual(3);
      expect(ofDeadlines).toContain(draft);
    }
  });

  it("puts the steps in the order in which they can come up", () => {
    const text = pageOf("fr-conso-521-3-1", "en");
    const order = [
      "issued-own-coordinator",
      "issued-public-prosecutor",
      "undeliverable-authority",
      "overdue-acknowledge-authority",
      "overdue-act-authority",
      "overdue-act-public-prosecutor",
      "overdue-act-court",
      "manual-european-commission",
    ].map((step) => text.indexOf(step));
    expect(order).toEqual(order.toSorted((one, other) => one - other));
    expect(text).toContain("48 hours after the time to act has passed");
  });

  it("says of each step whether it is automatic, or decided and signed by a person", () => {
    const [step] = dsa9.ladder.filter(({ id }) => id === "overdue-act-sanctioning-authority");
    expect(pageWith({ ladder: [step!] })).toContain("decided and signed by a named person");
    expect(pageWith({ ladder: [dsa9.ladder[0]!] })).not.toContain("decided and signed by a named person");
  });

  it.each([
    ["PT24H", "elapsed", "without interruption", "hour of receipt"],
    ["PT24H", "eu_1182_71", "next full hour", "without interruption"],
    ["PT30M", "eu_1182_71", "without interruption", "next full hour"],
    ["P10D", "eu_1182_71", "two days or more hold", "next full hour"],
    ["2WD", "eu_1182_71", "working days of the State where", "two days or more hold"],
    ["P10D", "fr_days", "no working day in France", "established"],
    ["2WD", "fr_days", "working days of France", "established"],
    ["PT48H", "fr_days", "without interruption", "Paris time"],
  ] as const)("explains %s counted by %s", (written, rule, told, untold) => {
    const clock = { within: lasting(written), basis: "statute", rule } as const;
    const [, deadlines = ""] = pageWith({ clocks: { acknowledge: clock, act: clock } }).split("Deadlines");
    expect(deadlines).toContain(told);
    expect(deadlines.split("Secrecy towards")[0]).not.toContain(untold);
  });

  it("explains every unit where the notice chooses it", () => {
    const text = pageOf("fr-conso-521-1", "en");
    expect(absent(["Set in hours:", "Set in days:", "Set in working days:"], text)).toEqual([]);
    expect(pageOf("eu-dsa-9", "en")).toContain("not in working days");
  });

  it("gives the bounds of a delay as they are written", () => {
    expect(pageOf("fr-conso-521-3-1", "fr")).toContain("minimum : 48 heures (PT48H)");
    const max = { at: "/orderedDelay", by: "art. 1", max: lasting("P10D") } as const;
    expect(pageWith({ requires: [max] })).toContain("maximum: 10 days (P10D)");
  });

  it("tells an alternative as one", () => {
    const text = pageOf("fr-conso-521-3-1", "en");
    expect(text).toContain("/authorUnidentifiableor earlier measures ignored");
  });

  it("says what this service does for the law of a first order and of a new start", () => {
    const text = pageOf("fr-lcen-6-1-csam", "en");
    expect(text).toContain("at least 12 hours before");
    expect(text).toContain("sends it before your authority's first order to that host");
    expect(text).toContain("starts anew, whole, when the clarification is delivered");
    expect(text).toContain("kept uninformed for 42 days at most");
    expect(pageOf("eu-dsa-9", "en")).not.toContain("first order to that host");
  });

  it("escapes what a deployment's own preset says", () => {
    const evil = '"><script>&';
    const bases = {
      usable: [{ ...dsa9, title: { fr: evil, en: evil }, cite: evil, requires: [{ at: "/items", by: evil } as const] }],
      kept: [],
    };
    for (const page of [describing(bases).legalBasisPage("eu-dsa-9", "en"), describing(bases).legalBasesPage("en")]) {
      expect(page).toContain("&quot;&gt;&lt;script&gt;&amp;");
      expect(page).not.toContain("<script>");
    }
  });
});

describe("the page of a basis that cannot be used", () => {
  it.each(presets.kept.map((basis) => [basis.id, basis] as const))(
    "%s says why, and what to do instead",
    (id, basis) => {
      for (const language of languages) {
        const text = pageOf(id, language);
        expect(absent([basis.why[language], "legal_basis_disabled", draft], text)).toEqual([]);
      }
      expect(api.legalBasisPage(id, "fr")).toContain('href="/docs/legal-bases"');
    },
  );

  it("says what its law has on deadlines, and that it has none", () => {
    const terror = pageOf("eu-tco-3", "en");
    expect(
      absent(["Acknowledge: 15 minutes", "Act: 1 hour", "at least 12 hours before", "renewable once"], terror),
    ).toEqual([]);
    expect(terror).not.toContain("This service");
    expect(pageOf("eu-dsa-10", "en")).toContain("This preset holds none.");
  });
});

describe("the list of legal bases", () => {
  it("has all of them, usable or not, as JSON and as a page", () => {
    const ids = [...presets.usable, ...presets.kept].map(({ id }) => id);
    const { legalBases, review } = LegalBasisList.parse(api.legalBases());
    expect([legalBases.map(({ id }) => id), review]).toEqual([ids, "draft"]);
    for (const language of languages) {
      const text = textOf(api.legalBasesPage(language));
      const told = [
        ...ids,
        ...presets.usable.map(({ clocks }) => lengthOf(clocks.act, language)),
        ...presets.usable.map(({ clocks }) => sourceWords[clocks.act.basis][language]),
        ...presets.kept.map(({ why }) => why[language]),
        draft,
      ];
      expect(absent(told, text)).toEqual([]);
    }
  });

  it("knows the sandbox only where the deployment does", () => {
    const inProduction = describing(presets, false);
    expect(inProduction.legalBasis("sandbox")).toBeUndefined();
    expect(inProduction.legalBasisPage("sandbox", "fr")).toBeUndefined();
    expect(inProduction.legalBases().legalBases.some(({ id }) => id === "sandbox")).toBe(false);
    for (const page of [inProduction.legalBasesPage("en"), inProduction.docs("en")])
      expect(page).not.toContain("/docs/legal-bases/sandbox");
    expect(api.legalBasis("sandbox")).toMatchObject({ issuers: "any" });
  });

  it.each(["no-such-basis", "constructor", "__proto__", ""])("has nothing for %j", (id) => {
    expect([api.legalBasis(id), api.legalBasisPage(id, "fr")]).toEqual([undefined, undefined]);
  });

  it("shows the newest version, and when each was in force, the newest first", () => {
    const versions = [1, 3, 2].map((version) => ({ ...dsa9, version, validFrom: `202${version}-01-01` as const }));
    const ended = versions.map((basis) => (basis.version === 3 ? basis : { ...basis, validTo: "2023-12-31" as const }));
    const described = describing({ usable: ended, kept: [] });
    expect(described.legalBases().legalBases.map(({ version }) => version)).toEqual([3]);
    const [, told = ""] = pageOf("eu-dsa-9", "en", described).split("A case keeps");
    expect(told.match(/Version \d/g)).toEqual(["Version 3", "Version 2", "Version 1"]);
    expect(told).toContain("Version 2, from Saturday 1 January 2022 to Sunday 31 December 2023");
  });

  it("shows a basis that was given up as one that cannot be used", () => {
    const why = { fr: "Abrogée.", en: "Repealed." };
    const { issuers: _i, requires: _r, ladder: _l, ...facts } = dsa9;
    const unusable = { ...facts, enabled: false as const, why };
    const described = (version: number) => describing({ usable: [dsa9], kept: [{ ...unusable, version }] });
    expect(described(2).legalBases().legalBases).toMatchObject([{ id: "eu-dsa-9", version: 2, enabled: false, why }]);
    expect(pageOf("eu-dsa-9", "en", described(2)).match(/Version \d/g)).toEqual(["Version 2", "Version 1"]);
    expect(pageOf("eu-dsa-9", "en", described(1)).match(/Version \d/g)).toEqual(["Version 1"]);
  });
});
