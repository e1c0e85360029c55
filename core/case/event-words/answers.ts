import { answerTable } from "../../contract/answer-table.ts";
import type { Bilingual } from "../../contract/language.ts";
import { measures } from "../../contract/measures.ts";
import { both, counted, listed, same, sentences } from "../bilingual.ts";
import { cameBackWords } from "../failure-words.ts";
import type { Ended, EventOf } from "../events.ts";
import type { QuestionType } from "../question.ts";
import type { ClockName } from "../state.ts";
import type { Telling } from "../telling.ts";
import { lateWords, verdictWords } from "./clock-words.ts";
import { itemWords, quoted, type EventRows } from "./event-row.ts";

/** What the platform says, and what the authority replies. */
export const answerEvents = {
  "answer.received": { name: { fr: "réponse reçue", en: "answer received" }, tell: answered },
  "question.replied": {
    name: { fr: "réponse de l'autorité", en: "reply of the authority" },
    tell: ({ data }) => {
      const { fr, en } = questionWords[data.question];
      return {
        fr: `L'autorité (agent ${data.by}) a répondu : ${fr}.`,
        en: `The authority (officer ${data.by}) replied: ${en}.`,
      };
    },
  },
  "question.reopened": {
    name: { fr: "question rouverte", en: "question reopened" },
    tell: ({ data }) => {
      const { fr, en } = questionWords[data.question];
      return sentences(data.letter && cameBackWords(data.letter.code), {
        fr: `La réponse de l'autorité n'a pu être remise ; reste en attente : ${fr}.`,
        en: `The authority's reply could not be delivered; open again: ${en}.`,
      });
    },
  },
  "question.settled": {
    name: { fr: "question réglée", en: "question settled" },
    tell: ({ data }) => {
      const { fr, en } = questionWords[data.question];
      return { fr: `Question réglée : ${fr}.`, en: `Question settled: ${en}.` };
    },
  },
  "question.overdue": {
    name: { fr: "réponse de l'autorité attendue", en: "reply of the authority overdue" },
    tell: ({ data }) => {
      const { fr, en } = questionWords[data.question];
      return {
        fr: `L'autorité n'a pas répondu dans le temps qu'elle s'était donné : ${fr}.`,
        en: `The authority did not reply within the time it had set itself: ${en}.`,
      };
    },
  },
  "question.decided": { name: { fr: "décision de l'autorité", en: "decision of the authority" }, tell: decided },
  "impossibility.ended": {
    name: { fr: "impossibilité terminée", en: "impossibility ended" },
    tell: () => ({
      fr: "Est venu le terme annoncé de l'impossibilité que l'autorité avait acceptée.",
      en: "The expected end of the impossibility that the authority had accepted has come.",
    }),
  },
} satisfies Partial<EventRows>;

/** What the platform asked or declared, with its article. */
export const questionWords = {
  clarification_requested: { fr: "la demande de précision", en: "the request for clarification" },
  impossible: { fr: "l'impossibilité déclarée", en: "the impossibility declared" },
  contested: { fr: "la contestation", en: "the legal disagreement" },
  refused: { fr: "le refus d'agir", en: "the refusal to act" },
  not_addressee: {
    fr: "la déclaration que les contenus ne sont pas chez elle",
    en: "the statement that the items are not its own",
  },
} as const satisfies Record<QuestionType, Bilingual>;

function answered({ data }: EventOf<"answer.received">, { platform }: Telling): Bilingual {
  const [says, through] = [answerWords(data), identityWords[data.identified]];
  return sentences(
    {
      fr: `Réponse de la plateforme ${platform} (${through.fr}) : ${says.fr}.`,
      en: `Answer of the platform ${platform} (${through.en}): ${says.en}.`,
    },
    ...(["acknowledge", "act"] as const).map((clock) => endWords(clock, data.ended?.[clock])),
  );
}

/** How the platform made itself known in an answer: a link proves less than a signature. */
const identityWords = {
  webhook: { fr: "message signé", en: "signed message" },
  link: { fr: "par le lien de réponse, sans signature", en: "by the answering link, not signed" },
} as const satisfies Record<EventOf<"answer.received">["data"]["identified"], Bilingual>;

/** What an answer says, its reason, and what it reports of how many items. */
export function answerWords({ answer, reason, items: reported = [] }: EventOf<"answer.received">["data"]): Bilingual {
  if (reported.length > 0) {
    const outcomes = [...new Set(reported.map(({ outcome }) => outcome))];
    const told = outcomes.map((outcome) => {
      const count = reported.filter((report) => report.outcome === outcome).length;
      const { fr, en } = counted(count, itemWords.one, itemWords.many);
      return { fr: `${fr} (${measures[outcome].name.fr})`, en: `${en} (${measures[outcome].name.en})` };
    });
    const { fr, en } = listed(told);
    return { fr: `mesure déclarée pour ${fr}`, en: `measure reported on ${en}` };
  }
  const { says, reasons } = answerTable[answer];
  const why = reason === undefined ? undefined : ((reasons as Record<string, Bilingual>)[reason] ?? same(reason));
  const said = quoted(says);
  return both((language) => `${said[language]}${why === undefined ? "" : ` (${why[language]})`}`);
}

/** How an answer ended a clock, as a sentence. */
function endWords(clock: ClockName, ended: Ended | undefined): Bilingual | undefined {
  if (ended === undefined) return undefined;
  const what = {
    acknowledge: { fr: "Accusé de réception", en: "Acknowledgement" },
    act: { fr: "Exécution", en: "Action" },
  }[clock];
  const cause = ended.lateCause === undefined ? undefined : lateWords[ended.lateCause];
  return both(
    (language) =>
      `${what[language]}${language === "fr" ? " " : ""}: ${verdictWords[ended.verdict][language]}${cause === undefined ? "" : ` (${cause[language]})`}.`,
  );
}

function decided({ data }: EventOf<"question.decided">, { moment }: Telling): Bilingual {
  const what = questionWords[data.question];
  const did = {
    accepted: { fr: "a accepté", en: "accepted" },
    disputed: { fr: "n'a pas admis", en: "did not accept" },
    ended: { fr: "a déclaré terminée", en: "declared ended" },
  }[data.decision];
  const until = data.until === undefined ? undefined : moment(data.until);
  const released = data.released?.length ?? 0;
  const count = counted(released, itemWords.one, itemWords.many);
  return sentences(
    {
      fr: `L'autorité (agent ${data.by}) ${did.fr} ${what.fr}${until === undefined ? "" : `, jusqu'au ${until.fr}`}.`,
      en: `The authority (officer ${data.by}) ${did.en} ${what.en}${until === undefined ? "" : `, until ${until.en}`}.`,
    },
    released === 0
      ? undefined
      : {
          fr: `Aucune mesure n'est plus attendue pour ${count.fr}.`,
          en: `No measure is expected any more on ${count.en}.`,
        },
  );
}
