import { listed, same } from "../../../core/case/bilingual.ts";
import { quoted } from "../../../core/case/event-words/event-row.ts";
import { isOpenOf } from "../../../core/case/question.ts";
import type { TaskReason } from "../../../core/case/state.ts";
import type { Bilingual } from "../../../core/contract/language.ts";
import type { OutgoingWebhook } from "../../../core/contract/outgoing-webhook.ts";
import { spokenInstant } from "../../../core/law/time/spoken-instant.ts";
import type { LetterAbout } from "./about.ts";
import { questionNames } from "./case-words.ts";

type Webhook<T extends OutgoingWebhook["type"]> = Extract<OutgoingWebhook, { type: T }>;

/** What a letter is about, and what it says of it. */
type Said = { what: Bilingual; says: Bilingual[] };

/** What an answered case leaves to decide on, and until when. */
export function stillUndecided(steps: readonly { subject: Bilingual }[]): Bilingual {
  const { fr, en } = listed(steps.map(({ subject }) => quoted(subject)));
  return {
    fr: `Une décision de votre part reste attendue : ${fr}. À la clôture du dossier, ce qui n'est pas décidé devient caduc.`,
    en: `A decision of yours is still awaited: ${en}. What is undecided when the case closes lapses.`,
  };
}

/** A case has closed over a step that nobody had decided on. */
export function decisionLapsed({ data }: Webhook<"case.decision_lapsed">): Said {
  const of = data.step === undefined ? same("") : named(data.step.subject);
  return {
    what: { fr: "Une étape est devenue caduque", en: "A step has lapsed" },
    says: [
      {
        fr: `Le dossier s'est clos de lui-même. Une étape qui attendait votre décision est devenue caduque avec lui, et rien n'a été envoyé${of.fr}.`,
        en: `The case has closed by itself. A step that waited for your decision has lapsed with it, and nothing was sent${of.en}.`,
      },
      onlyByHand,
    ],
  };
}

const onlyByHand = {
  fr: "Si elle reste nécessaire, accomplissez-la vous-même : le dossier clos peut toujours être lu, mais n'admet plus de décision.",
  en: "If it is still needed, take it yourself: the closed case can still be read, but no step of it can be decided on any more.",
} as const satisfies Bilingual;

function named({ fr, en }: Bilingual): Bilingual {
  return { fr: ` : ${fr}`, en: `: ${en}` };
}

function taskLeft(subject: Bilingual, why: Bilingual, isClosed: boolean): Said {
  const of = named(subject);
  return {
    what: { fr: "Une étape vous revient", en: "A step is left to you" },
    says: [
      {
        fr: `${why.fr} Cette étape vous revient${of.fr}.`,
        en: `${why.en} This step is left to you${of.en}.`,
      },
      isClosed
        ? onlyByHand
        : {
            fr: "Accomplissez-la vous-même, puis signez-la dans le dossier pour dire que c'est fait ; ou reportez-la, ou écartez-la.",
            en: "Take it yourself, then sign it in the case to say that this has been done; or postpone or drop it.",
          },
    ],
  };
}

const whyTask = {
  no_address: {
    fr: "Aucune adresse du destinataire n'est connue : rien ne lui a été envoyé.",
    en: "No address of the recipient is known: nothing was sent to them.",
  },
  undelivered: {
    fr: "L'envoi n'a pas pu être remis au destinataire.",
    en: "What was sent could not be delivered to the recipient.",
  },
} as const satisfies Record<TaskReason, Bilingual>;

/** A step, or a question of the platform, waits for a named person. */
export function decisionNeeded(
  { data }: Webhook<"case.decision_needed">,
  { kase, authority, platform }: LetterAbout,
): Said {
  const what = { fr: "Une décision est attendue", en: "A decision is needed" };
  if (data.step !== undefined) {
    const { subject } = data.step;
    if (data.task !== undefined) return taskLeft(subject, whyTask[data.task], data.status === "closed");
    return {
      what,
      says: [
        {
          fr: `Une étape est préparée et attend qu'une personne nommée la signe, la reporte ou l'écarte : ${subject.fr}.`,
          en: `A step has been prepared and waits for a named person to sign, postpone or drop it: ${subject.en}.`,
        },
      ],
    };
  }
  const asked = data.question === undefined ? undefined : kase.questions.find(isOpenOf(data.question));
  const due = asked === undefined ? undefined : spokenInstant(asked.dueAt, authority.state);
  const name = data.question === undefined ? undefined : questionNames[data.question];
  return {
    what,
    says: [
      name === undefined
        ? {
            fr: `${platform.name} attend une réponse de votre part.`,
            en: `${platform.name} waits for your reply.`,
          }
        : {
            fr: `${platform.name} attend votre réponse à ce qu'elle a déclaré : ${name.fr}.`,
            en: `${platform.name} waits for your reply to what it declared: ${name.en}.`,
          },
      ...(due === undefined
        ? []
        : [{ fr: `Votre réponse est attendue au plus tard le ${due.fr}.`, en: `Your reply is due by ${due.en}.` }]),
    ],
  };
}
