import { eventWords } from "../../core/case/event-words.ts";
import { questionWords } from "../../core/case/event-words/answers.ts";
import type { EventOf } from "../../core/case/events.ts";
import type { Case, SuspensionGround } from "../../core/case/state.ts";
import { millisecondsBetween } from "../../core/contract/instant.ts";
import type { Bilingual, Language } from "../../core/contract/language.ts";
import { lengthOf, legalTime } from "./legal-time.ts";
import { byOfficer, prefixed, type Told } from "./told.ts";

type ClockEvent = EventOf<
  | "clock.service_interrupted"
  | "clock.missed"
  | "clock.warned"
  | "clock.suspended"
  | "clock.reset"
  | "clock.extended"
  | "clock.held"
  | "clock.stopped"
>;

/** What became of a clock after its start. */
export function tellClock(event: ClockEvent, before: Case | undefined): Told {
  const { clock } = event.data;
  const own = { sign: "·", tone: "plain", clock } as const;
  switch (event.type) {
    case "clock.missed":
      return { sign: "✗", tone: "bad", clock, says: missed(event, before) };
    case "clock.service_interrupted":
      return { ...own, says: interrupted(event) };
    case "clock.warned":
      return { ...own, tone: "quiet", says: event.data.sent ? warned : tooLate };
    case "clock.suspended":
      return { ...own, says: prefixed(eventWords[event.type].name, grounds[event.data.ground]) };
    case "clock.reset":
      return { ...own, says: prefixed(eventWords[event.type].name, due(event.data)) };
    case "clock.extended": {
      const says = byOfficer(prefixed(eventWords[event.type].name, due(event.data)), event.data.by);
      return { sign: "←", tone: "person", clock, says };
    }
    case "clock.held": {
      const { fr, en } = legalTime(event.data.until);
      return { ...own, says: prefixed(eventWords[event.type].name, { fr: `pas avant ${fr}`, en: `not before ${en}` }) };
    }
    case "clock.stopped":
      return { ...own, says: eventWords[event.type].name };
  }
}

const warned = {
  fr: "rappel aux quatre cinquièmes du délai",
  en: "reminder at four fifths of the time",
} as const satisfies Bilingual;

const tooLate = {
  fr: "trop tard pour un rappel avant l'échéance",
  en: "too late for a reminder before the due instant",
} as const satisfies Bilingual;

const grounds = {
  clarification_requested: questionWords.clarification_requested,
  impossible: questionWords.impossible,
  obligation_added: eventWords["notice.corrected"].name,
} as const satisfies Record<SuspensionGround, Bilingual>;

function due({ dueLegal }: Pick<EventOf<"clock.reset">["data"], "dueLegal">): Bilingual {
  const { fr, en } = legalTime(dueLegal);
  return { fr: `dû ${fr}`, en: `due ${en}` };
}

function interrupted({ data }: EventOf<"clock.service_interrupted">): Bilingual {
  const [took, until] = [lengthOf(millisecondsBetween(data.from, data.to)), legalTime(data.until)];
  return {
    fr: `notre panne (${took.fr}) : escalade après ${until.fr}`,
    en: `outage of ours (${took.en}): escalates after ${until.en}`,
  };
}

function missed({ data }: EventOf<"clock.missed">, before: Case | undefined): Bilingual {
  const at = legalTime(data.dueLegal);
  const pause = before?.clocks[data.clock].settleMilliseconds ?? 0;
  const [fr, en] =
    data.clock === "acknowledge" ? ["pas d'accusé", "no acknowledgement"] : ["pas exécuté", "not acted on"];
  const waited = (language: Language) => (pause === 0 ? "" : ` (+ pause ${lengthOf(pause)[language]})`);
  return { fr: `${fr} au ${at.fr}${waited("fr")}`, en: `${en} by ${at.en}${waited("en")}` };
}
