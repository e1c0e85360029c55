import type { Bilingual, Language } from "../../core/contract/language.ts";
import { lengthOf } from "./legal-time.ts";
import type { Terminal } from "./terminal.ts";
import { wrap } from "./wrap.ts";

/** What a newcomer needs to know for a notice of their own. */
export type FarewellOptions = {
  /** Origin of the API, without a slash at the end. */
  apiUrl: string;
  /** Legal time that passes in one unit of real time. */
  scale: number;
  /** Secret with which Vinted signs its answers (`whsec_…`). */
  vintedSecret: string;
  /** Whether mail comes to the inbox of this machine. */
  hasInbox: boolean;
};

/** A block to paste into a shell, and what it is for. */
type Paste = { does: Bilingual; commands: readonly string[] };

const day = 86_400_000;

const afterwards: Bilingual[] = [
  {
    fr: "L'API se lit à /docs et /openapi.json. Chaque autorité et chaque plateforme de l'annuaire a un client de développement : son identifiant, ou platform-<identifiant>, et le secret development.",
    en: "The API is described at /docs and /openapi.json. Every authority and platform of the directory has a development client: its id, or platform-<id>, and the secret development.",
  },
  { fr: "Ctrl-C arrête tout.", en: "Ctrl-C stops everything." },
];

/** How to go on alone: commands to paste, where the documentation is, how to stop. */
export function farewellLines(options: FarewellOptions, { language, width, paint }: Omit<Terminal, "write">): string[] {
  const title = {
    fr: `${options.apiUrl} reste ouvert. Dans un autre terminal, dans ce dossier :`,
    en: `${options.apiUrl} stays up. In another terminal, in this folder:`,
  };
  return [
    "",
    paint("heading", title[language]),
    ...pastes(options).flatMap(({ does, commands }) => [
      "",
      ...wrap(does[language], width),
      ...commands.map((command) => `  ${command}`),
    ]),
    "",
    ...afterwards.flatMap((sentence) => wrap(sentence[language], width)),
  ];
}

/** The blocks, each in need of those before it, for one bash started in the project's folder. */
function pastes({ apiUrl, scale, vintedSecret, hasInbox }: FarewellOptions): Paste[] {
  const here = (days: number, language: Language) =>
    scale === 1 ? "" : ` (${lengthOf((days * day) / scale)[language]})`;
  return [
    {
      does: { fr: "1. Un jeton de la DGCCRF :", en: "1. A token of the DGCCRF:" },
      commands: [
        `API=${apiUrl}`,
        "TOKEN=$(curl -s $API/oauth2/token -u dgccrf:development -d grant_type=client_credentials |",
        `  sed 's/.*"access_token":"\\([^"]*\\)".*/\\1/')`,
      ],
    },
    {
      does: {
        fr: `2. Une notification d'essai à Vinted : 10 jours${here(10, "fr")} pour accuser réception, 30${here(30, "fr")} pour agir :`,
        en: `2. A trial notice to Vinted: 10 days${here(10, "en")} to acknowledge, 30${here(30, "en")} to act:`,
      },
      commands: [
        'CASE=$(curl -s $API/v1/notices -H "authorization: Bearer $TOKEN" \\',
        '  -H "content-type: application/json" -H "idempotency-key: trial-$(date +%s)" -d \'{',
        '    "reference": "TRIAL-\'$(date +%s)\'", "legalBasis": "sandbox", "language": "en",',
        '    "acknowledgeWithin": "P10D", "actWithin": "P30D",',
        '    "statementOfReasons": "A product that may not be sold.", "items": [{',
        '      "url": "https://www.vinted.fr/items/9000000001-example", "kind": "product_listing" }]',
        '  }\' | tee /dev/stderr | sed \'s/.*"caseId":"\\([^"]*\\)".*/\\1/\'); echo',
      ],
    },
    {
      does: { fr: "3. Son dossier, et ce qui s'y est passé :", en: "3. Its case, and what happened to it:" },
      commands: [
        'curl -s -H "authorization: Bearer $TOKEN" $API/v1/cases/$CASE; echo',
        'curl -s -H "authorization: Bearer $TOKEN" $API/v1/cases/$CASE/events; echo',
      ],
    },
    {
      does: {
        fr: "4. Répondre à la place de Vinted, par webhooks signés (curl et openssl), puis relire le dossier :",
        en: "4. Answer in Vinted's place, by signed webhooks (curl and openssl), then read the case again:",
      },
      commands: [
        `export SOMMATION_URL=$API SOMMATION_SECRET=${vintedSecret}`,
        "docs/samples/answer.sh vinted $CASE acknowledged",
        "docs/samples/answer.sh vinted $CASE removed",
      ],
    },
    ...(hasInbox ? [inbox] : []),
  ];
}

const inbox: Paste = {
  does: {
    fr: "5. Les courriels envoyés (à lire dans un navigateur : /mail) :",
    en: "5. The mail that was sent (to be read in a browser: /mail):",
  },
  commands: ["curl -s $API/mail.json; echo"],
};
