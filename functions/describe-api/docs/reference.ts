import { nextAttemptAt } from "../../../core/contract/attempt-schedule.ts";
import { instantOf, millisecondsBetween, plus } from "../../../core/contract/instant.ts";
import type { Bilingual, Language } from "../../../core/contract/language.ts";
import type { OutgoingWebhook } from "../../../core/contract/outgoing-webhook.ts";
import { problems } from "../../../core/contract/problems.ts";
import type { Audience } from "../../../core/contract/route.ts";
import { prose, table } from "../html.ts";
import { html, type Html } from "../../shared/pages/html.ts";
import { namedRoutes } from "../openapi/operations.ts";
import { calledFor, type Called } from "../openapi/webhooks.ts";
import { webhookWords } from "./webhook-words.ts";
import { voice } from "./words.ts";

/** Routes, webhooks, schedule and problems, each from the data that serves it. */
export function reference(language: Language): Html {
  const say = voice(language);
  return html`<section aria-labelledby="reference">
    <h2 id="reference">${say({ fr: "Référence", en: "Reference" })}</h2>
    <p>
      ${say({ fr: "La description complète, pour vos outils :", en: "The complete description, for your tools:" })}
      <a href="/openapi.json">/openapi.json</a> (OpenAPI 3.1).
    </p>
    ${routesTable(language)} ${webhooksTable(language)}
    <h3 id="schedule">${say({ fr: "Tentatives de remise", en: "Attempts to deliver" })}</h3>
    <p>${say(schedule())}</p>
    <h3 id="problems">${say({ fr: "Problèmes", en: "Problems" })}</h3>
    <p>
      ${say({
        fr: "Un refus est un document `application/problem+json` (RFC 9457) : `type` est stable, `errors` dit tout à la fois, par pointeurs et codes, jamais par valeurs. Donnez-nous `x-request-id` pour en parler.",
        en: "A refusal is an `application/problem+json` document (RFC 9457): `type` is stable, `errors` tells everything at once, by pointers and codes, never by values. Quote `x-request-id` to us.",
      })}
    </p>
    ${problemsTable(language)}
  </section>`;
}

const audiences = {
  authority: { fr: "autorité", en: "authority" },
  platform: { fr: "plateforme", en: "platform" },
  administrator: { fr: "administrateur", en: "administrator" },
  public: { fr: "tous", en: "anyone" },
} as const satisfies Record<Audience | Called, Bilingual>;

function routesTable(language: Language): Html {
  const say = voice(language);
  return table(
    { fr: "Routes", en: "Routes" }[language],
    ["Route", { fr: "Pour", en: "For" }[language], { fr: "Fait", en: "Does" }[language]],
    namedRoutes().map(([name, { method, path, audience, summary }]) => [
      html`<code>${method} ${path}</code>`,
      // No token opens this one: the signature says who calls.
      say(audiences[name === "receiveAnswer" ? "platform" : audience]),
      say(summary),
    ]),
  );
}

function webhooksTable(language: Language): Html {
  const say = voice(language);
  return table(
    { fr: "Messages que nous envoyons", en: "Messages we send" }[language],
    ["type", { fr: "À", en: "To" }[language], { fr: "Dit", en: "Says" }[language]],
    (Object.keys(webhookWords) as OutgoingWebhook["type"][]).map((type) => [
      html`<code>${type}</code>`,
      say(audiences[calledFor(type)]),
      say(webhookWords[type]),
    ]),
  );
}

function schedule(): Bilingual {
  const offsets = firstOffsets().slice(1).map(inUnits).join(", ");
  return {
    fr: `${offsets} après la première tentative, puis chaque heure, et une dernière quand le délai de remise s'achève ; ce délai est celui de l'accusé de réception. Un 410 met fin à ce message ; \`Retry-After\` (429, 503) est suivi jusqu'à une heure. Connexion en 5 s, réponse en 15 s ; les redirections ne sont pas suivies.`,
    en: `${offsets} after the first attempt, then hourly, and a last one when the delivery window ends, which is as long as the window to acknowledge. A 410 ends this message; \`Retry-After\` (429, 503) is honoured up to one hour. Connection in 5 s, answer in 15 s; redirects are not followed.`,
  };
}

/** The published attempts before they become hourly, in seconds after the first: what the schedule itself gives. */
function firstOffsets(): number[] {
  const firstAttemptAt = instantOf(0);
  const windowEndsAt = plus(firstAttemptAt, 86_400_000);
  const offsets = [0];
  for (;;) {
    const last = offsets.at(-1) ?? 0;
    const next = nextAttemptAt({
      firstAttemptAt,
      attempt: offsets.length,
      now: plus(firstAttemptAt, last * 1_000),
      windowEndsAt,
    });
    const seconds = next === undefined ? Infinity : millisecondsBetween(firstAttemptAt, next) / 1_000;
    if (seconds >= 3_600) return offsets;
    offsets.push(seconds);
  }
}

function inUnits(seconds: number): string {
  return seconds < 60 ? `${seconds} s` : `${seconds / 60} min`;
}

function problemsTable(language: Language): Html {
  const rows = Object.entries(problems).map(([key, { status, title }]) => [
    html`<a href="/problems/${key}"><code>${key}</code></a>`,
    html`${status}`,
    prose(title[language]),
  ]);
  return table(
    { fr: "Problèmes", en: "Problems" }[language],
    ["type", { fr: "Statut", en: "Status" }[language], { fr: "Sens", en: "Meaning" }[language]],
    rows,
  );
}
