import type { Bilingual } from "../contract/language.ts";
import type { LegalBasisView } from "../contract/legal-basis-view.ts";
import { periodFieldOf } from "./clock-period.ts";
import type { ElementPointer } from "./element-names.ts";
import type { KeptBasis, LadderStep, LegalBasis, RequiredChoice, RequiredElement } from "./legal-basis.ts";

type Requirement = NonNullable<LegalBasisView["requires"]>[number];
type StepView = NonNullable<LegalBasisView["ladder"]>[number];

/** A legal basis as it is shown. */
export function legalBasisView(basis: LegalBasis | KeptBasis): LegalBasisView {
  const { id, version, validFrom, validTo, title, cite, instrument, review } = basis;
  const { priorInformation, resets, disclosure } = basis;
  return {
    id,
    version,
    enabled: basis.enabled,
    ...(!basis.enabled && { why: basis.why }),
    inForce: { from: validFrom, ...(validTo !== undefined && { to: validTo }) },
    title,
    cite: inBothLanguages(cite),
    instrument,
    ...(basis.enabled && asked(basis)),
    clocks: basis.clocks ?? {},
    ...(priorInformation !== undefined && { priorInformation }),
    ...(resets !== undefined && { resets: [...resets] }),
    ...(disclosure !== undefined && { disclosure }),
    ...(basis.enabled && { ladder: basis.ladder.map(stepView) }),
    review,
    links: { self: `/v1/legal-bases/${id}`, page: `/docs/legal-bases/${id}` },
  };
}

function asked(basis: LegalBasis): Pick<LegalBasisView, "issuers" | "requires" | "measures" | "complementaryMeasures"> {
  const { issuers, measures, complementaryMeasures } = basis;
  return {
    issuers: issuers === "any" ? "any" : [...issuers],
    requires: [...basis.requires.map(requirement), ...periodsAsked(basis)],
    ...(measures !== undefined && { measures: [...measures] }),
    ...(complementaryMeasures !== undefined && { complementaryMeasures: [...complementaryMeasures] }),
  };
}

function requirement(required: RequiredElement | RequiredChoice): Requirement {
  if ("anyOf" in required) return { ...required, anyOf: [...required.anyOf] };
  const { at, ...more } = required;
  return { anyOf: [at], ...more };
}

/** A clock that takes its length from the notice makes that period a required element, listed or not. */
function periodsAsked({ id, clocks, requires }: LegalBasis): Requirement[] {
  const listed = requires.flatMap((required): ElementPointer[] => ("at" in required ? [required.at] : []));
  return [clocks.acknowledge.within, clocks.act.within].flatMap((within) => {
    const field = periodFieldOf(within);
    return field === undefined || listed.includes(`/${field}`) ? [] : [{ anyOf: [`/${field}` as const], by: id }];
  });
}

function stepView({ id, subject, on, clock, after, mode, to, message }: LadderStep): StepView {
  return {
    id,
    subject,
    on,
    ...(clock !== undefined && { clock }),
    ...(after !== undefined && { after }),
    mode,
    to,
    message,
  };
}

function inBothLanguages(cite: Bilingual | string): Bilingual {
  return typeof cite === "string" ? { fr: cite, en: cite } : cite;
}
