import { counted, listed, same } from "../../../core/case/bilingual.ts";
import type { QuestionType } from "../../../core/case/question.ts";
import type { Case, CaseStatus } from "../../../core/case/state.ts";
import type { Instrument } from "../../../core/contract/directory.ts";
import type { Bilingual } from "../../../core/contract/language.ts";
import { legible } from "../../../core/contract/legible.ts";
import { measures } from "../../../core/contract/measures.ts";

/** What an act of each power is called. */
export const instrumentNames = {
  order: { fr: "Ordre", en: "Order" },
  report: { fr: "Signalement", en: "Report" },
  injunction: { fr: "Injonction", en: "Injunction" },
  requisition: { fr: "Réquisition", en: "Requisition" },
  information_order: { fr: "Demande d'informations", en: "Order to provide information" },
  court_order: { fr: "Décision de justice", en: "Court order" },
} as const satisfies Record<Instrument, Bilingual>;

/** Where a case stands, for people. */
export const statusNames = {
  prior_information: { fr: "information préalable en cours", en: "prior information under way" },
  delivering: { fr: "remise en cours", en: "being delivered" },
  undeliverable: { fr: "remise impossible", en: "undeliverable" },
  awaiting_acknowledgement: { fr: "accusé de réception attendu", en: "acknowledgement awaited" },
  awaiting_action: { fr: "compte rendu attendu", en: "report on action awaited" },
  awaiting_authority: { fr: "réponse de l'autorité attendue", en: "reply of the authority awaited" },
  answered: { fr: "répondu", en: "answered" },
  withdrawn: { fr: "retiré par l'autorité", en: "withdrawn by the authority" },
  closed: { fr: "clos", en: "closed" },
} as const satisfies Record<CaseStatus, Bilingual>;

/** What the platform asked or declared, as in `vous avez …`. */
export const questionNames = {
  clarification_requested: { fr: "une demande de précision", en: "a request for clarification" },
  impossible: { fr: "une impossibilité d'agir", en: "an impossibility to act" },
  contested: { fr: "une contestation", en: "a contest" },
  refused: { fr: "un refus d'agir", en: "a refusal to act" },
  not_addressee: {
    fr: "que ces contenus ne relèvent pas de la plateforme",
    en: "that the items are not the platform's",
  },
} as const satisfies Record<QuestionType, Bilingual>;

/** So many items. */
export function itemsCounted(count: number): Bilingual {
  return counted(count, { fr: "contenu", en: "item" }, { fr: "contenus", en: "items" });
}

/** What has been reported, as a count of items for each measure; never which. */
export function outcomesCounted({ items }: Pick<Case, "items">): Bilingual {
  const silent = items.filter(({ outcome, released }) => outcome === undefined && released === undefined).length;
  const released = items.filter((item) => item.outcome === undefined && item.released !== undefined).length;
  const reported = Map.groupBy(
    items.flatMap(({ outcome }) => outcome ?? []),
    (outcome) => outcome,
  );
  const parts = [...reported].map(([outcome, { length }]) => tally(length, measures[outcome].name));
  return listed([
    ...parts,
    ...(released > 0 ? [tally(released, { fr: "sans mesure attendue", en: "no measure expected" })] : []),
    ...(silent > 0 ? [tally(silent, { fr: "sans réponse", en: "unanswered" })] : []),
  ]);
}

function tally(count: number, { fr, en }: Bilingual): Bilingual {
  return { fr: `${fr} (${count})`, en: `${en} (${count})` };
}

/** A legal basis as it is cited. */
export function citation(cite: Bilingual | string): Bilingual {
  return typeof cite === "string" ? same(cite) : cite;
}

/** Words of others, the same in both languages, free of what a reader could be deceived by. */
export function quoted(text: string): Bilingual {
  return same(legible(text));
}
