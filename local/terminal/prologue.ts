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
  const { reference, notice } = campaign;
  const [anHour, pause] = [lengthOf(hour / scale), lengthOf(pauseMilliseconds * scale)];
  return [
    {
      fr: `Campagne d'exemple : ${name.fr} notifie la réquisition ${reference} (${notice.items.length} annonces) à quatre plateformes.`,
      en: `Sample campaign: ${name.en} serves the requisition ${reference} (${notice.items.length} listings) on four platforms.`,
    },
    {
      fr: "Les plateformes, les autorités et l'agent sont simulés ; l'API, les dossiers, les délais, les webhooks signés ne le sont pas.",
      en: "The platforms, the authorities and the officer are simulated; the API, cases, deadlines and signed webhooks are not.",
    },
    {
      fr: "AR : délai d'accusé de réception (niveau de service). EXÉ : délai d'exécution (fixé par l'acte).",
      en: "ACK: the deadline to acknowledge (a service level). ACT: the deadline to act (set in the requisition).",
    },
    {
      fr: `Heure de Paris, une heure en ${anHour}. Une relance attend 5 secondes réelles après l'échéance, qu'une réponse en chemin puisse compter : ${pause} à cette échelle.`,
      en: `Paris time, one hour in ${anHour}. An escalation waits for 5 real seconds after the due instant, so that an answer under way still counts: at this scale the pause is ${pause}.`,
    },
    {
      fr: "→ parti vers un destinataire simulé   ← dit par un acteur simulé   ✗ manqué   ! à décider par une personne",
      en: "→ sent to a simulated recipient   ← said by a simulated actor   ✗ missed or failed   ! for a person to decide",
    },
  ];
}
