import type { Bilingual } from "../contract/language.ts";
import { answerEvents } from "./event-words/answers.ts";
import { clockEvents } from "./event-words/clocks.ts";
import { deliveryEvents } from "./event-words/delivery.ts";
import type { EventRows } from "./event-words/event-row.ts";
import { messageEvents } from "./event-words/messages.ts";
import { stepEvents } from "./event-words/steps.ts";
import { wholeCaseEvents } from "./event-words/whole-case.ts";
import type { CaseEvent, EventOf } from "./events.ts";
import type { Telling } from "./telling.ts";

/** Every kind of event in words: for the timeline of a draft, of the desk and of the terminal. */
export const eventWords: EventRows = {
  ...wholeCaseEvents,
  ...deliveryEvents,
  ...messageEvents,
  ...answerEvents,
  ...clockEvents,
  ...stepEvents,
};

/** One event of a case in words. */
export function eventSentence(event: CaseEvent, telling: Telling): Bilingual {
  return sentenceOf(event.type, event, telling);
}

// Type and event are one thing; taken apart, the compiler can tell that the row fits the event.
function sentenceOf<T extends CaseEvent["type"]>(type: T, event: EventOf<T>, telling: Telling): Bilingual {
  return eventWords[type].tell(event, telling);
}
