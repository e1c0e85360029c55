import { same } from "../../../core/case/bilingual.ts";
import type { ClockName } from "../../../core/case/state.ts";
import type { Bilingual } from "../../../core/contract/language.ts";
import type { OutgoingWebhook } from "../../../core/contract/outgoing-webhook.ts";
import { spokenDuration } from "../../../core/law/time/spoken.ts";
import { spokenInstant } from "../../../core/law/time/spoken-instant.ts";
import { answerButton } from "../links/answer-button.ts";
import type { LetterAbout } from "./about.ts";
import { instrumentNames, itemsCounted, questionNames } from "./case-words.ts";
import { clockBases, clockNames, clockSentence, draftDeadline, spokenDeadline } from "./clock-words.ts";
import { factsOf } from "./facts.ts";
import { reminderSays } from "./reminder.ts";
import { type LetterBlock, type LetterOutline, type LetterRow, paragraph } from "./outline.ts";

type ToPlatform = Extract<OutgoingWebhook, { type: `notice.${string}` }>;
type Served = Exclude<ToPlatform, { type: "notice.prior_information" }>;

/** A letter to the platform. */
export function letterToPlatform(body: ToPlatform, about: LetterAbout): LetterOutline {
  if (body.type === "notice.prior_information") return priorInformation(body, about);
  const { what, says, clocks = true } = saidOf(body, about);
  return {
    what,
    blocks: [...says.map(paragraph), ...(clocks ? deadlines(body, about) : [])],
    facts: factsOf(about),
    button: { label: answerButton, url: about.link.url },
    notes: [...notesOnLink(about), betterProof(body.data.respond.url)],
  };
}

/** What is new, and what is expected; `clocks: false`: no deadline has to do with it. */
type Said = { what: Bilingual; says: Bilingual[]; clocks?: boolean };

function saidOf(body: Served, about: LetterAbout): Said {
  const { authority, platform, kase, basis } = about;
  const { fr: autorite, en: office } = authority.name;
  const items = itemsCounted(kase.items.length);
  switch (body.type) {
    case "notice.issued": {
      const name = instrumentNames[basis.instrument];
      return {
        what: { fr: `${name.fr} visant ${items.fr}`, en: `${name.en} about ${items.en}` },
        says: [
          {
            fr: `${autorite} vous adresse un acte (${name.fr.toLowerCase()}) qui vise ${items.fr} sur ${platform.name}.`,
            en: `${office} addresses an act to you (${name.en.toLowerCase()}) about ${items.en} on ${platform.name}.`,
          },
          basis.instrument === "report"
            ? {
                fr: "Il vous est demandé d'en accuser réception, d'examiner chaque contenu et de dire ce qui a été fait, dans les délais ci-dessous.",
                en: "You are asked to acknowledge it, to examine each item and to say what was done, within the time limits below.",
              }
            : {
                fr: "Il vous est demandé d'en accuser réception, d'agir sur chaque contenu et d'en rendre compte, dans les délais ci-dessous.",
                en: "You are asked to acknowledge it, to act on each item and to report on it, within the time limits below.",
              },
          elsewhere,
        ],
      };
    }
    case "notice.corrected":
      return {
        what: { fr: `Acte rectifié, version ${body.data.version}`, en: `Corrected act, version ${body.data.version}` },
        says: [
          {
            fr: `${autorite} a rectifié l'acte. La version ${body.data.version} est désormais en vigueur et vise ${items.fr} ; répondez à celle-ci.`,
            en: `${office} has corrected the act. Version ${body.data.version} is now in force, about ${items.en}; answer this one.`,
          },
          elsewhere,
        ],
      };
    case "notice.clarified":
      return {
        what: { fr: "Réponse à votre demande de précision", en: "Reply to your request for clarification" },
        says: [
          {
            fr: `${autorite} a répondu à votre demande de précision. Sa réponse se lit derrière le lien, avec l'acte.`,
            en: `${office} has replied to your request for clarification. The reply can be read behind the link, with the act.`,
          },
          ...(body.data.clocks.act.state === "suspended"
            ? [
                {
                  fr: "Le délai pour agir, suspendu, repart en entier à la réception de ce message.",
                  en: "The time to act, which was suspended, starts anew, whole, when this message is received.",
                },
              ]
            : []),
        ],
      };
    case "notice.decided":
      return decided(body, about);
    case "notice.extended":
      return {
        what: { fr: "Délai prolongé", en: "Time limit extended" },
        says: [
          {
            fr: `${autorite} vous accorde plus de temps. Le nouveau délai est ci-dessous.`,
            en: `${office} gives you more time. The new time limit is below.`,
          },
        ],
      };
    case "notice.disclosure_ended":
      return {
        what: { fr: "Le vendeur peut être informé", en: "The seller may be told" },
        says: [
          {
            fr: `Le temps pendant lequel ${autorite} vous demandait de ne pas informer le vendeur a pris fin : vous pouvez désormais l'informer.`,
            en: `The time during which ${office} asked you not to tell the seller has ended: you may tell the seller from now on.`,
          },
        ],
        clocks: false,
      };
    case "notice.reminder":
      return reminderSays(body, about);
    case "notice.withdrawn":
      return {
        what: { fr: "Acte retiré", en: "Act withdrawn" },
        says: [
          {
            fr: `${autorite} a retiré l'acte : plus rien ne vous est demandé à ce titre.`,
            en: `${office} has withdrawn the act: nothing is asked of you under it any more.`,
          },
          {
            fr: "Si des contenus avaient été retirés ou restreints à ce titre, dites derrière le lien qu'ils sont rétablis.",
            en: "Where items had been removed or restricted under it, say behind the link that they are back.",
          },
        ],
        clocks: false,
      };
  }
}

/** Where the exact addresses and the reasons stand. */
const elsewhere: Bilingual = {
  fr: "Ce courriel ne reproduit ni l'adresse des contenus ni les motifs : ils sont dans l'acte, derrière le lien.",
  en: "This mail repeats neither the addresses of the items nor the reasons: they are in the act, behind the link.",
};

function decided(body: Extract<Served, { type: "notice.decided" }>, { authority }: LetterAbout): Said {
  const { question, decision, until } = body.data;
  const about = questionNames[question];
  const end = until === undefined ? undefined : spokenInstant(until, authority.state);
  const { fr: autorite, en: office } = authority.name;
  const words = {
    accepted: {
      fr: `${autorite} accepte ce que vous avez déclaré : ${about.fr}.`,
      en: `${office} accepts what you declared: ${about.en}.`,
    },
    disputed: {
      fr: `${autorite} n'accepte pas ce que vous avez déclaré : ${about.fr}. Ce qui vous est demandé reste dû.`,
      en: `${office} does not accept what you declared: ${about.en}. What is asked of you is still owed.`,
    },
    ended: {
      fr: "L'impossibilité d'agir que l'autorité avait acceptée a pris fin : il vous est de nouveau demandé d'agir.",
      en: "The impossibility to act that the authority had accepted has ended: you are asked to act again.",
    },
  } as const satisfies Record<typeof decision, Bilingual>;
  return {
    what: { fr: "Décision de l'autorité sur votre déclaration", en: "The authority's decision on what you declared" },
    says: [
      words[decision],
      ...(end === undefined
        ? []
        : [{ fr: `Elle est attendue jusqu'au ${end.fr}.`, en: `It is expected to last until ${end.en}.` }]),
      ...(body.data.text === undefined
        ? []
        : [{ fr: "Ses motifs se lisent derrière le lien.", en: "The reasons can be read behind the link." }]),
    ],
  };
}

/** Both time limits as they stand; before receipt, as they will if this mail is the one that is received. */
function deadlines(body: Served, about: LetterAbout): LetterBlock[] {
  const row = (name: ClockName): LetterRow => {
    const clock = about.kase.clocks[name];
    const foreseen =
      body.type === "notice.issued" && clock.state === "not_started" ? body.data.clocks[name] : undefined;
    const due = foreseen === undefined ? undefined : spokenDeadline(clock, foreseen.dueAt, about);
    const length = spokenDuration(clock.within);
    const says =
      due === undefined
        ? clockSentence(clock, about)
        : {
            fr: `${length.fr} à compter de la réception : le ${due.fr}, si ce message vous parvient dès son envoi.`,
            en: `${length.en} from receipt: ${due.en}, if this message reaches you as soon as it is sent.`,
          };
    const law = clockBases[clock.basis];
    const isOver = clock.endedAt !== undefined || clock.state === "stopped";
    return {
      term: clockNames[name],
      value: isOver ? says : { fr: `${says.fr} ${law.fr}`, en: `${says.en} ${law.en}` },
    };
  };
  return [{ kind: "rows", rows: [row("acknowledge"), row("act")] }, paragraph(draftDeadline)];
}

function priorInformation(
  { data }: Extract<ToPlatform, { type: "notice.prior_information" }>,
  about: LetterAbout,
): LetterOutline {
  const { authority, platform } = about;
  const from = spokenInstant(data.orderNotBefore, authority.state);
  const period = (name: ClockName): LetterRow => {
    const { within, basis } = data.clocks[name];
    const length = spokenDuration(within);
    const law = clockBases[basis];
    return {
      term: clockNames[name],
      value: {
        fr: `${length.fr} à compter de la réception de l'acte. ${law.fr}`,
        en: `${length.en} from receipt of the act. ${law.en}`,
      },
    };
  };
  return {
    what: { fr: "Information préalable", en: "Prior information" },
    blocks: [
      paragraph({
        fr: `${authority.name.fr} se propose d'adresser à ${platform.name} un premier acte sur la base ci-dessous, au plus tôt le ${from.fr}. Ce message dit comment y répondre et dans quels délais ; il ne vise aucun contenu et n'appelle pas de réponse.`,
        en: `${authority.name.en} intends to address a first act to ${platform.name} under the basis below, not before ${from.en}. This message says how to answer it and within which time; it names no item and calls for no answer.`,
      }),
      { kind: "rows", rows: [period("acknowledge"), period("act")] },
      paragraph(draftDeadline),
    ],
    button: { label: { fr: "Lire la procédure", en: "Read the procedure" }, url: about.link.url },
    facts: factsOf(about, { withoutAct: true }),
    notes: [betterProof(data.respond.url)],
  };
}

function notesOnLink({ link, platform, authority }: LetterAbout): Bilingual[] {
  const end = link.expiresAt === undefined ? undefined : spokenInstant(link.expiresAt, authority.state);
  return [
    {
      fr: "Ouvrir le lien ne vaut pas accusé de réception et ne change rien : seule une réponse envoyée compte.",
      en: "Opening the link is no acknowledgement and changes nothing: only an answer that is sent counts.",
    },
    {
      fr: `Qui a ce lien peut répondre pour ${platform.name} : ne le transmettez à personne d'autre.${end === undefined ? "" : ` Il expire le ${end.fr}`}${end === undefined ? "" : " ; l'autorité peut le révoquer plus tôt."}`,
      en: `Whoever has this link can answer for ${platform.name}: pass it on to nobody else.${end === undefined ? "" : ` It expires on ${end.en}`}${end === undefined ? "" : "; the authority can revoke it earlier."}`,
    },
  ];
}

function betterProof(url: string): Bilingual {
  const { fr, en } = same(url);
  return {
    fr: `Un message signé (Standard Webhooks) à ${fr} prouve mieux qui a répondu ; ce qui vient par le lien est enregistré comme tel.`,
    en: `A signed message (Standard Webhooks) to ${en} proves better who has answered; what comes by the link is recorded as such.`,
  };
}
