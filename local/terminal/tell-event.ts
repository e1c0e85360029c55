import { eventWords } from "../../core/case/event-words.ts";
import type { CaseEvent, EventOf } from "../../core/case/events.ts";
import type { Case } from "../../core/case/state.ts";
import type { Bilingual } from "../../core/contract/language.ts";
import { spokenDuration } from "../../core/law/time/spoken.ts";
import { caseName } from "./names.ts";
import { tellAnswer } from "./tell-answer.ts";
import { tellClock } from "./tell-clock.ts";
import { tellReceipt } from "./tell-delivery.ts";
import { tellAbandoned, tellArrival, tellFailedAttempt, tellHandover } from "./tell-message.ts";
import { tellQuestion } from "./tell-question.ts";
import { tellStep } from "./tell-step.ts";
import { byOfficer, prefixed, type Told } from "./told.ts";

/** Tells one event of a case, given the case as it was before: in fewer words than a letter has, to fit a line. */
export function tellEvent(event: CaseEvent, before: Case | undefined): Told {
  switch (event.type) {
    case "prior_information.given":
    case "notice.delivered":
    case "receipt.taken_back":
    case "case.undeliverable":
    case "delivery.resumed":
      return tellReceipt(event);
    case "message.handed_over":
      return tellHandover(event, before);
    case "message.delivered":
      return tellArrival(event, before);
    case "message.attempt_failed":
      return tellFailedAttempt(event, before);
    case "message.abandoned":
      return tellAbandoned(event, before);
    case "answer.received":
      return tellAnswer(event, before);
    case "clock.service_interrupted":
    case "clock.missed":
    case "clock.warned":
    case "clock.suspended":
    case "clock.reset":
    case "clock.extended":
    case "clock.held":
    case "clock.stopped":
      return tellClock(event, before);
    case "question.replied":
    case "question.reopened":
    case "question.settled":
    case "question.overdue":
    case "question.decided":
      return tellQuestion(event);
    case "step.taken":
    case "step.proposed":
    case "step.task":
    case "step.signed":
    case "step.postponed":
    case "step.dropped":
    case "step.lapsed":
      return tellStep(event, before);
    default:
      return tellWholeCase(event, before);
  }
}

type WholeCaseEvent = EventOf<
  | "case.opened"
  | "notice.corrected"
  | "impossibility.ended"
  | "case.withdrawn"
  | "case.closed"
  | "disclosure.ended"
  | "hold.set"
  | "links.revoked"
  | "case.relisted"
>;

function tellWholeCase(event: WholeCaseEvent, before: Case | undefined): Told {
  const { name } = eventWords[event.type];
  const [own, act] = [{ sign: "·", tone: "plain" } as const, { sign: "←", tone: "person" } as const];
  switch (event.type) {
    case "case.opened":
      return { ...own, says: opened(event) };
    case "case.relisted": {
      const later = before === undefined ? event.data.caseId : caseName({ ...before, caseId: event.data.caseId });
      return { ...own, says: prefixed(name, { fr: `voir ${later}`, en: `see ${later}` }) };
    }
    case "notice.corrected":
      return { ...act, says: byOfficer(prefixed(name, versionOf(event)), event.data.by) };
    case "case.withdrawn":
    case "links.revoked":
      return { ...act, says: byOfficer(name, event.data.by) };
    case "hold.set": {
      const ended = { fr: `${name.fr} levé`, en: `${name.en} released` };
      return { ...act, says: byOfficer(event.data.on ? name : ended, event.data.by) };
    }
    case "case.closed":
      return event.data.by === undefined
        ? { ...own, says: { fr: `${name.fr} de lui-même`, en: `${name.en} by itself` } }
        : { ...act, says: byOfficer(name, event.data.by) };
    case "disclosure.ended":
    case "impossibility.ended":
      return { ...own, says: name };
  }
}

function versionOf({ data }: EventOf<"notice.corrected">): Bilingual {
  return { fr: `version ${data.noticeVersion}`, en: `version ${data.noticeVersion}` };
}

function opened({ data: { items, clocks, relistedFrom, platform } }: EventOf<"case.opened">): Bilingual {
  const count = items.length;
  const [acknowledge, act] = [spokenDuration(clocks.acknowledge.within), spokenDuration(clocks.act.within)];
  if (relistedFrom !== undefined) {
    const earlier = caseName({ caseId: relistedFrom, platform });
    return {
      fr: `ouvert : remise en ligne (${earlier}) ; EXÉ en ${act.fr}`,
      en: `opened: relisted, see ${earlier}; act in ${act.en}`,
    };
  }
  return {
    fr: `ouvert : ${count} élément${count > 1 ? "s" : ""} ; AR en ${acknowledge.fr}, EXÉ en ${act.fr}`,
    en: `opened: ${count} item${count > 1 ? "s" : ""}; acknowledge in ${acknowledge.en}, act in ${act.en}`,
  };
}
