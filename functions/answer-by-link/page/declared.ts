import { both } from "../../../core/case/bilingual.ts";
import { answerTable } from "../../../core/contract/answer-table.ts";
import type { Bilingual } from "../../../core/contract/language.ts";
import { spokenInstant } from "../../../core/law/time/spoken-instant.ts";
import { questionNames } from "../../shared/letters/case-words.ts";
import { html, type Html } from "../../shared/pages/html.ts";
import type { Declared } from "../exchange.ts";
import { itemName } from "./items.ts";
import { sayIn, type AnswerView } from "./view.ts";

/** What the platform has asked or declared, when, about what, and whether the authority's reply is awaited. */
export function declaredMarkup(view: AnswerView): Html {
  if (view.declared.length === 0) return html``;
  const say = sayIn(view.language);
  return html`<section aria-labelledby="declared">
    <h2 id="declared">${say({ fr: "Ce que vous avez demandé ou déclaré", en: "What you have asked or declared" })}</h2>
    ${view.declared.map(
      (one) =>
        html`<div class="item">
          <h3>${say(capital(questionNames[one.type]))}</h3>
          <p>${say(saidOf(one, view))}</p>
          <p class="state">${say(standingOf(one, view))}</p>
        </div>`,
    )}
  </section>`;
}

function saidOf({ type, at, reason, concerned }: Declared, { kase, authority }: AnswerView): Bilingual {
  const reasons: Partial<Record<string, Bilingual>> = answerTable[type].reasons;
  const why = reason === undefined ? undefined : reasons[reason];
  const when = spokenInstant(at, authority.state);
  const numbers = kase.items.flatMap(({ itemId }, index) => (concerned?.includes(itemId) === true ? [index + 1] : []));
  const all: Bilingual = { fr: "tous les contenus", en: "all items" };
  return both((language) => {
    const about = numbers.length === 0 ? all[language] : numbers.map((number) => itemName(number)[language]).join(", ");
    const ground = why === undefined ? "" : ` ${reasonIn[language]} ${withoutCode(why)[language]}.`;
    return language === "fr"
      ? `Enregistré le ${when.fr}, pour : ${about}.${ground}`
      : `Recorded on ${when.en}, for: ${about}.${ground}`;
  });
}

const reasonIn: Bilingual = { fr: "Motif :", en: "Reason:" };

/** The words of the contract are made for programs: where they name a field, a person needs no more than the ground. */
function withoutCode({ fr, en }: Bilingual): Bilingual {
  return { fr: fr.replace(", dit dans `note`", ""), en: en.replace(", told in `note`", "") };
}

function standingOf({ type }: Declared, { kase, authority }: AnswerView): Bilingual {
  const question = kase.questions.find((one) => one.type === type);
  const moment = (at: Parameters<typeof spokenInstant>[0]) => spokenInstant(at, authority.state);
  if (question === undefined) {
    return {
      fr: "Plus rien n'est en attente à ce sujet : voyez l'état de chaque contenu et ce que l'autorité a répondu.",
      en: "Nothing is pending about this any more: see the state of each item and what the authority has replied.",
    };
  }
  if (question.replied !== undefined) {
    const { fr, en } = moment(question.replied.at);
    return { fr: `L'autorité a répondu le ${fr}.`, en: `The authority replied on ${en}.` };
  }
  if (question.accepted !== undefined) {
    const { fr, en } = moment(question.accepted.at);
    return { fr: `L'autorité l'a accepté le ${fr}.`, en: `The authority accepted it on ${en}.` };
  }
  return { fr: "La réponse de l'autorité est attendue.", en: "The authority's reply is awaited." };
}

function capital({ fr, en }: Bilingual): Bilingual {
  const raised = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
  return { fr: raised(fr), en: raised(en) };
}
