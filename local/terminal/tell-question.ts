import { eventWords } from "../../core/case/event-words.ts";
import { questionWords } from "../../core/case/event-words/answers.ts";
import type { EventOf } from "../../core/case/events.ts";
import { messageWords } from "../../core/case/message-words.ts";
import type { Bilingual } from "../../core/contract/language.ts";
import { byOfficer, prefixed, type Told } from "./told.ts";

type QuestionEvent = EventOf<
  "question.replied" | "question.reopened" | "question.settled" | "question.overdue" | "question.decided"
>;

/** What became of something that a platform asked or declared. */
export function tellQuestion(event: QuestionEvent): Told {
  const what = questionWords[event.data.question];
  switch (event.type) {
    case "question.replied": {
      const given = messageWords["notice.clarified"];
      const says = { fr: `un agent donne ${given.fr}`, en: `an officer gives ${given.en}` };
      return { sign: "←", tone: "person", says: byOfficer(says, event.data.by) };
    }
    case "question.decided": {
      const does = decisions[event.data.decision];
      const says = { fr: `un agent ${does.fr} ${what.fr}`, en: `an officer ${does.en} ${what.en}` };
      return { sign: "←", tone: "person", says: byOfficer(says, event.data.by) };
    }
    case "question.settled":
      return { sign: "·", tone: "good", says: prefixed(eventWords[event.type].name, what) };
    case "question.reopened":
    case "question.overdue":
      return { sign: "!", tone: "person", says: prefixed(eventWords[event.type].name, what) };
  }
}

const decisions = {
  accepted: { fr: "admet", en: "accepts" },
  disputed: { fr: "n'admet pas", en: "does not accept" },
  ended: { fr: "dit terminée", en: "declares ended" },
} as const satisfies Record<EventOf<"question.decided">["data"]["decision"], Bilingual>;
