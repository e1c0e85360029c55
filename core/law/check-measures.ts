import type { LegalBasis } from "./legal-basis.ts";
import type { Draft } from "./draft.ts";
import type { NoticeError } from "./notice-error.ts";

/**
 * Ordered measures that the basis does not give. Where a basis lists measures on the content, measures on the seller or
 * towards consumers are judged by its list of complementary ones.
 */
export function measureErrors(draft: Draft, basis: LegalBasis): NoticeError[] {
  const { measures, complementaryMeasures = [] } = basis;
  if (measures === undefined) return [];
  const allowed = [...measures, ...complementaryMeasures];
  return (draft.fields.orderedMeasures ?? []).flatMap((measure, position) => {
    if (allowed.includes(measure)) return [];
    const list = allowed.join(", ");
    const detail = {
      fr: `Cette base légale ne permet pas cette mesure. Elle permet : ${list}.`,
      en: `This legal basis does not allow this measure. It allows: ${list}.`,
    };
    return [{ pointer: `/orderedMeasures/${position}`, code: "measure_not_in_legal_basis" as const, detail }];
  });
}
