import { periodOf } from "../../../../core/contract/duration.ts";
import type { Bilingual } from "../../../../core/contract/language.ts";
import type { ServedNotice } from "../../../../core/contract/served-notice.ts";
import { spokenDuration } from "../../../../core/law/time/spoken.ts";
import type { ActLine, ActSection } from "../act.ts";
import type { Scribe } from "./scribe.ts";

type ServedClock = ServedNotice["clocks"]["act"];

/** Both time limits: how long, from when, by what right, and how they are counted. */
export function delaysSection(scribe: Scribe): ActSection {
  const { document, say, line, row } = scribe;
  const { acknowledge, act } = document.clocks;
  return {
    heading: say({ fr: "Délais", en: "Time limits" }),
    blocks: [
      {
        kind: "rows",
        rows: [
          row({ fr: "Accuser réception", en: "Acknowledge" }, clockLines(scribe, acknowledge)),
          row({ fr: "Agir et en rendre compte", en: "Act, and report on it" }, clockLines(scribe, act)),
        ],
      },
      {
        kind: "paragraphs",
        lines: [
          line({
            fr: "Les deux délais courent de la réception, au premier de ces instants :",
            en: "Both time limits run from receipt, at the first of these instants:",
          }),
        ],
      },
      { kind: "points", lines: receipts.map((receipt) => line(receipt)) },
      {
        kind: "paragraphs",
        lines: [
          line({
            fr: "La réception n'est pas un accusé de réception ; ouvrir un lien n'est ni l'une ni l'autre.",
            en: "Receipt is no acknowledgement; opening a link is neither.",
          }),
          line({
            fr: "Les instants d'échéance sont indiqués dans le message ou le courriel qui porte cet acte et sur la page derrière le lien de ce courriel. Le délai pour agir prend fin quand chaque contenu visé a reçu une réponse.",
            en: "The due instants are given in the message or the mail that carries this act, and on the page behind the link of that mail. The time to act ends when every item has an answer.",
          }),
        ],
      },
    ],
  };
}

/**
 * What receipt is, whichever way the act went out: that is not known yet when it is made (docs/domain.md, "Start").
 */
const receipts = [
  {
    fr: "le message signé : l'adresse que la plateforme a désignée comme point de contact le confirme (réponse HTTP 2xx) ;",
    en: "the signed message: the endpoint that the platform has designated as its point of contact confirms it (HTTP 2xx);",
  },
  {
    fr: "le courriel qui en tient lieu : le serveur de messagerie du point de contact l'accepte ; si le courriel est rejeté ensuite, cette réception ne compte plus ;",
    en: "the mail that takes its place: the mail server of the point of contact accepts it; should the mail bounce later, this receipt no longer counts;",
  },
  {
    fr: "la première réponse de la plateforme, par message signé ou par le lien du courriel ;",
    en: "the first answer of the platform, by signed message or by the link of the mail;",
  },
  {
    fr: "la remise par lettre recommandée, par commissaire de justice ou en main propre, constatée par un agent de l'autorité.",
    en: "delivery by registered letter, by bailiff or by hand, recorded by an officer of the authority.",
  },
] as const satisfies readonly Bilingual[];

/** The length of a time limit in a sentence. */
export function within({ within: length }: ServedClock): Bilingual {
  const { fr, en } = spokenDuration(length);
  return { fr: `${fr} à compter de la réception`, en: `${en} from receipt` };
}

function clockLines({ line, say }: Scribe, clock: ServedClock): ActLine[] {
  return [{ text: `${say(within(clock))}.` }, line(basisWords[clock.basis]), line(countingOf(clock), "soft")];
}

const basisWords = {
  sla: {
    fr: "Niveau de service, que la loi n'impose pas : passé ce délai, la plateforme reçoit un rappel et l'autorité est prévenue.",
    en: "A service level, not set by law: once it has passed, the platform is reminded and the authority is told.",
  },
  statute: {
    fr: "Délai fixé par la loi : passé ce délai, l'autorité peut donner les suites que prévoit la base légale.",
    en: "Set by law: once it has passed, the authority can take the steps that the legal basis provides for.",
  },
  set_in_order: {
    fr: "Délai fixé par le présent acte : une fois passé, l'autorité peut donner les suites que prévoit la base légale.",
    en: "Set by this act: once it has passed, the authority can take the steps that the legal basis provides for.",
  },
} as const satisfies Record<ServedClock["basis"], Bilingual>;

/** How a clock counts, as far as its own unit is concerned. */
function countingOf({ rule, within: length }: ServedClock): Bilingual {
  const { unit } = periodOf(length);
  const inDays = unit === "day" || unit === "working_day";
  if (rule === "eu_1182_71" && unit === "hour") return counting.europeanHours;
  if (rule === "eu_1182_71" && inDays) return counting.europeanDays;
  if (rule === "fr_days" && inDays) return counting.frenchDays;
  return counting.elapsed;
}

const counting = {
  elapsed: {
    fr: "Compté en temps écoulé, nuits, fins de semaine et jours fériés compris.",
    en: "Counted as elapsed time, nights, week-ends and public holidays included.",
  },
  europeanHours: {
    fr: "Compté en heures pleines : l'heure de la réception ne compte pas (règl. 1182/71, art. 3).",
    en: "Counted in full hours: the hour of receipt is not counted (Reg. 1182/71 art. 3).",
  },
  europeanDays: {
    fr: "Le jour de la réception ne compte pas ; le dernier jour s'achève à 24 h 00, heure de l'État où la plateforme est établie, ou à défaut de celui de l'autorité ; s'il tombe un samedi, un dimanche ou un jour férié de cet État, le délai court jusqu'à la fin du jour ouvré suivant (règl. 1182/71, art. 3).",
    en: "The day of receipt is not counted; the last day ends at 24:00 in the State where the platform is established, or where that is not known in the authority's; where it is a Saturday, a Sunday or a public holiday there, the period runs to the end of the next working day (Reg. 1182/71 art. 3).",
  },
  frenchDays: {
    fr: "Le jour de la réception ne compte pas ; le dernier jour s'achève à 24 h 00, heure de Paris ; s'il tombe un samedi, un dimanche ou un jour férié en France, le délai court jusqu'à la fin du jour ouvré suivant (CPC, art. 641 et 642).",
    en: "The day of receipt is not counted; the last day ends at 24:00, Paris time; where it is a Saturday, a Sunday or a public holiday in France, the period runs to the end of the next working day (French Code of Civil Procedure, art. 641 and 642).",
  },
} as const satisfies Record<string, Bilingual>;
