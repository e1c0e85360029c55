import type { Bilingual } from "../contract/language.ts";

const words: Readonly<Record<string, Bilingual>> = {
  timeout: { fr: "pas de réponse à temps", en: "no answer in time" },
  connect: { fr: "sans connexion", en: "no connection" },
  refused_address: { fr: "adresse refusée", en: "address refused" },
  tls: { fr: "TLS non fiable", en: "TLS not trusted" },
  redirect: { fr: "redirection", en: "redirected" },
  dns: { fr: "nom inconnu", en: "unknown name" },
  gone: { fr: "point d'accès fermé", en: "endpoint closed" },
  no_endpoint: { fr: "aucun point d'accès", en: "no endpoint" },
};

/** Why an attempt failed, by its code; a code without words is told as it is. */
export function failureWords(code: string): Bilingual {
  return words[code] ?? { fr: code, en: code };
}

/** A letter that had been delivered came back, and why. */
export function cameBackWords(code: string): Bilingual {
  const { fr, en } = failureWords(code);
  return {
    fr: `Le courriel qui avait été remis est revenu (${fr}).`,
    en: `The e-mail that had been delivered came back (${en}).`,
  };
}
