import type { Bilingual } from "../../contract/language.ts";
import { sentences } from "../bilingual.ts";
import type { CaseEvent, EventOf } from "../events.ts";
import type { ClockName } from "../state.ts";
import type { Scene } from "./scene.ts";

/**
 * Each breach of a clock that is on record, with its date and how the clock went on after it. Told from the record: a clock
 * that was given more time, or began anew, no longer knows of the breach before.
 */
export function breachesOf(name: ClockName, scene: Scene): Bilingual[] {
  return scene.events.flatMap((event, index) => {
    if (event.type !== "clock.missed" || event.data.clock !== name) return [];
    const next = scene.events.slice(index + 1).find((later) => isContinued(later, name));
    return [sentences(found(event, scene), next && wentOn(next, scene))];
  });
}

type Continued = EventOf<
  "clock.missed" | "clock.extended" | "clock.suspended" | "clock.reset" | "clock.stopped" | "receipt.taken_back"
>;

/** Whether an event is the next thing that became of a clock, its end by an answer apart. */
function isContinued(event: CaseEvent, name: ClockName): event is Continued {
  switch (event.type) {
    case "clock.missed":
    case "clock.extended":
    case "clock.suspended":
    case "clock.reset":
    case "clock.stopped":
      return event.data.clock === name;
    case "receipt.taken_back":
      return true;
    default:
      return false;
  }
}

function found({ at, data }: EventOf<"clock.missed">, { telling }: Scene): Bilingual {
  const [when, due] = [telling.moment(at), telling.due(data.clock, data.dueLegal)];
  return {
    fr: `Dépassement constaté le ${when.fr}, pour l'échéance du ${due.fr}.`,
    en: `Breach put on record on ${when.en}, of the due instant ${due.en}.`,
  };
}

function wentOn(event: Continued, { telling }: Scene): Bilingual | undefined {
  const at = telling.moment(event.at);
  switch (event.type) {
    case "clock.extended": {
      const due = telling.due(event.data.clock, event.data.dueLegal);
      return {
        fr: `Après ce constat, le ${at.fr}, le délai a été prolongé jusqu'au ${due.fr}.`,
        en: `After that, on ${at.en}, the time limit was extended until ${due.en}.`,
      };
    }
    case "clock.reset": {
      const due = telling.due(event.data.clock, event.data.dueLegal);
      return {
        fr: `Après ce constat, le ${at.fr}, le délai est reparti, jusqu'au ${due.fr}.`,
        en: `After that, on ${at.en}, the time limit started anew, until ${due.en}.`,
      };
    }
    case "clock.suspended":
      return {
        fr: `Après ce constat, le ${at.fr}, le délai a été suspendu.`,
        en: `After that, on ${at.en}, the time limit was suspended.`,
      };
    case "clock.stopped":
      return {
        fr: `Après ce constat, le ${at.fr}, le délai a été arrêté.`,
        en: `After that, on ${at.en}, the time limit was stopped.`,
      };
    case "receipt.taken_back":
      return {
        fr: `Après ce constat, le ${at.fr}, la réception de l'acte a été infirmée.`,
        en: `After that, on ${at.en}, the receipt of the notice was taken back.`,
      };
    case "clock.missed":
      return undefined;
  }
}
