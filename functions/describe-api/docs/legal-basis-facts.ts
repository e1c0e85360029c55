import { measures, type OrderedMeasure } from "../../../core/contract/measures.ts";
import type { LegalBasisView } from "../../../core/contract/legal-basis-view.ts";
import type { Bilingual, Language } from "../../../core/contract/language.ts";
import { elementNames } from "../../../core/law/element-names.ts";
import { spokenDuration } from "../../../core/law/time/spoken.ts";
import { table } from "../html.ts";
import { html, type Html } from "../../shared/pages/html.ts";
import { authorityKindWords } from "./legal-basis-words.ts";
import { points, voice, type Say } from "./words.ts";

type Requirement = NonNullable<LegalBasisView["requires"]>[number];

/** Stands above every deadline that counsel has not confirmed. */
export function draftWarning(say: Say): Html {
  return html`<p class="warning" role="note">
    ${say({
      fr: "Projet (`review: draft`) : aucun juriste n'a confirmé ces préréglages ni leurs délais. Vérifiez-les dans le texte avant de vous y fier.",
      en: "Draft (`review: draft`): counsel has confirmed neither these presets nor their deadlines. Check them against the text before you rely on them.",
    })}
  </p>`;
}

/** Stands beside each deadline that counsel has not confirmed. */
export function draftMark(say: Say): Html {
  return html`<span class="mark">${say({ fr: "projet", en: "draft" })} · review: draft</span>`;
}

/** Who may use a basis, in words. */
export function issuerWords(issuers: NonNullable<LegalBasisView["issuers"]>): Bilingual {
  if (issuers === "any") return { fr: "toute autorité", en: "any authority" };
  const words = issuers.map((kind) => authorityKindWords[kind]);
  return { fr: words.map(({ fr }) => fr).join(", "), en: words.map(({ en }) => en).join(", ") };
}

/** What the notice must contain, and which provision asks for it. */
export function requirementTable({ id, requires = [] }: LegalBasisView, language: Language): Html {
  const say = voice(language);
  const ownPeriod = { fr: "cette base", en: "this basis" };
  return table(
    { fr: "Éléments exigés", en: "Required elements" }[language],
    [
      { fr: "Élément", en: "Element" }[language],
      { fr: "Exigé par", en: "Required by" }[language],
      { fr: "Précisions", en: "Details" }[language],
    ],
    requires.map((required) => [
      elements(required, language),
      html`${required.by === id ? ownPeriod[language] : required.by}`,
      details(required, say),
    ]),
  );
}

function elements({ anyOf }: Requirement, language: Language): Html {
  const or = { fr: "ou", en: "or" }[language];
  const named = anyOf.map((at, position) => {
    const before = position === 0 ? html`` : html`<br />${or} `;
    return html`${before}${elementNames[at][language]} <code>${at}</code>`;
  });
  return html`${named}`;
}

function details({ note, min, max }: Requirement, say: Say): Html {
  const told: Bilingual[] = [
    ...(note === undefined ? [] : [note]),
    ...(min === undefined ? [] : [bound({ fr: "minimum", en: "minimum" }, min)]),
    ...(max === undefined ? [] : [bound({ fr: "maximum", en: "maximum" }, max)]),
  ];
  return told.length === 0
    ? html`–`
    : html`${told.map((words, position) => html`${position === 0 ? html`` : html`<br />`}${say(words)}`)}`;
}

function bound(name: Bilingual, length: NonNullable<Requirement["min"]>): Bilingual {
  const { fr, en } = spokenDuration(length);
  return { fr: `${name.fr} : ${fr} (\`${length}\`)`, en: `${name.en}: ${en} (\`${length}\`)` };
}

/** Which measures may be ordered. */
export function measuresAllowed({ measures: onContent, complementaryMeasures }: LegalBasisView, say: Say): Html {
  if (onContent === undefined) {
    return html`<p>
      ${say({ fr: "Toutes celles du", en: "Any of the" })}
      <a href="/docs#answers">${say({ fr: "vocabulaire", en: "vocabulary" })}</a>.
    </p>`;
  }
  const beside =
    complementaryMeasures === undefined
      ? html`<p>
          ${say({
            fr: "Aucune mesure envers le vendeur ou les consommateurs.",
            en: "No measure on the seller or towards consumers.",
          })}
        </p>`
      : html`<p>
            ${say({
              fr: "Envers le vendeur ou les consommateurs, à côté d'une mesure sur le contenu :",
              en: "On the seller or towards consumers, beside a measure on the content:",
            })}
          </p>
          ${measureList(complementaryMeasures, say)}`;
  return html`<p>${say({ fr: "Sur le contenu :", en: "On content:" })}</p>
    ${measureList(onContent, say)} ${beside}`;
}

function measureList(codes: readonly OrderedMeasure[], say: Say): Html {
  return points(
    say,
    codes.map((code) => {
      const { fr, en } = measures[code].name;
      return { fr: `${fr} (\`${code}\`)`, en: `${en} (\`${code}\`)` };
    }),
  );
}
