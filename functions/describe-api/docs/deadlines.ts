import type { LegalBasisView } from "../../../core/contract/legal-basis-view.ts";
import type { Bilingual } from "../../../core/contract/language.ts";
import { spokenDuration } from "../../../core/law/time/spoken.ts";
import { html, type Html } from "../../shared/pages/html.ts";
import { clockWords, lengthWords, ruleSentences, sourceSentences } from "./clock-words.ts";
import { draftMark } from "./legal-basis-facts.ts";
import { resetWords } from "./legal-basis-words.ts";
import { points, type Say } from "./words.ts";

/** Both deadlines: how long, what sets them, how they are counted, when they start, and what moves them. */
export function deadlines(basis: LegalBasisView, say: Say): Html {
  const clocks = (["acknowledge", "act"] as const).map((name) => deadline(name, basis, say));
  return html`${basis.enabled ? start(say) : html``} ${clocks} ${resets(basis, say)}`;
}

function start(say: Say): Html {
  return html`<p>
    ${say({
      fr: "Les deux délais partent de la réception : quand le webhook de la plateforme accepte le message, ou quand elle répond, au premier des deux. Tant qu'elle ne peut être jointe, aucun ne court.",
      en: "Both start on receipt: when the platform's webhook accepts the message or when the platform answers, whichever is first. While it cannot be reached, neither runs.",
    })}
  </p>`;
}

function deadline(name: "acknowledge" | "act", { clocks }: LegalBasisView, say: Say): Html {
  const clock = clocks[name];
  if (clock === undefined) return html``;
  const length = lengthWords(clock);
  const heading = { fr: `${clockWords[name].fr} : ${length.fr}`, en: `${clockWords[name].en}: ${length.en}` };
  return html`<h3>${say(heading)} ${draftMark(say)}</h3>
    <p>${say(sourceSentences[clock.basis])}</p>
    ${ruleSentences(clock).map((sentence) => html`<p>${say(sentence)}</p>`)}`;
}

function resets({ resets: events, enabled }: LegalBasisView, say: Say): Html {
  if (events === undefined) return html``;
  return html`<h3>${say({ fr: "Ce qui fait repartir le délai pour agir", en: "What starts the time to act anew" })}</h3>
    <p>${say({ fr: "Selon le texte, il repart quand :", en: "In the text, it starts anew when:" })}</p>
    ${points(
      say,
      events.map((event) => resetWords[event]),
    )}
    ${
      enabled
        ? html`<p>
            ${say({
              fr: "Jusque-là le délai est suspendu ; il repart en entier, à la remise de la précision ou à la fin de l'impossibilité acceptée. Le dossier dit chaque mouvement et pourquoi.",
              en: "Until then the clock is suspended; it starts anew, whole, when the clarification is delivered or the accepted impossibility ends. The case tells each movement, and why.",
            })}
          </p>`
        : html``
    }`;
}

/** What has to be sent to a host before its first order; nothing where the basis does not ask for it. */
export function priorInformation({ priorInformation: asked, enabled }: LegalBasisView, say: Say): Html {
  if (asked === undefined) return html``;
  const { fr, en } = spokenDuration(asked.firstOrderToHost);
  return html`<h2>
      ${say({ fr: "Avant le premier acte adressé à un hébergeur", en: "Before the first order to a host" })}
    </h2>
    <p>
      ${say({
        fr: `L'hébergeur est informé des procédures et des délais au moins ${fr} avant, sauf urgence justifiée (\`${asked.waiver}\`).`,
        en: `The host is informed of procedures and deadlines at least ${en} before, except in a justified emergency (\`${asked.waiver}\`).`,
      })}
    </p>
    ${
      enabled
        ? html`<p>
            ${say({
              fr: "Ce service l'envoie avant le premier acte de votre autorité à cet hébergeur, et ne sert l'acte que ce délai écoulé depuis sa remise.",
              en: "This service sends it before your authority's first order to that host, and serves the order only once that time has passed since its delivery.",
            })}
          </p>`
        : html``
    }`;
}

/** How long the seller may be kept uninformed. */
export function disclosureLimit({ disclosure, enabled }: LegalBasisView, say: Say): Html {
  if (disclosure === undefined && !enabled) return html``;
  const heading = html`<h2>${say({ fr: "Confidentialité envers le vendeur", en: "Secrecy towards the seller" })}</h2>`;
  if (disclosure === undefined) {
    return html`${heading}
      <p>
        ${say({
          fr: "Ce préréglage ne la limite pas dans le temps. Une notification qui la demande (`/disclosure`) en donne la fin.",
          en: "This preset sets no limit of time. A notice that asks for it (`/disclosure`) says when it ends.",
        })}
      </p>`;
  }
  const { fr, en } = spokenDuration(disclosure.withholdMax);
  const renewal = renewalWords(disclosure.renewable ?? 0);
  return html`${heading}
    <p>
      ${say({
        fr: `Le vendeur peut rester sans information pendant ${fr} au plus${renewal.fr} (\`/disclosure\`).`,
        en: `The seller may be kept uninformed for ${en} at most${renewal.en} (\`/disclosure\`).`,
      })}
      ${
        enabled
          ? say({
              fr: "Une notification qui demande davantage est refusée.",
              en: "A notice that asks for more is refused.",
            })
          : html``
      }
      ${draftMark(say)}
    </p>`;
}

function renewalWords(times: number): Bilingual {
  if (times === 0) return { fr: "", en: "" };
  if (times === 1) return { fr: ", renouvelable une fois", en: ", renewable once" };
  return { fr: `, renouvelable ${times} fois`, en: `, renewable ${times} times` };
}
