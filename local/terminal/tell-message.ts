import type { ClockName, Message, MessageType } from "../../core/case/state.ts";
import type { Bilingual } from "../../core/contract/language.ts";
import { recipientName } from "./names.ts";

/** What a clock expects, when it has passed. */
const unmet = {
  acknowledge: { fr: "pas d'accusé de réception", en: "no acknowledgement" },
  act: { fr: "délai d'exécution dépassé", en: "the time to act has passed" },
} as const satisfies Record<ClockName, Bilingual>;

/** The messages whose news is the same whatever the case. */
const news = {
  "case.undeliverable": { fr: "plateforme injoignable", en: "the platform cannot be reached" },
  "case.answer_received": { fr: "la plateforme a répondu", en: "the platform has answered" },
  "case.decision_needed": { fr: "une décision est attendue", en: "a decision is needed" },
  "case.settled": { fr: "chaque élément a sa réponse", en: "every item has its answer" },
  "escalation.copy": { fr: "informé", en: "informed" },
  "escalation.referral": { fr: "saisine reçue", en: "has received the referral" },
  "escalation.follow_up": { fr: "suite donnée", en: "told what came of it" },
} as const satisfies Partial<Record<MessageType, Bilingual>>;

/** A message that reached its recipient. */
export function tellDelivery({ type, to, clock }: Message): Bilingual {
  const { fr, en } = recipientName(to);
  switch (type) {
    case "notice.issued":
      return { fr: "notification reçue", en: "notice received" };
    case "notice.reminder":
      return { fr: `rappel reçu par ${fr}`, en: `reminder reached ${en}` };
    case "notice.withdrawn":
      return { fr: `retrait reçu par ${fr}`, en: `withdrawal reached ${en}` };
    case "case.overdue": {
      const what = unmet[clock ?? "act"];
      return { fr: `${fr} : ${what.fr}`, en: `${en}: ${what.en}` };
    }
    default:
      return { fr: `${fr} : ${news[type].fr}`, en: `${en}: ${news[type].en}` };
  }
}

const failures: Readonly<Record<string, Bilingual>> = {
  timeout: { fr: "pas de réponse à temps", en: "no answer in time" },
  connect: { fr: "sans connexion", en: "no connection" },
  refused_address: { fr: "adresse refusée", en: "address refused" },
  tls: { fr: "TLS non fiable", en: "TLS not trusted" },
  redirect: { fr: "redirection", en: "redirected" },
  dns: { fr: "nom inconnu", en: "unknown name" },
  gone: { fr: "point d'accès fermé", en: "endpoint closed" },
  no_endpoint: { fr: "aucun point d'accès", en: "no endpoint" },
};

/** Why an attempt failed. */
export function tellFailure({ code, httpStatus }: { code: string; httpStatus?: number | undefined }): Bilingual {
  if (httpStatus !== undefined) return { fr: `HTTP ${httpStatus}`, en: `HTTP ${httpStatus}` };
  return failures[code] ?? { fr: code, en: code };
}
