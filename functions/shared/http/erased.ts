import type { Bilingual } from "../../../core/contract/language.ts";
import { retentionRules } from "../../../core/law/retention.ts";
import type { ErasedThing } from "../dynamo/tombstones.ts";
import { problem, type Problematic } from "./outcome.ts";

/**
 * What is answered where there is nothing: to the authority whose it was, since when and under which rule it is erased; to
 * anybody else, as if it had never been.
 */
export function absent(erased: ErasedThing | undefined, caller: { kind: string; id: string } | undefined): Problematic {
  if (erased === undefined || caller?.kind !== "authority" || caller.id !== erased.authority)
    return problem("not-found");
  return problem("erased-under-retention", {
    errors: [{ pointer: "", code: erased.rule, detail: wordsOf(erased) }],
  });
}

function wordsOf({ erasedAt, rule }: ErasedThing): Bilingual {
  const { covers, period, ground } = retentionRules[rule];
  const years = period.months / 12;
  return {
    fr: `Effacé le ${erasedAt} : ${covers.fr}, ${years} an${years > 1 ? "s" : ""} après la clôture (${ground.fr}).`,
    en: `Erased at ${erasedAt}: ${covers.en}, ${years} year${years > 1 ? "s" : ""} after closure (${ground.en}).`,
  };
}
