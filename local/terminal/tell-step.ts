import type { EventOf } from "../../core/case/events.ts";
import type { Case } from "../../core/case/state.ts";
import type { Bilingual } from "../../core/contract/language.ts";
import { legalTime } from "./legal-time.ts";
import { recipientName, stepSubject } from "./names.ts";
import { byOfficer, clockOf, prefixed, type Told } from "./told.ts";

type StepEvent = EventOf<
  "step.taken" | "step.proposed" | "step.task" | "step.signed" | "step.postponed" | "step.dropped" | "step.lapsed"
>;

/** What became of a step of the ladder. */
export function tellStep(event: StepEvent, before: Case | undefined): Told {
  const about = (word: Bilingual, step: string) => prefixed(word, stepSubject(before, step));
  switch (event.type) {
    case "step.taken": {
      const says = about({ fr: "échelon", en: "step" }, event.data.step);
      return { sign: "·", tone: "quiet", ...clockOf(event.data), says };
    }
    case "step.proposed": {
      const says = about({ fr: "à signer", en: "to sign" }, event.data.step);
      return { sign: "!", tone: "person", ...clockOf(event.data), says };
    }
    case "step.task": {
      const says = about({ fr: "à faire", en: "to do" }, event.data.step);
      return { sign: "!", tone: "person", ...clockOf(event.data), says };
    }
    case "step.signed":
      return { sign: "←", tone: "person", ...clockOf(event.data, before), says: signed(event) };
    case "step.postponed": {
      const { by, until, step } = event.data;
      const { fr, en } = legalTime(until);
      const word = byOfficer({ fr: `reporté à ${fr}`, en: `postponed to ${en}` }, by);
      return { sign: "←", tone: "person", ...clockOf(event.data, before), says: about(word, step) };
    }
    case "step.dropped": {
      const word = byOfficer({ fr: "écarté", en: "dropped" }, event.data.by);
      return { sign: "←", tone: "person", ...clockOf(event.data, before), says: about(word, event.data.step) };
    }
    case "step.lapsed":
      return { sign: "·", tone: "quiet", says: lapsed(event, before) };
  }
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
