import type { ProblemKind } from "./problem-kind.ts";

/** Of an answer of a platform: its signature, and whether it has a place now. */
export const answerProblems = {
  "bad-signature": {
    status: 401,
    title: { fr: "Signature refusée", en: "Signature refused" },
    detail: {
      fr: "La signature ne correspond à aucune clé de cette plateforme pour ce corps. Voir /docs#answers.",
      en: "The signature matches no key of this platform for this body. See /docs#answers.",
    },
  },
  "stale-timestamp": {
    status: 401,
    title: { fr: "Horodatage trop éloigné", en: "Timestamp too far off" },
    detail: {
      fr: "La signature est bonne, mais `webhook-timestamp` s'écarte de plus de 5 minutes. Réglez l'horloge et signez de nouveau.",
      en: "The signature is right, but `webhook-timestamp` is more than 5 minutes off. Set the clock and sign again.",
    },
  },
  "not-current-version": {
    status: 409,
    title: { fr: "Ce n'est pas la notification en vigueur", en: "Not the notice in force" },
    detail: {
      fr: "Reprenez `version` et `digest` de la dernière notification reçue pour ce dossier.",
      en: "Take `version` and `digest` from the last notice received for this case.",
    },
  },
  "unknown-item": {
    status: 422,
    title: { fr: "Élément inconnu dans ce dossier", en: "Item unknown in this case" },
    detail: {
      fr: "Reprenez les `itemId` de la notification ; rien n'a été enregistré.",
      en: "Take each `itemId` from the notice; nothing has been recorded.",
    },
  },
  "repeated-item": {
    status: 422,
    title: { fr: "Un élément est cité deux fois", en: "An item is named twice" },
    detail: {
      fr: "Citez chaque `itemId` une seule fois par réponse ; rien n'a été enregistré.",
      en: "Name each `itemId` once in an answer; nothing has been recorded.",
    },
  },
  "impossible-time": {
    status: 422,
    title: { fr: "Heure de mesure impossible", en: "Impossible time of measure" },
    detail: {
      fr: "`measuredAt` ne peut être ni futur ni antérieur à la notification ; un contenu déjà absent se déclare `already_unavailable`.",
      en: "`measuredAt` can be neither in the future nor before the notice; content already gone is `already_unavailable`.",
    },
  },
  "already-answered": {
    status: 409,
    title: { fr: "Déjà enregistré", en: "Already on record" },
    detail: {
      fr: "Cette réponse est déjà au dossier ; inutile de la renvoyer.",
      en: "This answer is on record already; there is no need to send it again.",
    },
  },
  "nothing-owed": {
    status: 409,
    title: { fr: "Plus rien n'est attendu de ces éléments", en: "Nothing is expected of these items any more" },
    detail: {
      fr: "Une mesure, ou une position acceptée, est déjà au dossier pour chacun d'eux ; cette réponse n'a pas été enregistrée. Pour dire que la mesure est contestée, envoyez `notice.contested`.",
      en: "A measure, or an accepted position, is on record for each of them; this answer has not been recorded. To say that the measure is contested, send `notice.contested`.",
    },
  },
  "webhook-id-reused": {
    status: 409,
    title: { fr: "`webhook-id` déjà utilisé", en: "`webhook-id` already used" },
    detail: {
      fr: "Ce `webhook-id` a servi pour un autre corps. Un nouveau message prend un nouvel identifiant.",
      en: "This `webhook-id` was used with another body. A new message takes a new identifier.",
    },
  },
  "case-withdrawn": {
    status: 409,
    title: { fr: "Dossier retiré", en: "Case withdrawn" },
    detail: {
      fr: "L'autorité a retiré la notification ; seul `notice.restored` est encore attendu.",
      en: "The authority has withdrawn the notice; only `notice.restored` is still expected.",
    },
  },
} as const satisfies Record<string, ProblemKind>;
