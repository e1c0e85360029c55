import type { ProblemKind } from "./problem-kind.ts";

/** Of a request, whatever it is about: how it is written, and what the service cannot do for it. */
export const requestProblems = {
  "invalid-request": {
    status: 422,
    title: { fr: "La demande est mal formée", en: "The request is not well formed" },
    detail: {
      fr: "Corrigez chaque élément de la liste, puis renvoyez la demande.",
      en: "Correct every element listed, then send the request again.",
    },
  },
  "not-json": {
    status: 400,
    title: { fr: "Le corps n'est pas du JSON", en: "The body is not JSON" },
    detail: {
      fr: "Envoyez un objet JSON en UTF-8, sans clé répétée.",
      en: "Send one JSON object in UTF-8, without repeated keys.",
    },
  },
  "not-a-form": {
    status: 400,
    title: { fr: "Le corps n'est pas un formulaire", en: "The body is not a form" },
    detail: {
      fr: "Envoyez le formulaire de la page, en UTF-8 (`application/x-www-form-urlencoded`).",
      en: "Send the form of the page, in UTF-8 (`application/x-www-form-urlencoded`).",
    },
  },
  "unsupported-media-type": {
    status: 415,
    title: { fr: "Type de contenu non accepté", en: "Content type not accepted" },
    detail: {
      fr: "Envoyez `content-type: application/json` ; la page de réponse attend son propre formulaire.",
      en: "Send `content-type: application/json`; the answering page expects its own form.",
    },
  },
  "too-large": {
    status: 413,
    title: { fr: "La demande est trop volumineuse", en: "The request is too large" },
    detail: {
      fr: "Une demande tient en 64 ko, un lot en 512 ko. Répartissez les éléments sur plusieurs notifications, ou celles-ci sur plusieurs lots.",
      en: "A request is at most 64 kB, a batch 512 kB. Spread the items over several notices, or these over several batches.",
    },
  },
  unauthorized: {
    status: 401,
    title: { fr: "Authentification requise", en: "Authentication required" },
    detail: {
      fr: "Demandez un jeton à `/oauth2/token` et envoyez-le dans `Authorization: Bearer`.",
      en: "Get a token from `/oauth2/token` and send it in `Authorization: Bearer`.",
    },
  },
  forbidden: {
    status: 403,
    title: { fr: "Ce compte ne peut pas faire cela", en: "This account may not do this" },
    detail: {
      fr: "Cette route est réservée aux autorités, aux plateformes ou aux administrateurs. Utilisez le compte qui convient.",
      en: "This route is for authorities, for platforms or for administrators. Use the account it is meant for.",
    },
  },
  "not-found": {
    status: 404,
    title: { fr: "Introuvable", en: "Not found" },
    detail: {
      fr: "Rien à cette adresse pour ce compte. Vérifiez l'identifiant.",
      en: "There is nothing here for this account. Check the identifier.",
    },
  },
  "method-not-allowed": {
    status: 405,
    title: { fr: "Méthode non acceptée", en: "Method not allowed" },
    detail: {
      fr: "Voir /openapi.json pour les méthodes de cette route.",
      en: "See /openapi.json for the methods of this route.",
    },
  },
  "bad-request": {
    status: 400,
    title: { fr: "Requête illisible", en: "Unreadable request" },
    detail: { fr: "Vérifiez l'adresse et les en-têtes.", en: "Check the address and the headers." },
  },
  "request-timeout": {
    status: 408,
    title: { fr: "Demande trop lente", en: "Too slow a request" },
    detail: {
      fr: "La demande n'est pas arrivée en entier. Renvoyez-la avec la même clé.",
      en: "The request did not arrive in full. Send it again with the same key.",
    },
  },
  "headers-too-large": {
    status: 431,
    title: { fr: "En-têtes trop volumineux", en: "Headers too large" },
    detail: { fr: "Réduisez les en-têtes.", en: "Send fewer or shorter headers." },
  },
  "idempotency-key-required": {
    status: 400,
    title: { fr: "Clé d'idempotence requise", en: "Idempotency key required" },
    detail: {
      fr: "Envoyez `Idempotency-Key` (1 à 128 caractères visibles), la même à chaque nouvel essai.",
      en: "Send `Idempotency-Key` (1 to 128 visible characters), the same at every retry.",
    },
  },
  "idempotency-key-reused": {
    status: 422,
    title: { fr: "Clé d'idempotence déjà utilisée", en: "Idempotency key already used" },
    detail: {
      fr: "Cette clé a servi pour un autre corps. Prenez-en une nouvelle pour une nouvelle notification.",
      en: "This key was used with another body. Take a new one for a new notice.",
    },
  },
  "version-changed": {
    status: 412,
    title: { fr: "La version a changé", en: "The version has changed" },
    detail: {
      fr: "Relisez, puis recommencez avec la version actuelle dans `If-Match`.",
      en: "Read it again, then repeat with the present version in `If-Match`.",
    },
  },
  "version-required": {
    status: 428,
    title: { fr: "Version requise", en: "Version required" },
    detail: {
      fr: "On ne signe que ce qu'on a lu : lisez le projet (`…/draft`), puis signez avec son `ETag` dans `If-Match`.",
      en: "Only what was read is signed: read the draft (`…/draft`), then sign with its `ETag` in `If-Match`.",
    },
  },
  "too-many-requests": {
    status: 429,
    title: { fr: "Trop de demandes", en: "Too many requests" },
    detail: {
      fr: "Attendez le délai de `Retry-After`, puis réessayez.",
      en: "Wait for `Retry-After`, then try again.",
    },
  },
  "internal-error": {
    status: 500,
    title: { fr: "Erreur de notre côté", en: "An error on our side" },
    detail: {
      fr: "Réessayez avec la même clé ou le même `webhook-id` ; si l'erreur persiste, donnez-nous `x-request-id`.",
      en: "Try again with the same key or `webhook-id`; if it persists, give us `x-request-id`.",
    },
  },
  "bad-gateway": {
    status: 502,
    title: { fr: "Réponse interne illisible", en: "Unreadable internal answer" },
    detail: { fr: "Réessayez dans un instant.", en: "Try again in a moment." },
  },
  unavailable: {
    status: 503,
    title: { fr: "Momentanément indisponible", en: "Unavailable for a moment" },
    detail: { fr: "Réessayez dans un instant, avec la même clé.", en: "Try again in a moment, with the same key." },
  },
  timeout: {
    status: 504,
    title: { fr: "Réponse trop lente", en: "Too slow an answer" },
    detail: {
      fr: "Réessayez avec la même clé : rien ne sera fait deux fois.",
      en: "Try again with the same key: nothing is done twice.",
    },
  },
} as const satisfies Record<string, ProblemKind>;
