import type { CaseEvent, EventOf } from "../../core/case/events.ts";
import type { Case, ClockName, Message } from "../../core/case/state.ts";
import { millisecondsBetween } from "../../core/contract/instant.ts";
import type { Bilingual, Language } from "../../core/contract/language.ts";
import { spokenDuration } from "../../core/law/time/spoken.ts";
import { lengthOf, legalTime } from "./legal-time.ts";
import { recipientName, stepSubject } from "./names.ts";
import { tellAnswer } from "./tell-answer.ts";
import { tellDelivery, tellFailure } from "./tell-message.ts";
import type { Tone } from "./terminal.ts";

/**
 * What happened, in a sentence. `sign`: `→` it left for a simulated recipient, `←` a simulated platform or officer said
 * it, `✗` something failed or was missed, `!` a person has to decide, `·` the product's own bookkeeping.
 */
export type Told = { sign: "→" | "←" | "✗" | "!" | "·"; tone: Tone; clock?: ClockName | "both"; says: Bilingual };

/** Tells one event of a case, given the case as it was before. */
export function tellEvent(event: CaseEvent, before: Case | undefined): Told {
  switch (event.type) {
    case "case.opened":
      return { sign: "·", tone: "plain", says: opened(event) };
    case "notice.delivered":
      return { sign: "→", tone: "plain", clock: "both", says: delivered(event) };
    case "message.delivered": {
      const message = pending(before, event.data.messageId);
      const tone = message?.type === "case.decision_needed" ? "quiet" : "plain";
      return { sign: "→", tone, ...clockOf(message), says: message ? tellDelivery(message) : someMessage };
    }
    case "message.attempt_failed":
      return { sign: "✗", tone: "quiet", says: attemptFailed(event) };
    case "message.abandoned":
      return { sign: "✗", tone: "bad", says: abandoned(event) };
    case "case.undeliverable":
      return {
        sign: "✗",
        tone: "bad",
        says: { fr: "INJOIGNABLE : aucun délai ne court", en: "UNDELIVERABLE: no clock runs" },
      };
    case "delivery.resumed":
      return { sign: "·", tone: "plain", says: { fr: "remise reprise", en: "delivery is taken up again" } };
    case "answer.received":
      return tellAnswer(event, before);
    case "clock.service_interrupted":
      return { sign: "·", tone: "plain", clock: event.data.clock, says: interrupted(event) };
    case "clock.missed":
      return { sign: "✗", tone: "bad", clock: event.data.clock, says: missed(event, before) };
    case "step.taken":
    case "step.proposed":
    case "step.task":
      return step(event, before);
    case "step.signed":
      return { sign: "←", tone: "person", ...clockOf(event.data, before), says: signed(event) };
    case "step.dropped":
      return { sign: "←", tone: "person", says: prefixed({ fr: "écarté", en: "dropped" }, event.data.step, before) };
    case "step.lapsed":
      return { sign: "·", tone: "quiet", says: lapsed(event, before) };
    case "case.withdrawn":
      return { sign: "·", tone: "plain", says: { fr: "notification retirée", en: "notice withdrawn" } };
    case "case.closed":
      return { sign: "·", tone: "plain", says: { fr: "dossier clos", en: "case closed" } };
  }
}

const someMessage = { fr: "message reçu", en: "message received" } as const satisfies Bilingual;

function pending(before: Case | undefined, messageId: string): Message | undefined {
  return before?.outbox.find((message) => message.messageId === messageId);
}

function clockOf(about: { clock?: ClockName | undefined; step?: string | undefined } | undefined, before?: Case) {
  const clock = about?.clock ?? before?.ladder.find(({ step }) => step === about?.step)?.clock;
  return clock === undefined ? {} : { clock };
}

function opened({ data: { items, clocks } }: EventOf<"case.opened">): Bilingual {
  const count = items.length;
  const [acknowledge, act] = [spokenDuration(clocks.acknowledge.within), spokenDuration(clocks.act.within)];
  return {
    fr: `ouvert : ${count} élément${count > 1 ? "s" : ""} ; AR en ${acknowledge.fr}, EXÉ en ${act.fr}`,
    en: `opened: ${count} item${count > 1 ? "s" : ""}; acknowledge in ${acknowledge.en}, act in ${act.en}`,
  };
}

function delivered({ data: { by, clocks } }: EventOf<"notice.delivered">): Bilingual {
  const [acknowledge, act] = [legalTime(clocks.acknowledge.dueLegal), legalTime(clocks.act.dueLegal)];
  return {
    fr: `${by === "receipt" ? "remis" : "répondu"} : AR dû ${acknowledge.fr}, EXÉ ${act.fr}`,
    en: `${by === "receipt" ? "delivered" : "answered"}: ACK due ${acknowledge.en}, ACT ${act.en}`,
  };
}

function attemptFailed({ data }: EventOf<"message.attempt_failed">): Bilingual {
  const [why, next] = [tellFailure(data), legalTime(data.nextAttemptAt)];
  return {
    fr: `essai ${data.attempt} échoué (${why.fr}) ; puis ${next.fr}`,
    en: `attempt ${data.attempt} failed (${why.en}); next ${next.en}`,
  };
}

function abandoned({ data }: EventOf<"message.abandoned">): Bilingual {
  const why = tellFailure(data);
  return {
    fr: `abandonné après ${data.attempts} essais (${why.fr})`,
    en: `given up after ${data.attempts} attempts (${why.en})`,
  };
}

function interrupted({ data }: EventOf<"clock.service_interrupted">): Bilingual {
  const [took, until] = [lengthOf(millisecondsBetween(data.from, data.to)), legalTime(data.until)];
  return {
    fr: `notre panne (${took.fr}) : escalade après ${until.fr}`,
    en: `outage of ours (${took.en}): escalates after ${until.en}`,
  };
}

function missed({ data }: EventOf<"clock.missed">, before: Case | undefined): Bilingual {
  const due = legalTime(data.dueLegal);
  const pause = before?.clocks[data.clock].settleMilliseconds ?? 0;
  const [fr, en] =
    data.clock === "acknowledge" ? ["pas d'accusé", "no acknowledgement"] : ["pas exécuté", "not acted on"];
  const waited = (language: Language) => (pause === 0 ? "" : ` (+ pause ${lengthOf(pause)[language]})`);
  return { fr: `${fr} au ${due.fr}${waited("fr")}`, en: `${en} by ${due.en}${waited("en")}` };
}

function step(event: EventOf<"step.taken" | "step.proposed" | "step.task">, before: Case | undefined): Told {
  const about = clockOf(event.data);
  if (event.type === "step.taken") {
    return {
      sign: "·",
      tone: "quiet",
      ...about,
      says: prefixed({ fr: "échelon", en: "step" }, event.data.step, before),
    };
  }
  const word = event.type === "step.proposed" ? { fr: "à signer", en: "to sign" } : { fr: "à faire", en: "to do" };
  return { sign: "!", tone: "person", ...about, says: prefixed(word, event.data.step, before) };
}

function signed({ data: { by, recipient } }: EventOf<"step.signed">): Bilingual {
  const to = recipient === undefined ? undefined : recipientName(recipient);
  return {
    fr: `un agent signe (${by})${to === undefined ? "" : `, pour ${to.fr}`}`,
    en: `an officer signs (${by})${to === undefined ? "" : `, for ${to.en}`}`,
  };
}

function lapsed({ data: { steps } }: EventOf<"step.lapsed">, before: Case | undefined): Bilingual {
  const subjects = steps.map((step) => stepSubject(before, step));
  return {
    fr: `caduc : ${subjects.map(({ fr }) => fr).join(" ; ")}`,
    en: `lapsed: ${subjects.map(({ en }) => en).join("; ")}`,
  };
}

function prefixed(word: Bilingual, step: string, before: Case | undefined): Bilingual {
  const { fr, en } = stepSubject(before, step);
  return { fr: `${word.fr} : ${fr}`, en: `${word.en}: ${en}` };
}
