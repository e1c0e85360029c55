import { escalatesFrom } from "../../../core/case/clocks.ts";
import type { ClockName } from "../../../core/case/state.ts";
import type { Instant } from "../../../core/contract/instant.ts";
import type { Bilingual } from "../../../core/contract/language.ts";
import type { OutgoingWebhook } from "../../../core/contract/outgoing-webhook.ts";
import type { LetterAbout } from "./about.ts";
import { spokenDeadline } from "./clock-words.ts";

type Reminder = Extract<OutgoingWebhook, { type: "notice.reminder" }>;

/** What a reminder says: which deadline is near or has passed, and in which role the reader is reminded. */
export function reminderSays(body: Reminder, about: LetterAbout): { what: Bilingual; says: Bilingual[] } {
  const { clock: name, when, contact } = body.data;
  const role = contactRoles[contact];
  return {
    what:
      when === "before_due"
        ? { fr: "Rappel : une échéance approche", en: "Reminder: a deadline is near" }
        : { fr: "Rappel : une échéance est passée", en: "Reminder: a deadline has passed" },
    says: [
      remaining(name, body, about),
      ...(role === undefined ? [] : [role]),
      {
        fr: "Si vous avez répondu entre-temps, ce message est sans objet.",
        en: "If you have answered meanwhile, this message has lost its point.",
      },
    ],
  };
}

/** What is left of the time; a warning that our own interruption held back says until when it is given back. */
function remaining(name: ClockName, { timestamp, data: { when } }: Reminder, about: LetterAbout): Bilingual {
  const clock = about.kase.clocks[name];
  const spoken = (at: Instant) => spokenDeadline(clock, at, about);
  const { fr: pour, en: to } = duties[name];
  if (clock.dueLegal === undefined) {
    return { fr: `Le délai pour ${pour} s'achève bientôt.`, en: `The time to ${to} ends soon.` };
  }
  const due = spoken(clock.dueLegal);
  if (when === "overdue") {
    return {
      fr: `Le délai pour ${pour} est passé (le ${due.fr}), sans réponse à ce jour.`,
      en: `The time to ${to} has passed (${due.en}), without an answer so far.`,
    };
  }
  if (timestamp <= clock.dueLegal) {
    return {
      fr: `Le délai pour ${pour} s'achève bientôt : le ${due.fr}.`,
      en: `The time to ${to} ends soon: ${due.en}.`,
    };
  }
  const from = escalatesFrom(clock) ?? clock.dueLegal;
  if (from <= timestamp) {
    return {
      fr: `Le délai pour ${pour} avait pour terme le ${due.fr}.`,
      en: `The time to ${to} was to end on ${due.en}.`,
    };
  }
  const until = spoken(from);
  return {
    fr: `Le délai pour ${pour} était fixé au ${due.fr} ; du temps vous est rendu : aucune suite n'est engagée avant le ${until.fr}.`,
    en: `The time to ${to} was to end on ${due.en}; time is given back to you: no step is taken before ${until.en}.`,
  };
}

const duties = {
  acknowledge: { fr: "accuser réception de l'acte", en: "acknowledge the act" },
  act: { fr: "agir et en rendre compte", en: "act and report on it" },
} as const satisfies Record<ClockName, Bilingual>;

const contactRoles = {
  point_of_contact: undefined,
  second_contact: {
    fr: "Vous recevez ce rappel comme second contact de la plateforme.",
    en: "You receive this reminder as the platform's second contact.",
  },
  legal_representative: {
    fr: "Vous recevez ce rappel comme représentant légal de la plateforme.",
    en: "You receive this reminder as the platform's legal representative.",
  },
} as const satisfies Record<string, Bilingual | undefined>;
