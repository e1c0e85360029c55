import type { CaseStatus, ReceiptMeans, StepRecord } from "../../core/case/state.ts";
import type { Bilingual } from "../../core/contract/language.ts";

/** Case statuses, short enough for a column. */
export const statusNames = {
  prior_information: { fr: "information", en: "prior information" },
  delivering: { fr: "remise en cours", en: "delivering" },
  undeliverable: { fr: "injoignable", en: "undeliverable" },
  awaiting_acknowledgement: { fr: "accusé attendu", en: "not acknowledged" },
  awaiting_action: { fr: "exécution attendue", en: "awaiting action" },
  awaiting_authority: { fr: "à l'autorité", en: "with the authority" },
  answered: { fr: "répondu", en: "answered" },
  withdrawn: { fr: "retiré", en: "withdrawn" },
  closed: { fr: "clos", en: "closed" },
} as const satisfies Record<CaseStatus, Bilingual>;

/** What became of ladder steps, in the order in which they are counted: of one step, and of several. */
export const stepStates = {
  taken: { one: { fr: "faite", en: "taken" }, many: { fr: "faites", en: "taken" } },
  signed: { one: { fr: "signée", en: "signed" }, many: { fr: "signées", en: "signed" } },
  proposed: { one: { fr: "à signer", en: "to sign" }, many: { fr: "à signer", en: "to sign" } },
  task: { one: { fr: "à faire", en: "to do" }, many: { fr: "à faire", en: "to do" } },
  postponed: { one: { fr: "différée", en: "postponed" }, many: { fr: "différées", en: "postponed" } },
  scheduled: { one: { fr: "prévue", en: "scheduled" }, many: { fr: "prévues", en: "scheduled" } },
  dropped: { one: { fr: "écartée", en: "dropped" }, many: { fr: "écartées", en: "dropped" } },
  lapsed: { one: { fr: "caduque", en: "lapsed" }, many: { fr: "caduques", en: "lapsed" } },
} as const satisfies Record<StepRecord["state"], { one: Bilingual; many: Bilingual }>;

/** How a clock stands: on time, answered too late, passed and unanswered, running, or never begun. */
export const clockStates = {
  met: { fr: "tenu", en: "met" },
  met_reported_late: { fr: "tenu, dit tard", en: "met, told late" },
  late: { fr: "tardif", en: "late" },
  missed: { fr: "manqué", en: "missed" },
  running: { fr: "court", en: "running" },
  suspended: { fr: "suspendu", en: "suspended" },
  stopped: { fr: "arrêté", en: "stopped" },
  not_started: { fr: "–", en: "–" },
} as const satisfies Record<string, Bilingual>;

const byHand = { fr: "en main", en: "by hand" } as const;

/** How the served notice reached the platform. */
export const meansNames = {
  webhook: { fr: "webhook", en: "webhook" },
  mail: { fr: "courriel", en: "mail" },
  answer: { fr: "réponse", en: "answer" },
  registered_letter: byHand,
  bailiff: byHand,
  by_hand: byHand,
} as const satisfies Record<ReceiptMeans, Bilingual>;
