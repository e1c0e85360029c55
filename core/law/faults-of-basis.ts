import type { LadderStep, LegalBasis } from "./legal-basis.ts";

/** A rule of the data that a basis breaks. */
type BasisFault =
  | { code: "step_id_twice"; step: string }
  /** A missed service level may be told to the platform's contacts and to the issuing authority, to nobody else. */
  | { code: "sla_step_leaves_the_two_sides"; step: string }
  /** Whatever states a legal consequence is decided and signed by a person. */
  | { code: "consequence_without_decision"; step: string };

const twoSides: readonly LadderStep["to"][] = ["platform_second_contact", "platform_legal_representative", "authority"];
const informedWithoutDecision: readonly LadderStep["to"][] = [...twoSides, "own_coordinator", "arcom_qualified_person"];

/** What is wrong with a legal basis that its type cannot rule out. */
export function faultsOf(basis: LegalBasis): BasisFault[] {
  return basis.ladder.flatMap((step, position) => {
    const faults: BasisFault[] = [];
    if (basis.ladder.slice(0, position).some((earlier) => earlier.id === step.id)) {
      faults.push({ code: "step_id_twice", step: step.id });
    }
    if (isOnServiceLevel(step, basis) && !twoSides.includes(step.to)) {
      faults.push({ code: "sla_step_leaves_the_two_sides", step: step.id });
    }
    if (step.mode === "automatic" && !informedWithoutDecision.includes(step.to)) {
      faults.push({ code: "consequence_without_decision", step: step.id });
    }
    return faults;
  });
}

function isOnServiceLevel(step: LadderStep, basis: LegalBasis): boolean {
  return step.on === "overdue" && basis.clocks[step.clock].basis === "sla";
}
