import { authorityName } from "./names.ts";
import { lengthOf } from "./legal-time.ts";
import type { Terminal } from "./terminal.ts";
import { wrap } from "./wrap.ts";
import type { Bilingual } from "../../core/contract/language.ts";
import { campaign } from "../campaign/campaign.ts";

const hour = 3_600_000;
/** How long an escalation waits in real time: longer than an answer can be in flight (docs/architecture.md). */
const pauseMilliseconds = 5_000;

/** What is about to be seen: said once, before the first event. */
export function prologue(scale: number, { language, width, paint }: Omit<Terminal, "write">): string[] {
  const [title, ...paragraphs] = sentences(scale).map((sentence) => sentence[language]);
  return [
    "",
    ...wrap(title ?? "", width).map((line) => paint("heading", line)),
    ...paragraphs.flatMap((paragraph) => wrap(paragraph, width)),
    "",
  ];
}

function sentences(scale: number): Bilingual[] {
  const name = authorityName(campaign.authority);
  const { reference } = campaign;
  const [anHour, pause] = [lengthOf(hour / scale), lengthOf(pauseMilliseconds * scale)];
  return [
    {
      fr: `Campagne d'exemple : la ${name.fr} notifie la réquisition ${reference} à quatre plateformes.`,
      en: `Sample campaign: the ${name.en} serves its requisition ${reference} on four platforms.`,
    },
    {
      fr: "Simulés : plateformes, autorités, agent. Réels : l'API, les dossiers, les délais, les webhooks signés.",
      en: "Simulated: platforms, authorities, officer. Real: the API, cases, deadlines, signed webhooks.",
    },
    {
      fr: "AR : délai d'accusé de réception (niveau de service). EXÉ : délai d'exécution (fixé par l'acte).",
      en: "ACK: the deadline to acknowledge, a service level. ACT: the deadline to act, set in the requisition.",
    },
    {
      fr: `Heure de Paris : une heure dure ${anHour.fr}. Une relance attend 5 secondes réelles après l'échéance, pour qu'une réponse déjà en chemin compte encore ; à cette échelle, cette pause fait ${pause.fr}.`,
      en: `Paris time: an hour takes ${anHour.en}. An escalation waits for 5 real seconds after the due instant, so that an answer already under way still counts; at this scale that pause is ${pause.en}.`,
    },
    {
      fr: "→ parvenu à un destinataire   ← dit par une plateforme ou un agent   ✗ manqué   ! attend une personne",
      en: "→ reached a recipient   ← said by a platform or officer   ✗ missed or failed   ! waits for a person",
    },
  ];
}
