import { describe, expect, it } from "vitest";
import { elapsedMilliseconds, type Duration } from "../../../../core/contract/duration.ts";
import { plus } from "../../../../core/contract/instant.ts";
import { OrderedMeasure } from "../../../../core/contract/measures.ts";
import { startingDirectory } from "../../../../core/law/directory/starting-directory.ts";
import { lasting } from "../../../../core/law/lasting.ts";
import { presets } from "../../../../core/law/legal-bases.ts";
import type { LegalBasis, RequiredElement } from "../../../../core/law/legal-basis.ts";
import { choicesOf, completeNotice, elementsOf, now, refusedFor } from "./complete-notice.ts";

const bases = presets.usable.map((basis) => [`${basis.id} v${basis.version}`, basis] as const);

/** A basis with a longest delay beside its shortest: no text sets one today. */
function withLongest(max: Duration): LegalBasis {
  const preset = presets.usable.find(({ id }) => id === "fr-conso-521-3-1")!;
  const requires = preset.requires.map((one) => ("at" in one && one.at === "/orderedDelay" ? { ...one, max } : one));
  return { ...preset, id: "trial-longest", requires };
}

const longest = withLongest(lasting("P10D"));

/** The delays that a basis bounds: its name, the element, and the basis. */
const bounded = [...bases, [longest.id, longest] as const].flatMap(([name, basis]) =>
  elementsOf(basis)
    .filter(({ min, max }) => min !== undefined || max !== undefined)
    .map((element) => [name, element, basis] as const),
);

function told(basis: LegalBasis, changes: Record<string, unknown>) {
  const known = { ...presets, usable: [...presets.usable.filter(({ id }) => id !== basis.id), basis] };
  return refusedFor(completeNotice(basis, [], changes), known).map(({ pointer, code, provision }) => ({
    pointer,
    code,
    provision,
  }));
}

/** A delay of so many seconds more or less than the one given. */
function moved(delay: Duration, seconds: number): string {
  return `PT${elapsedMilliseconds(delay)! / 1_000 + seconds}S`;
}

describe("a delay that the basis bounds", () => {
  const delay = (basis: LegalBasis, { at }: RequiredElement, period: string) => told(basis, { [at.slice(1)]: period });

  it("is found in the presets", () => {
    expect(bounded.map(([name, { at, min }]) => `${name} ${at} ${min ?? ""}`)).toContain(
      "fr-conso-521-3-1 v1 /orderedDelay PT48H",
    );
  });

  it.each(bounded.filter(([, { min }]) => min !== undefined))(
    "under %s may be the shortest, not a second less",
    (_, element, basis) => {
      const { at, by, min } = element;
      expect(delay(basis, element, min!)).toEqual([]);
      expect(delay(basis, element, moved(min!, 0))).toEqual([]);
      expect(delay(basis, element, moved(min!, 1))).toEqual([]);
      expect(delay(basis, element, moved(min!, -1))).toEqual([{ pointer: at, code: "delay_too_short", provision: by }]);
    },
  );

  it.each(bounded.filter(([, { max }]) => max !== undefined))(
    "under %s may be the longest, not a second more",
    (_, element, basis) => {
      const { at, by, max } = element;
      expect(delay(basis, element, max!)).toEqual([]);
      expect(delay(basis, element, moved(max!, 0))).toEqual([]);
      expect(delay(basis, element, moved(max!, -1))).toEqual([]);
      expect(delay(basis, element, moved(max!, 1))).toEqual([{ pointer: at, code: "delay_too_long", provision: by }]);
    },
  );
});

describe("a delay that is not the notice's to set", () => {
  it.each(bases.filter(([, { clocks }]) => clocks.act.within !== "orderedDelay"))(
    "is refused under %s, the sandbox apart",
    (_, basis) => {
      const refused = [{ pointer: "/orderedDelay", code: "delay_set_by_legal_basis", provision: basis.cite }];
      expect(told(basis, { orderedDelay: "P10D" })).toEqual(basis.sandboxOnly === true ? [] : refused);
    },
  );
});

describe("an earlier measure, where one is the reason for the order", () => {
  const platforms = startingDirectory.platforms;
  const asking = bases.flatMap(([name, basis]) =>
    choicesOf(basis)
      .filter(({ anyOf }) => anyOf.includes("/priorMeasures"))
      .map(({ anyOf, by }) => [name, basis, anyOf, by] as const),
  );
  const item = ({ domains }: (typeof platforms)[number]) => ({ url: `https://${domains[0]}/p-1`, kind: "page" });
  const earlier = ({ id }: (typeof platforms)[number]) => ({
    kind: "fr-conso-521-1",
    platform: id,
    reference: "R-0",
    date: "2025-10-20",
  });

  it("is asked for by the requisition", () => {
    expect(asking.map(([name]) => name)).toContain("fr-conso-521-3-1 v1");
  });

  it.each(asking)("under %s is needed for each platform, and told for the one that has none", (_, basis, anyOf, by) => {
    const items = platforms.map(item);
    for (const left of [undefined, ...platforms]) {
      const priorMeasures = platforms.filter((platform) => platform !== left).map(earlier);
      const errors = refusedFor(completeNotice(basis, anyOf, { items, priorMeasures }));
      const missing = { pointer: "/priorMeasures", code: "prior_measure_missing", provision: by };
      expect(errors).toEqual(left === undefined ? [] : [expect.objectContaining(missing)]);
      expect(errors.map(({ detail }) => detail.en).join()).toContain(left?.name ?? "");
    }
  });
});

describe("a language", () => {
  const core = {
    statementOfReasons: "Des pièces se détachent.",
    provision: "Règl. (UE) 2023/988, art. 5",
    redress: { provider: "Recours dans les deux mois.", recipient: "Recours dans les deux mois." },
  };

  it.each(bases)("the platform did not declare is refused under %s where the text asks for one", (_, basis) => {
    const required = elementsOf(basis).find(({ at }) => at === "/language");
    const refused = [{ pointer: "/language", code: "language_not_declared", provision: required?.by }];
    expect(told(basis, { language: "fr" })).toEqual(required === undefined ? [] : refused);
  });

  it.each(bases)("the platform did not declare serves under %s with the core elements translated", (_, basis) => {
    const { statementOfReasons, provision, redress } = completeNotice(basis);
    const english = JSON.parse(JSON.stringify({ statementOfReasons, provision, redress })) as object;
    expect(told(basis, { ...takenUp(basis, core), language: "fr", translations: { en: english } })).toEqual([]);
  });

  /** Those of the texts that the notice of this basis has. */
  function takenUp(basis: LegalBasis, texts: Record<string, unknown>) {
    const notice = completeNotice(basis);
    return Object.fromEntries(Object.entries(texts).filter(([name]) => name in notice));
  }
});

describe("an ordered measure", () => {
  /** Written out from the texts; what is not here allows any. */
  const allowed: Record<string, readonly string[]> = {
    "eu-gpsr-22-order": [
      "removed",
      "disabled_eu",
      "warning_displayed",
      "identical_removed",
      "seller_suspended",
      "seller_terminated",
      "consumers_informed",
    ],
    "fr-lcen-6-1-csam": ["removed", "disabled_eu"],
    "fr-conso-521-3-1": [
      "removed",
      "delisted",
      "disabled_in_state",
      "warning_displayed",
      "seller_suspended",
      "seller_terminated",
      "payments_suspended",
      "consumers_informed",
    ],
  };

  it.each(bases.flatMap(([name, basis]) => OrderedMeasure.options.map((measure) => [name, measure, basis] as const)))(
    "under %s, %s: is what the basis gives, or is refused where it stands",
    (_, measure, basis) => {
      const given = (allowed[basis.id] ?? OrderedMeasure.options).includes(measure);
      const refused = [{ pointer: "/orderedMeasures/0", code: "measure_not_in_legal_basis", provision: basis.cite }];
      expect(told(basis, { orderedMeasures: [measure, "removed"] })).toEqual(given ? [] : refused);
    },
  );
});

describe("secrecy towards the seller", () => {
  const withheld = (end: object) => ({ disclosure: { mode: "withheld", ...end } });

  it.each(bases.filter(([, { disclosure }]) => disclosure !== undefined))(
    "under %s may last as long as the text says, not a millisecond more",
    (_, basis) => {
      const longest = basis.disclosure!.withholdMax;
      const end = plus(now, elapsedMilliseconds(longest)!);
      const refused = (field: string) => [
        { pointer: `/disclosure/${field}`, code: "disclosure_end", provision: basis.cite },
      ];
      expect(told(basis, withheld({ until: end }))).toEqual([]);
      expect(told(basis, withheld({ until: plus(end, 1) }))).toEqual(refused("until"));
      expect(told(basis, withheld({ duration: longest }))).toEqual([]);
      const hours = elapsedMilliseconds(longest)! / 3_600_000;
      expect(told(basis, withheld({ duration: `PT${hours + 1}H` }))).toEqual(refused("duration"));
    },
  );

  it.each(bases.filter(([, { disclosure }]) => disclosure === undefined))(
    "under %s has no longest time, and needs an end all the same",
    (_, basis) => {
      expect(told(basis, withheld({ duration: "P400D" }))).toEqual([]);
      expect(told(basis, withheld({}))).toEqual([{ pointer: "/disclosure", code: "disclosure_end" }]);
    },
  );
});
