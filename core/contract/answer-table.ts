import type { Answer } from "./answer.ts";
import type { AnswerType } from "./answer-type.ts";
import type { Bilingual } from "./language.ts";

/** The `reason` codes of one kind of answer; never where it has none. */
type ReasonOf<T extends AnswerType> = Extract<Answer, { type: `notice.${T}` }>["data"] extends {
  reason: infer R extends string;
}
  ? R
  : never;

/** What one kind of answer says and does. */
type AnswerRow<T extends AnswerType> = {
  says: Bilingual;
  /** What each `reason` code means. */
  reasons: Record<ReasonOf<T>, Bilingual>;
  /** What it does to the two clocks of the case. */
  effect: Bilingual;
};

const legalGrounds = {
  appeal_filed: { fr: "un recours est formé", en: "an appeal has been filed" },
  not_illegal: { fr: "le contenu n'est pas illicite", en: "the content is not illegal" },
  other: { fr: "autre motif, dit dans `note`", en: "another ground, told in `note`" },
} as const;

/** Every answer a platform can give: what it says, its reason codes, its effect on the clocks. */
export const answerTable = {
  acknowledged: {
    says: { fr: "pris en charge", en: "taken charge" },
    reasons: {},
    effect: { fr: "accusé de réception donné", en: "acknowledge met" },
  },
  action_taken: {
    says: {
      fr: "par élément : une mesure, ou `already_unavailable`",
      en: "per item: a measure, or `already_unavailable`",
    },
    reasons: {},
    effect: {
      fr: "accusé de réception donné ; exécution close quand chaque élément a sa réponse",
      en: "acknowledge met; act met when every item is answered",
    },
  },
  clarification_requested: {
    says: { fr: "ne peut agir sans précision", en: "cannot act without more" },
    reasons: {
      insufficient_information: { fr: "il manque une information", en: "information is missing" },
      manifest_error: { fr: "erreur manifeste", en: "manifest error" },
      language_not_accepted: { fr: "langue non déclarée", en: "language not declared" },
      authenticity: { fr: "doute sur l'origine", en: "doubt about the origin" },
    },
    effect: {
      fr: "accusé de réception donné ; l'exécution est suspendue jusqu'à la remise de la précision là où la base légale la fait alors repartir, sinon elle court ; l'autorité doit répondre, et aucune étape n'est prise d'ici là",
      en: "acknowledge met; act is suspended until the clarification is delivered where the legal basis starts it anew then, else it runs; the authority has to reply, and no step is taken before",
    },
  },
  impossible: {
    says: { fr: "ne peut pas agir, pour certains éléments ou tous", en: "cannot act, on some items or all" },
    reasons: {
      force_majeure: { fr: "force majeure", en: "force majeure" },
      technical: { fr: "impossibilité technique", en: "technical impossibility" },
    },
    effect: {
      fr: "accusé de réception donné ; l'exécution court ; elle est suspendue dès que l'autorité accepte l'impossibilité, et repart en entier quand celle-ci prend fin",
      en: "acknowledge met; act runs; it is suspended once the authority accepts the impossibility, and starts anew, whole, when that ends",
    },
  },
  contested: {
    says: { fr: "désaccord en droit, recours exercé", en: "legal disagreement, redress used" },
    reasons: legalGrounds,
    effect: {
      fr: "accusé de réception donné ; l'exécution court (pas d'effet suspensif)",
      en: "acknowledge met; act runs (no suspensive effect)",
    },
  },
  refused: {
    says: { fr: "n'agira pas", en: "will not act" },
    reasons: legalGrounds,
    effect: { fr: "accusé de réception donné ; l'exécution court", en: "acknowledge met; act runs" },
  },
  not_addressee: {
    says: { fr: "ces éléments ne sont pas chez nous", en: "the items are not ours" },
    reasons: {},
    effect: {
      fr: "accusé de réception donné ; l'exécution court ; l'autorité apprécie",
      en: "acknowledge met; act runs; the authority decides",
    },
  },
  restored: {
    says: { fr: "rétabli, après un retrait par l'autorité", en: "back, after a withdrawal by the authority" },
    reasons: {},
    effect: { fr: "aucun", en: "none" },
  },
} as const satisfies { [T in AnswerType]: AnswerRow<T> };
