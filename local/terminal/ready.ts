import type { Bilingual } from "../../core/contract/language.ts";
import type { Terminal } from "./terminal.ts";

/** What is running. */
export type Ready = {
  url: string;
  store: "embedded" | "own";
  scale: number;
  isResumed: boolean;
  folder: { path: string; persistent: boolean };
  /** An SMTP server of one's own; undefined: mail comes to the inbox. */
  smtpUrl?: string | undefined;
};

/** What is said when everything is ready: where it is, where the data is kept, how fast the legal clock runs. */
export function readyLines(
  { url, store, scale, isResumed, folder, smtpUrl }: Ready,
  { language, paint }: Pick<Terminal, "language" | "paint">,
): string[] {
  const kept: Bilingual | undefined =
    store === "own"
      ? undefined
      : folder.persistent
        ? { fr: `données conservées dans ${folder.path}`, en: `data kept in ${folder.path}` }
        : { fr: "données temporaires, effacées à l'arrêt", en: "temporary data, gone at the end" };
  const speed: Bilingual =
    scale === 1
      ? { fr: "horloge légale à vitesse réelle", en: "legal clock at true speed" }
      : { fr: `horloge légale ${scale} fois plus rapide`, en: `legal clock ${scale} times faster` };
  const own: Bilingual = { fr: "votre point d'accès DynamoDB", en: "your own DynamoDB endpoint" };
  const resumed: Bilingual = { fr: "dossiers ouverts repris", en: "open cases resumed" };
  const parts = [kept ?? own, speed, ...(isResumed ? [resumed] : [])];
  const title: Bilingual = { fr: `Sommation est prêt : ${url}`, en: `Sommation is ready: ${url}` };
  const inbox: Bilingual = { fr: `Courriels envoyés : ${url}/mail`, en: `Mail that is sent: ${url}/mail` };
  return [
    paint("heading", title[language]),
    (smtpUrl === undefined ? inbox : elsewhere(smtpUrl))[language],
    paint("quiet", parts.map((part) => part[language]).join(" · ")),
  ];
}

/** Without a password that may stand in the URL. */
function elsewhere(smtpUrl: string): Bilingual {
  const { host } = new URL(smtpUrl);
  return { fr: `Courriels remis à ${host}`, en: `Mail is handed to ${host}` };
}
