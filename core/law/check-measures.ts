import type { OrderedMeasure } from "../contract/measures.ts";
import type { LegalBasis } from "./legal-basis.ts";
import type { Draft } from "./draft.ts";
import type { NoticeError } from "./notice-error.ts";

/**
 * Ordered measures that the basis does not give. Where a basis lists measures on the content, measures on the seller or
 * towards consumers are judged by its list of complementary ones.
 */
export function measureErrors(draft: Draft, basis: LegalBasis): NoticeError[] {
  const { measures, complementaryMeasures = [], cite: provision } = basis;
  if (measures === undefined) return [];
  const ordered = draft.fields.orderedMeasures ?? [];
  const allowed = [...measures, ...complementaryMeasures];
  const beyond = ordered.flatMap((measure, position) => {
    if (allowed.includes(measure)) return [];
    const list = allowed.join(", ");
    const detail = {
      fr: `Cette base légale ne permet pas cette mesure. Elle permet : ${list}.`,
      en: `This legal basis does not allow this measure. It allows: ${list}.`,
    };
    return [
      { pointer: `/orderedMeasures/${position}`, code: "measure_not_in_legal_basis" as const, detail, provision },
    ];
  });
  const standsAlone =
    ordered.some((measure) => allowed.includes(measure)) && !ordered.some((one) => measures.includes(one));
  return standsAlone ? [...beyond, { ...complementaryAlone(measures), provision }] : beyond;
}

/** What is complementary is asked for beside something that the basis itself gives. */
function complementaryAlone(measures: readonly OrderedMeasure[]): NoticeError {
  const list = measures.join(", ");
  return {
    pointer: "/orderedMeasures",
    code: "measure_not_in_legal_basis",
    detail: {
      fr: `Ces mesures ne s'ordonnent qu'avec une mesure sur le contenu, que donne cette base légale. Ajoutez-en une : ${list}.`,
      en: `These measures can only be ordered beside one on the content, which this legal basis gives. Add one: ${list}.`,
    },
  };
}
