import { possibleAnswers } from "../../../core/case/possible-answers.ts";
import { answerTable } from "../../../core/contract/answer-table.ts";
import type { AnswerType } from "../../../core/contract/answer-type.ts";
import type { Bilingual } from "../../../core/contract/language.ts";
import { Measure, measures } from "../../../core/contract/measures.ts";
import { placeNames, spokenInstant } from "../../../core/law/time/spoken-instant.ts";
import { html, type Html } from "../../shared/pages/html.ts";
import { everyItem } from "../read-reports.ts";
import { controlsOf } from "./controls.ts";
import { itemFields, itemMarkup, itemName } from "./items.ts";
import { sayIn, type AnswerView } from "./view.ts";

/** The items, and a form for each answer that has a place now. */
export function answering(view: AnswerView): Html {
  const say = sayIn(view.language);
  const possible = possibleAnswers(view.kase);
  const reports = possible.includes("action_taken");
  const isAwaited = view.kase.clocks.acknowledge.endedAt === undefined;
  const others = otherAnswers.filter((answer) => possible.includes(answer));
  return html`
    ${possible.includes("acknowledged") && isAwaited ? acknowledging(view) : html``}
    <section aria-labelledby="items">
      <h2 id="items">${say({ fr: "Contenus visés", en: "Items" })}</h2>
      <p>${say(howToRead)}</p>
      ${reports ? reporting(view) : view.kase.items.map((item, index) => itemMarkup(view, item, index + 1))}
    </section>
    ${possible.includes("restored") ? restoring(view) : html``}
    ${
      others.length === 0
        ? html``
        : html`<section aria-labelledby="others">
            <h2 id="others">${say({ fr: "Répondre autrement", en: "Answer otherwise" })}</h2>
            ${others.map((answer) => otherwise(view, answer))}
          </section>`
    }
    ${
      possible.length === 0
        ? html`<p class="banner">
            ${say({ fr: "Ce dossier n'attend plus de réponse.", en: "This case calls for no answer any more." })}
          </p>`
        : html``
    }
  `;
}

const howToRead: Bilingual = {
  fr: "Les adresses sont écrites de façon à ne pas être suivies par mégarde : lisez « hxxp » comme « http », « [:] » comme « : » et « [.] » comme « . ». Tout le reste est exact, lettre pour lettre.",
  en: "Addresses are written so that nobody follows them by accident: read “hxxp” as “http”, “[:]” as “:” and “[.]” as “.”. All the rest is exact, letter by letter.",
};

const ticket = {
  label: { fr: "Votre numéro de dossier (facultatif)", en: "Your own ticket number (optional)" },
} as const;

function acknowledging(view: AnswerView): Html {
  const { say, form, line } = controlsOf(view, "acknowledged");
  return html`<section class="box" aria-labelledby="acknowledge">
    <h2 id="acknowledge">${say({ fr: "Accuser réception", en: "Acknowledge" })}</h2>
    <p>
      ${say({
        fr: "Vous déclarez avoir pris l'acte en charge. Toute autre réponse en vaut aussi accusé de réception.",
        en: "You state that you have taken charge of the act. Any other answer acknowledges it as well.",
      })}
    </p>
    ${form([line("reference", ticket.label)], { fr: "Accuser réception", en: "Acknowledge" })}
  </section>`;
}

const measureOptions = Measure.options.map((value) => ({ value, words: measures[value].name }));
const noReport: Bilingual = { fr: "— rien à déclarer —", en: "— nothing to report —" };

function reporting(view: AnswerView): Html {
  const { say, form, line, choice } = controlsOf(view, "action_taken");
  const { kase, calendar } = view;
  const zone = placeNames[calendar.state];
  const measuredAt = { fr: `Prise d'effet (${zone.fr})`, en: `Took effect (${zone.en})` };
  const territory = { fr: "Territoire", en: "Territory" };
  const fieldsFor = (key: string) =>
    html`<div class="fields">
      ${choice(`outcome.${key}`, { fr: "Mesure prise", en: "Measure taken" }, noReport, measureOptions)}
      ${line(`measuredAt.${key}`, measuredAt, { type: "datetime-local" })}
      ${line(`territory.${key}`, territory, { longest: 200 })}
    </div>`;
  const isMany = kase.items.length > 1;
  return form(
    [
      html`<p>
        ${say({
          fr: `Pour chaque contenu : la mesure prise, quand elle a pris effet (${zone.fr}, comme partout sur cette page) et, si vous le souhaitez, où elle vaut : EU, EEA ou des codes d'État à deux lettres, séparés par des virgules.`,
          en: `For each item: the measure taken, when it took effect (${zone.en}, as everywhere on this page) and, if you wish, where it holds: EU, EEA or two-letter codes of States, separated by commas.`,
        })}
      </p>`,
      isMany
        ? html`<fieldset class="box">
            <legend>${say({ fr: "La même chose pour tous", en: "The same for all of them" })}</legend>
            <p class="hint">
              ${say({
                fr: "Vaut pour chaque contenu encore sans réponse pour lequel rien n'est rempli plus bas.",
                en: "Holds for every item without an answer so far for which nothing is filled in below.",
              })}
            </p>
            ${fieldsFor(everyItem)}
          </fieldset>`
        : html``,
      ...kase.items.map((item, index) => itemFields(view, item, index + 1, fieldsFor(item.itemId))),
      line("reference", ticket.label),
    ],
    { fr: "Envoyer le compte rendu", en: "Send the report" },
  );
}

function restoring(view: AnswerView): Html {
  const { say, form } = controlsOf(view, "restored");
  const takenDown = view.kase.items.filter(isDown).map(({ itemId }) => itemId);
  if (takenDown.length === 0) {
    return html`<p>
      ${say({
        fr: "Vous n'avez déclaré aucune mesure qui reste à lever : aucun rétablissement n'est attendu.",
        en: "You have reported no measure that is still to be lifted: nothing has to be put back.",
      })}
    </p>`;
  }
  return html`<section class="box" aria-labelledby="restore">
    <h2 id="restore">${say({ fr: "Dire que c'est rétabli", en: "Say that it is back" })}</h2>
    <p>
      ${say({
        fr: "L'autorité a retiré l'acte : dites que les contenus retirés ou restreints à ce titre sont rétablis.",
        en: "The authority has withdrawn the act: say that what was removed or restricted under it is back.",
      })}
    </p>
    ${form([concerned(view, "restored", takenDown)], { fr: "Déclarer le rétablissement", en: "Report that it is back" })}
  </section>`;
}

/** Whether a measure was taken under the act and has not been lifted. */
function isDown({ outcome, restoredAt }: AnswerView["kase"]["items"][number]): boolean {
  return outcome !== undefined && outcome !== "already_unavailable" && restoredAt === undefined;
}

/** Answers that are neither taking charge nor a measure, in the order in which they are offered. */
const otherAnswers = [
  "clarification_requested",
  "impossible",
  "contested",
  "refused",
  "not_addressee",
] as const satisfies readonly AnswerType[];
type OtherAnswer = (typeof otherAnswers)[number];

const otherWords = {
  clarification_requested: {
    title: { fr: "Demander une précision", en: "Ask for a clarification" },
    button: { fr: "Demander la précision", en: "Ask for the clarification" },
  },
  impossible: {
    title: { fr: "Déclarer une impossibilité d'agir", en: "Declare that you cannot act" },
    button: { fr: "Déclarer l'impossibilité", en: "Declare the impossibility" },
  },
  contested: {
    title: { fr: "Contester l'acte", en: "Contest the act" },
    button: { fr: "Déclarer la contestation", en: "Declare the contest" },
  },
  refused: {
    title: { fr: "Refuser d'agir", en: "Refuse to act" },
    button: { fr: "Déclarer le refus", en: "Declare the refusal" },
  },
  not_addressee: {
    title: { fr: "Dire que ces contenus ne sont pas les vôtres", en: "Say that the items are not yours" },
    button: { fr: "Le déclarer", en: "Declare it" },
  },
} as const satisfies Record<OtherAnswer, { title: Bilingual; button: Bilingual }>;

function otherwise(view: AnswerView, answer: OtherAnswer): Html {
  const { say, form, group, text, isOpen } = controlsOf(view, answer);
  const { title, button } = otherWords[answer];
  const isPending = view.kase.questions.some((question) => question.type === answer);
  const earlier = isPending ? view.declared.find(({ type }) => type === answer) : undefined;
  const reasons = Object.entries<Bilingual>(answerTable[answer].reasons).map(([value, words]) => ({
    value,
    words: plain(words),
  }));
  return html`<details${isOpen ? html` open` : html``}>
    <summary>${say(title)}</summary>
    ${earlier === undefined ? html`` : html`<p class="hint again">${say(saidAgain(spokenInstant(earlier.at, view.authority.state)))}</p>`}
    ${form(
      [
        reasons.length === 0 ? html`` : group("reason", "radio", { fr: "Motif", en: "Reason" }, reasons),
        concerned(view, answer),
        text("note", { fr: "Explication", en: "Explanation" }, answer === "not_addressee" ? whyNotOurs : noteHint),
      ],
      button,
    )}
  </details>`;
}

function saidAgain({ fr, en }: Bilingual): Bilingual {
  return {
    fr: `Déjà enregistré le ${fr} ; ce que vous enverrez ici en prendra la place.`,
    en: `On record already since ${en}; what you send here takes its place.`,
  };
}

const whyNotOurs: Bilingual = {
  fr: "Dites en quelques mots pourquoi, ou cochez les contenus concernés. 4 000 caractères au plus ; ni image, ni donnée personnelle de victime, d'acheteur ou de plaignant.",
  en: "Say in a few words why, or tick the items concerned. 4,000 characters at most; no image, and no personal data of victims, buyers or complainants.",
};

const noteHint: Bilingual = {
  fr: "4 000 caractères au plus ; ni image, ni donnée personnelle de victime, d'acheteur ou de plaignant.",
  en: "4,000 characters at most; no image, and no personal data of victims, buyers or complainants.",
};

function concerned(view: AnswerView, answer: AnswerType, among?: readonly string[]): Html {
  const { kase, document } = view;
  if (kase.items.length === 1) return html``;
  const options = kase.items.flatMap(({ itemId }, index) => {
    if (among?.includes(itemId) === false) return [];
    const url = document?.items.find((one) => one.itemId === itemId)?.url ?? itemId;
    return {
      value: itemId,
      words: { fr: `${itemName(index + 1).fr} : ${url}`, en: `${itemName(index + 1).en}: ${url}` },
    };
  });
  return controlsOf(view, answer).group(
    "items",
    "checkbox",
    { fr: "Contenus concernés", en: "Items concerned" },
    options,
    {
      fr: "Sans choix : tous.",
      en: "None chosen: all of them.",
    },
  );
}

/** Words made for programs, without the marks of code. */
function plain({ fr, en }: Bilingual): Bilingual {
  return {
    fr: fr.replace("dit dans `note`", "à expliquer ci-dessous").replaceAll("`", ""),
    en: en.replace("told in `note`", "to be explained below").replaceAll("`", ""),
  };
}
