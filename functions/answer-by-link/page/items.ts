import { isSettled } from "../../../core/case/items.ts";
import type { Case } from "../../../core/case/state.ts";
import { kindWords, locatorWords } from "../../../core/contract/item-words.ts";
import type { Bilingual } from "../../../core/contract/language.ts";
import { legible } from "../../../core/contract/legible.ts";
import { measures } from "../../../core/contract/measures.ts";
import { spokenInstant } from "../../../core/law/time/spoken-instant.ts";
import { questionNames } from "../../shared/letters/case-words.ts";
import { html, type Html } from "../../shared/pages/html.ts";
import { sayIn, type AnswerView } from "./view.ts";

type CaseItem = Case["items"][number];

/** An item as it is written in the act, so that nobody follows it by accident, and what has been said of it. */
export function itemMarkup(view: AnswerView, item: CaseItem, number: number): Html {
  const say = sayIn(view.language);
  return html`<div class="item">
    <h3>${say(itemName(number))}</h3>
    ${saidOf(view, item)}
  </div>`;
}

/** The same, with the fields to report of it. */
export function itemFields(view: AnswerView, item: CaseItem, number: number, fields: Html): Html {
  const say = sayIn(view.language);
  return html`<fieldset class="item">
    <legend>${say(itemName(number))}</legend>
    ${saidOf(view, item)} ${fields}
  </fieldset>`;
}

/** What an item is called on the page. */
export function itemName(number: number): Bilingual {
  return { fr: `Contenu ${number}`, en: `Item ${number}` };
}

function saidOf(view: AnswerView, item: CaseItem): Html {
  return html`${servedMarkup(view, item)}
    <p class="soft"><code>${item.itemId}</code></p>
    <p class="state">${sayIn(view.language)(stateOf(item, view))}</p>`;
}

function servedMarkup({ document, language }: AnswerView, { itemId }: CaseItem): Html {
  const say = sayIn(language);
  const served = document?.items.find((one) => one.itemId === itemId);
  if (served === undefined) return html``;
  const { url, kind, locators = {} } = served;
  const named = Object.entries(locatorWords).flatMap(([name, words]) => {
    const value = locators[name as keyof typeof locators];
    return value === undefined ? [] : [`${say(words)} ${legible(value)}`];
  });
  return html`<p><code>${legible(url)}</code></p>
    <p class="soft">${[say(kindWords[kind]), ...named].join(" · ")}</p>`;
}

/** What has been answered so far of one item. */
function stateOf(item: CaseItem, { authority, kase }: AnswerView): Bilingual {
  const moment = (at: Parameters<typeof spokenInstant>[0]) => spokenInstant(at, authority.state);
  if (item.restoredAt !== undefined) {
    const { fr, en } = moment(item.restoredAt);
    return { fr: `Déclaré rétabli le ${fr}.`, en: `Reported to be back on ${en}.` };
  }
  if (item.outcome !== undefined) {
    const { fr, en } = measures[item.outcome].name;
    const at = item.measuredAt ?? item.reportedAt;
    const when = at === undefined ? undefined : moment(at);
    return {
      fr: `Déclaré : ${fr}${when === undefined ? "" : `, le ${when.fr}`}.`,
      en: `Reported: ${en}${when === undefined ? "" : `, on ${when.en}`}.`,
    };
  }
  if (item.released !== undefined) {
    const { fr, en } = questionNames[item.released];
    return {
      fr: `Plus rien n'est attendu : l'autorité accepte ${fr}.`,
      en: `Nothing is expected any more: the authority accepts ${en}.`,
    };
  }
  const isOwed = !isSettled(item) && kase.closedAt === undefined && kase.withdrawnAt === undefined;
  return isOwed ? { fr: "Réponse attendue.", en: "Answer awaited." } : { fr: "Sans réponse.", en: "Unanswered." };
}
