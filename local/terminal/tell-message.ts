import { answerEvents } from "../../core/case/event-words/answers.ts";
import type { EventOf } from "../../core/case/events.ts";
import { failureWords } from "../../core/case/failure-words.ts";
import { messageWords } from "../../core/case/message-words.ts";
import type { Case, ClockName, Message, MessageType } from "../../core/case/state.ts";
import type { Instant } from "../../core/contract/instant.ts";
import type { Bilingual } from "../../core/contract/language.ts";
import { legalTime } from "./legal-time.ts";
import { recipientName } from "./names.ts";
import { clockOf, pendingIn, prefixed, type Told } from "./told.ts";

/** What a clock expects, when it has passed. */
const unmet = {
  acknowledge: { fr: "pas d'accusé de réception", en: "no acknowledgement" },
  act: { fr: "délai d'exécution dépassé", en: "the time to act has passed" },
} as const satisfies Record<ClockName, Bilingual>;

/** The messages whose news is the same whatever the case, in fewer words than letters have for it. */
const news = {
  "case.undeliverable": { fr: "plateforme injoignable", en: "the platform cannot be reached" },
  "case.answer_received": { fr: "la plateforme a répondu", en: "the platform has answered" },
  "case.decision_needed": { fr: "une décision est attendue", en: "a decision is needed" },
  "case.decision_lapsed": { fr: "caduc, faute de décision", en: "lapsed for want of a decision" },
  "case.settled": { fr: "chaque élément a sa réponse", en: "every item has its answer" },
  "case.receipt_taken_back": { fr: "réception infirmée", en: "the receipt is taken back" },
  "case.disclosure_ended": { fr: "le vendeur peut être informé", en: "the seller may be told" },
  "notice.disclosure_ended": { fr: "le vendeur peut être informé", en: "the seller may be told" },
  "escalation.copy": { fr: "informé", en: "informed" },
  "escalation.referral": { fr: "saisine reçue", en: "has received the referral" },
  "escalation.follow_up": { fr: "suite donnée", en: "told what came of it" },
} as const satisfies Partial<Record<MessageType, Bilingual>>;

const toDo = { fr: "une étape lui revient", en: "a step is left to it" } as const satisfies Bilingual;

/** A message that reached its recipient. */
export function tellArrival({ at, data }: EventOf<"message.delivered">, before: Case | undefined): Told {
  const message = pendingIn(before, data.messageId);
  if (message === undefined) return { sign: "→", tone: "plain", says: someMessage };
  const tone = message.type === "case.decision_needed" ? "quiet" : "plain";
  return {
    sign: "→",
    tone,
    ...clockOf(message),
    mail: message.channel === "mail",
    says: arrived(message, isEarly(message, at, before)),
  };
}

const someMessage = { fr: "message reçu", en: "message received" } as const satisfies Bilingual;

/** Whether a reminder came before the due instant: those of the ladder never do. */
function isEarly({ step, clock }: Message, at: Instant, before: Case | undefined): boolean {
  const due = clock === undefined ? undefined : before?.clocks[clock].dueLegal;
  return step === undefined && due !== undefined && at <= due;
}

function arrived({ type, to, clock, task, question }: Message, early: boolean): Bilingual {
  const recipient = recipientName(to);
  const { fr, en } = recipient;
  switch (type) {
    case "notice.issued":
      return { fr: "notification reçue", en: "notice received" };
    case "notice.reminder":
      return early
        ? { fr: `rappel avant l'échéance : ${fr}`, en: `early reminder reached ${en}` }
        : { fr: `rappel reçu par ${fr}`, en: `reminder reached ${en}` };
    case "notice.withdrawn":
      return { fr: `retrait reçu par ${fr}`, en: `withdrawal reached ${en}` };
    case "case.overdue":
      return prefixed(recipient, unmet[clock ?? "act"]);
    case "case.decision_needed":
      if (task !== undefined) return prefixed(recipient, toDo);
      return prefixed(recipient, question === undefined ? news[type] : answerEvents["question.overdue"].name);
    case "notice.prior_information":
    case "notice.corrected":
    case "notice.clarified":
    case "notice.decided":
    case "notice.extended":
      return prefixed(recipient, messageWords[type]);
    default:
      return prefixed(recipient, news[type]);
  }
}

/** A mail that its provider has taken. */
export function tellHandover({ data }: EventOf<"message.handed_over">, before: Case | undefined): Told {
  const message = pendingIn(before, data.messageId);
  const word = { fr: "envoyé", en: "sent" };
  return { sign: "·", tone: "quiet", ...clockOf(message), mail: true, says: prefixed(word, nameOf(message)) };
}

/** A failed attempt, and what follows from it: the next, or a mail of the same words. */
export function tellFailedAttempt({ data }: EventOf<"message.attempt_failed">, before: Case | undefined): Told {
  const message = pendingIn(before, data.messageId);
  const [why, next] = [failure(data), legalTime(data.nextAttemptAt)];
  const mail = data.messages?.[0];
  const from = mail === undefined ? undefined : legalTime(mail.nextAttemptAt);
  const then =
    from === undefined
      ? { fr: `puis ${next.fr}`, en: `next ${next.en}` }
      : { fr: `courriel dès ${from.fr}`, en: `by mail from ${from.en}` };
  const says = prefixed(nameOf(message), { fr: `${why.fr} ; ${then.fr}`, en: `${why.en}; ${then.en}` });
  return { sign: "✗", tone: "quiet", ...clockOf(message), mail: message?.channel === "mail", says };
}

/** A message that is not sent any more on its channel, or a mail that came back. */
export function tellAbandoned({ data }: EventOf<"message.abandoned">, before: Case | undefined): Told {
  const message = pendingIn(before, data.messageId);
  const why = failure(data);
  const word = message?.handedOverAt === undefined ? givenUp(data.attempts, message) : cameBack;
  const says = prefixed(nameOf(message), { fr: `${word.fr} (${why.fr})`, en: `${word.en} (${why.en})` });
  return { sign: "✗", tone: "bad", mail: message?.channel === "mail", says };
}

const cameBack = { fr: "revenu", en: "came back" } as const satisfies Bilingual;

function givenUp(attempts: number, message: Message | undefined): Bilingual {
  const several = attempts > 1 ? "s" : "";
  // The same words have gone by mail.
  const channel = message?.alsoByMail === true ? "webhook " : "";
  return {
    fr: `${channel}abandonné après ${attempts} essai${several}`,
    en: `${channel}given up after ${attempts} attempt${several}`,
  };
}

function nameOf(message: Message | undefined): Bilingual {
  return message === undefined ? { fr: "message", en: "message" } : messageWords[message.type];
}

/** Why an attempt failed. */
function failure({ code, httpStatus }: { code: string; httpStatus?: number | undefined }): Bilingual {
  return httpStatus === undefined ? failureWords(code) : { fr: `HTTP ${httpStatus}`, en: `HTTP ${httpStatus}` };
}
