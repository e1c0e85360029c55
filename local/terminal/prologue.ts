import { authorityName } from "./names.ts";
import { lengthOf } from "./legal-time.ts";
import type { Terminal } from "./terminal.ts";
import { wrap } from "./wrap.ts";
import type { Bilingual } from "../../core/contract/language.ts";
import { campaign } from "../campaign/campaign.ts";

const hour = 3_600_000;
/** How long an escalation waits in real time: longer than an answer can be in flight (docs/architecture.md). */
const pauseMilliseconds = 5_000;

/** What is about to be seen: said once, before the first event. `hasInbox`: mail stays on this machine. */
export function prologue(
  { scale, hasInbox }: { scale: number; hasInbox: boolean },
  { language, width, paint }: Omit<Terminal, "write">,
): string[] {
  const [title, ...paragraphs] = sentences(scale, hasInbox).map((sentence) => sentence[language]);
  return [
    "",
    ...wrap(title ?? "", width).map((line) => paint("heading", line)),
    ...paragraphs.flatMap((paragraph) => wrap(paragraph, width)),
    "",
  ];
}

function sentences(scale: number, hasInbox: boolean): Bilingual[] {
  const name = authorityName(campaign.authority);
  const { reference } = campaign;
  const [anHour, pause] = [lengthOf(hour / scale), lengthOf(pauseMilliseconds * scale)];
  return [
    {
      fr: `Campagne d'exemple : la ${name.fr} notifie la réquisition ${reference} à quatre plateformes.`,
      en: `Sample campaign: the ${name.en} serves its requisition ${reference} on four platforms.`,
    },
    {
      fr: "Shein agit à temps, puis remet en ligne ; AliExpress demande une précision ; Temu se tait ; le point d'accès de Wish est en panne.",
      en: "Shein acts in time, then relists; AliExpress asks for a clarification; Temu keeps silent; Wish's endpoint is out of order.",
    },
    hasInbox ? wishReads : wishIsYou,
    {
      fr: "Simulés : plateformes, autorités, agent. Réels : l'API, les dossiers, les délais, les webhooks signés, les courriels.",
      en: "Simulated: platforms, authorities, officer. Real: the API, cases, deadlines, signed webhooks, mail.",
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
      fr: "→ parvenu à un destinataire   ← dit par une plateforme ou un agent   ! attend une personne",
      en: "→ reached a recipient   ← said by a platform or officer   ! waits for a person",
    },
    {
      fr: "✗ manqué ou échoué (de plusieurs essais, le premier)   ✉ par courriel, ou par le lien qu'il porte",
      en: "✗ missed or failed (of several attempts, the first)   ✉ by mail, or by the link in it",
    },
  ];
}

const wishReads: Bilingual = {
  fr: "Ce qui est destiné à Wish part alors par courriel ; quelqu'un y répond, en retard, par le lien.",
  en: "What is meant for Wish then goes by mail; somebody there answers, late, by its link.",
};

const wishIsYou: Bilingual = {
  fr: "Ce qui est destiné à Wish part alors par courriel, à votre serveur : répondez à sa place, par le lien.",
  en: "What is meant for Wish then goes by mail, to your own server: answer in its place, by the link.",
};
