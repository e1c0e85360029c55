import { describe, expect, it } from "vitest";
import { LegalBasisView } from "../../../../core/contract/legal-basis-view.ts";
import { legalBasisView } from "../../../../core/law/legal-basis-view.ts";
import { presets } from "../../../../core/law/legal-bases.ts";
import type { KeptBasis, LegalBasis } from "../../../../core/law/legal-basis.ts";

const usable = presets.usable.map((basis) => [basis.id, basis] as const);
const kept = presets.kept.map((basis) => [basis.id, basis] as const);

/** What a basis and its view say in the same words. */
function common({ id, version, enabled, title, instrument, review, ...more }: LegalBasis | KeptBasis | LegalBasisView) {
  const { priorInformation, resets, disclosure } = more;
  return { id, version, enabled, title, instrument, review, priorInformation, resets, disclosure };
}

describe("a legal basis as it is shown", () => {
  it.each([...usable, ...kept])("%s is what the contract promises, and loses nothing of the text", (_, basis) => {
    const view = legalBasisView(basis);
    expect(LegalBasisView.parse(view)).toEqual(view);
    expect(common(view)).toEqual(common(basis));
    expect(view.inForce).toEqual({ from: basis.validFrom });
    expect(view.clocks).toEqual(basis.clocks ?? {});
    expect([view.cite, view.cite.fr]).toContainEqual(basis.cite);
  });

  it.each(usable)("%s, usable, has every element, measure and step", (_, basis) => {
    const view = legalBasisView(basis);
    const asked = basis.requires.map((required) => {
      if ("anyOf" in required) return required;
      const { at, ...more } = required;
      return { anyOf: [at], ...more };
    });
    expect(view.requires?.slice(0, asked.length)).toEqual(asked);
    expect(view.issuers).toEqual(basis.issuers);
    expect(view.measures).toEqual(basis.measures);
    expect(view.complementaryMeasures).toEqual(basis.complementaryMeasures);
    expect(view.ladder).toEqual(basis.ladder);
    expect(view.why).toBeUndefined();
  });

  it.each(kept)("%s, kept, says why and asks for nothing", (_, basis) => {
    const { why, issuers, requires, ladder } = legalBasisView(basis);
    expect({ why, issuers, requires, ladder }).toEqual({ why: basis.why });
  });

  it("requires the periods that its clocks take from the notice, each once", () => {
    const periodsOf = (id: string) =>
      legalBasisView(presets.usable.find((basis) => basis.id === id)!).requires?.filter(({ anyOf }) =>
        ["/orderedDelay", "/acknowledgeWithin", "/actWithin"].includes(anyOf[0]!),
      );
    expect(periodsOf("sandbox")).toEqual([
      { anyOf: ["/acknowledgeWithin"], by: "sandbox" },
      { anyOf: ["/actWithin"], by: "sandbox" },
    ]);
    expect(periodsOf("eu-dsa-9")).toMatchObject([{ anyOf: ["/orderedDelay"], by: "DSA 9(1)" }]);
    expect(periodsOf("eu-dsa-16")).toEqual([]);
  });

  it("shows the last day of a version that ends", () => {
    const [, basis] = usable[0]!;
    expect(legalBasisView({ ...basis, validTo: "2026-12-31" }).inForce).toEqual({
      from: basis.validFrom,
      to: "2026-12-31",
    });
  });

  it("refuses a field that nobody promised", () => {
    const view = legalBasisView(presets.usable[0]!);
    expect(LegalBasisView.safeParse({ ...view, sandboxOnly: true }).success).toBe(false);
  });
});
