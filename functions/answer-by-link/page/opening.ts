import { both, listed } from "../../../core/case/bilingual.ts";
import { statusOf } from "../../../core/case/status.ts";
import type { AnswerType } from "../../../core/contract/answer-type.ts";
import type { Bilingual } from "../../../core/contract/language.ts";
import { measureWords } from "../../../core/contract/measure-words.ts";
import { spokenInstant } from "../../../core/law/time/spoken-instant.ts";
import { citation, instrumentNames, quoted, statusNames } from "../../shared/letters/case-words.ts";
import { clockBases, clockNames, clockSentence, draftDeadline } from "../../shared/letters/clock-words.ts";
import { html, type Html } from "../../shared/pages/html.ts";
import { legible } from "../../../core/contract/legible.ts";
import { fieldId } from "./controls.ts";
import { sayIn, type AnswerView } from "./view.ts";

/** What came of the form that was just sent, and what has changed since the link was made. */
export function banners(view: AnswerView): Html {
  const { kase, recorded, refused, isCorrected, authority, language } = view;
  const say = sayIn(language);
  return html`
    ${
      kase.withdrawnAt === undefined
        ? html``
        : html`<p class="banner">${say(withdrawn(spokenInstant(kase.withdrawnAt, authority.state)))}</p>`
    }
    ${
      recorded === undefined
        ? html``
        : html`<div class="banner well" role="status">
            <h2>${say(recordedWords[recorded.type])}</h2>
            <p>
              ${say(
                both((one) =>
                  one === "fr"
                    ? `Enregistré le ${spokenInstant(recorded.receivedAt, authority.state).fr}, comme reçu par le lien.`
                    : `Recorded on ${spokenInstant(recorded.receivedAt, authority.state).en}, as received by link.`,
                ),
              )}
            </p>
          </div>`
    }
    ${refused === undefined ? html`` : refusalMarkup(view, refused)}
    ${
      isCorrected
        ? html`<p class="banner">
            ${say({
              fr: "L'autorité a rectifié l'acte depuis le message qui portait ce lien. Cette page montre la version en vigueur ; votre réponse portera sur elle.",
              en: "The authority has corrected the act since the message with this link. This page shows the version in force; your answer will be about that one.",
            })}
          </p>`
        : html``
    }
  `;
}

function withdrawn({ fr, en }: Bilingual): Bilingual {
  return {
    fr: `L'autorité a retiré l'acte le ${fr} : plus aucune mesure ne vous est demandée à ce titre.`,
    en: `The authority withdrew the act on ${en}: no measure is asked of you under it any more.`,
  };
}

const recordedWords = {
  acknowledged: { fr: "Votre accusé de réception est enregistré", en: "Your acknowledgement is recorded" },
  action_taken: { fr: "Votre compte rendu est enregistré", en: "Your report is recorded" },
  clarification_requested: {
    fr: "Votre demande de précision est enregistrée",
    en: "Your request for clarification is recorded",
  },
  impossible: { fr: "Votre déclaration est enregistrée", en: "Your declaration is recorded" },
  contested: { fr: "Votre contestation est enregistrée", en: "Your contest is recorded" },
  refused: { fr: "Votre refus est enregistré", en: "Your refusal is recorded" },
  not_addressee: { fr: "Votre déclaration est enregistrée", en: "Your declaration is recorded" },
  restored: { fr: "Le rétablissement est enregistré", en: "That it is back is recorded" },
} as const satisfies Record<AnswerType, Bilingual>;

function refusalMarkup({ language }: AnswerView, refused: NonNullable<AnswerView["refused"]>): Html {
  const say = sayIn(language);
  const { answer, title, detail, faults } = refused;
  return html`<div class="banner wrong" role="alert">
    <h2>${say({ fr: "Rien n'a été enregistré", en: "Nothing has been recorded" })}</h2>
    <p>${say(title)}. ${faults.length === 0 ? say(detail) : ""}</p>
    ${
      faults.length === 0
        ? html``
        : html`<ul>
            ${faults.map(({ field, words }) =>
              answer === undefined
                ? html`<li>${say(words)}</li>`
                : html`<li><a href="#${fieldId(answer, field)}">${say(words)}</a></li>`,
            )}
          </ul>`
    }
  </div>`;
}

/** What is asked, by whom, by when, and where the case stands. */
export function facts(view: AnswerView): Html {
  const { kase, document, authority, platform, basis, act, language } = view;
  const say = sayIn(language);
  const row = (term: Bilingual, ...lines: Bilingual[]) =>
    html`<dt>${say(term)}</dt>
      <dd>${lines.map((line) => html`<div>${say(line)}</div>`)}</dd>`;
  const cite = citation(basis.cite);
  const clock = (name: "acknowledge" | "act") => {
    const { basis: source, endedAt, state } = kase.clocks[name];
    const isOver = endedAt !== undefined || state === "stopped";
    return row(clockNames[name], clockSentence(kase.clocks[name], view), ...(isOver ? [] : [clockBases[source]]));
  };
  const { disclosure } = kase;
  const isWithdrawn = kase.withdrawnAt !== undefined;
  return html`<dl class="framed">
      ${row({ fr: "État", en: "Status" }, capital(statusNames[statusOf(kase)]))}
      ${
        isWithdrawn
          ? html``
          : html`${clock("acknowledge")} ${clock("act")}
            ${row({ fr: "Mesures demandées", en: "Measures asked for" }, orderedIn(view))}`
      }
    </dl>
    ${isWithdrawn ? html`` : html`<p class="banner">${say(draftDeadline)}</p>`}
    <dl>
      ${row({ fr: "Acte", en: "Act" }, instrumentNames[basis.instrument])}
      ${row({ fr: "Autorité", en: "Authority" }, authority.name)}
      ${row({ fr: "Destinataire", en: "Addressee" }, quoted(platform.name))}
      ${row(
        { fr: "Base légale", en: "Legal basis" },
        { fr: `${cite.fr} (projet)`, en: `${cite.en} (draft)` },
        basis.title,
      )}
      ${
        document === undefined
          ? html``
          : row({ fr: "Émis le", en: "Issued on" }, spokenInstant(document.issuedAt, authority.state))
      }
      ${
        disclosure.mode === "withheld"
          ? row(
              { fr: "Vendeur", en: "Seller" },
              both((one) =>
                one === "fr"
                  ? `ne doit pas être informé avant le ${spokenInstant(disclosure.until, authority.state).fr}`
                  : `must not be told before ${spokenInstant(disclosure.until, authority.state).en}`,
              ),
            )
          : html``
      }
      ${row({ fr: "Version", en: "Version" }, quoted(String(kase.noticeVersion)))}
      <dt>${say({ fr: "Dossier", en: "Case" })}</dt>
      <dd><code>${kase.caseId}</code></dd>
      <dt>${say({ fr: "Empreinte", en: "Digest" })}</dt>
      <dd><code>${kase.digest}</code></dd>
      <dt>${say({ fr: "L'acte entier", en: "The whole act" })}</dt>
      <dd>
        <a href="${act.html}&amp;language=${language}">${say({ fr: "lire la page", en: "read the page" })}</a> ·
        <a href="${act.pdf}&amp;language=${language}">${say({ fr: "ouvrir le PDF", en: "open the PDF" })}</a> ·
        <a href="${act.html}&amp;format=json">${say({ fr: "document JSON", en: "JSON document" })}</a>
      </dd>
    </dl>`;
}

function orderedIn({ kase }: AnswerView): Bilingual {
  const { ordered = [] } = kase;
  if (ordered.length === 0) {
    return {
      fr: "aucune en particulier : examiner chaque contenu et dire ce qui a été fait",
      en: "none in particular: examine each item and say what was done",
    };
  }
  return listed(ordered.map((measure) => measureWords[measure]));
}

function capital({ fr, en }: Bilingual): Bilingual {
  const raised = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
  return { fr: raised(fr), en: raised(en) };
}

/** What the authority has replied, in its own words. */
export function repliesMarkup({ replies, authority, language }: AnswerView): Html {
  if (replies.length === 0) return html``;
  const say = sayIn(language);
  return html`<section aria-labelledby="replies">
    <h2 id="replies">${say({ fr: "Ce que l'autorité vous a répondu", en: "What the authority has replied" })}</h2>
    ${replies.map(
      ({ at, text, language: written }) =>
        html`<p class="soft">${say(spokenInstant(at, authority.state))}</p>
          <blockquote lang="${written}" dir="auto">
            ${text.split(/\r?\n/).map((line) => html`<p>${legible(line)}</p>`)}
          </blockquote>`,
    )}
  </section>`;
}
