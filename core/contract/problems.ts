import * as z from "zod";
import type { Bilingual } from "./language.ts";

/** One kind of problem: its HTTP status and what it tells a reader to do next. */
type ProblemKind = { status: number; title: Bilingual; detail: Bilingual };

/** Every problem the API can answer with; the key is the last part of its `type` and never changes. */
export const problems = {
  "invalid-notice": {
    status: 422,
    title: { fr: "La notification est incomplète ou incorrecte", en: "The notice is incomplete or wrong" },
    detail: {
      fr: "Corrigez chaque élément de la liste, puis soumettez de nouveau. Rien n'a été envoyé.",
      en: "Correct every element listed, then submit again. Nothing has been sent.",
    },
  },
  "no-power": {
    status: 403,
    title: { fr: "Cette autorité n'a pas ce pouvoir", en: "This authority does not have this power" },
    detail: {
      fr: "Choisissez une base légale que votre autorité peut utiliser ; la liste est dans l'erreur.",
      en: "Choose a legal basis that your authority may use; the error lists them.",
    },
  },
  "bad-link": {
    status: 403,
    title: { fr: "Ce lien est incomplet ou a été modifié", en: "This link is incomplete or has been changed" },
    detail: {
      fr: "Ouvrez-le tel qu'il est dans le message reçu, en entier, ou demandez l'acte à l'autorité qui l'a émis.",
      en: "Open it as it stands in the message you received, whole, or ask the issuing authority for the act.",
    },
  },
  "link-expired": {
    status: 410,
    title: { fr: "Ce lien a expiré", en: "This link has expired" },
    detail: {
      fr: "Une autorité relit l'acte dans son dossier ; une plateforme, dans le message signé ou la liste de ses dossiers ouverts. À défaut, demandez-le à l'autorité.",
      en: "An authority reads the act again in its case, a platform in the signed message or in the list of its open cases. Else ask the authority for it.",
    },
  },
  "link-revoked": {
    status: 410,
    title: { fr: "Ce lien a été révoqué", en: "This link has been revoked" },
    detail: {
      fr: "L'autorité a révoqué les liens envoyés. Prenez celui du message le plus récent, ou adressez-vous à elle.",
      en: "The authority has revoked the links sent so far. Use the one in the newest message, or ask the authority.",
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
  "not-found": {
    status: 404,
    title: { fr: "Introuvable", en: "Not found" },
    detail: {
      fr: "Rien à cette adresse pour ce compte. Vérifiez l'identifiant.",
      en: "There is nothing here for this account. Check the identifier.",
    },
  },
  "erased-under-retention": {
    status: 410,
    title: { fr: "Effacé au terme de la conservation", en: "Erased at the end of its retention" },
    detail: {
      fr: "Ce dossier n'a plus de contenu : l'erreur dit depuis quand et selon quelle règle. L'empreinte de son dernier événement est conservée.",
      en: "There is no content any more: the error says since when and under which rule. The hash of its last event is kept.",
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
  "duplicate-reference": {
    status: 409,
    title: { fr: "Référence déjà utilisée", en: "Reference already used" },
    detail: {
      fr: "Votre autorité a déjà soumis une notification sous cette référence ; le lien y mène.",
      en: "Your authority has already submitted a notice under this reference; the link leads to it.",
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
  "already-registered": {
    status: 409,
    title: { fr: "Déjà inscrit dans l'annuaire", en: "Already in the directory" },
    detail: {
      fr: "Cet identifiant est pris ; le lien y mène. Pour modifier l'inscription, envoyez un PATCH à cette adresse.",
      en: "This identifier is taken; the link leads to it. To change the entry, send a PATCH to that address.",
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
  "case-closed": {
    status: 409,
    title: { fr: "Dossier clos", en: "Case closed" },
    detail: { fr: "Un dossier clos ne change plus.", en: "A closed case no longer changes." },
  },
  "case-not-withdrawn": {
    status: 409,
    title: { fr: "La notification est en vigueur", en: "The notice is in force" },
    detail: {
      fr: "`notice.restored` ne répond qu'à un retrait par l'autorité.",
      en: "`notice.restored` only answers a withdrawal by the authority.",
    },
  },
  "case-not-settled": {
    status: 409,
    title: { fr: "Des réponses sont encore attendues", en: "Answers are still expected" },
    detail: {
      fr: "Un dossier se clôt une fois répondu ou retiré. Pour y renoncer, retirez la notification.",
      en: "A case is closed once answered or withdrawn. To give it up, withdraw the notice.",
    },
  },
  "case-not-undeliverable": {
    status: 409,
    title: { fr: "La remise n'est pas interrompue", en: "Delivery is not interrupted" },
    detail: {
      fr: "La remise ne se reprend que pour un dossier `undeliverable`.",
      en: "Delivery is resumed only for a case that is `undeliverable`.",
    },
  },
  "no-such-question": {
    status: 409,
    title: { fr: "Aucune demande de ce genre n'attend de réponse", en: "No such question waits for a reply" },
    detail: {
      fr: "Relisez `questions` dans le dossier : la plateforme ne l'a pas posée, ou il y a été répondu.",
      en: "Read `questions` in the case again: the platform has not asked it, or it has been replied to.",
    },
  },
  "not-extendable": {
    status: 409,
    title: { fr: "Aucun délai à prolonger", en: "There is no deadline to extend" },
    detail: {
      fr: "Le délai d'exécution ne court pas : il n'a pas commencé, il est suspendu, ou il a pris fin.",
      en: "The clock to act does not run: it has not started, it is suspended, or it has ended.",
    },
  },
  "not-later": {
    status: 422,
    title: { fr: "Cette date n'est pas postérieure", en: "This date is not later" },
    detail: {
      fr: "Indiquez un instant à venir et, pour une prolongation, postérieur à l'échéance actuelle.",
      en: "Give an instant still to come and, for an extension, later than the present due instant.",
    },
  },
  "too-far": {
    status: 422,
    title: { fr: "Cette date est trop lointaine", en: "This date is too far away" },
    detail: { fr: "Restez en deçà d'un an.", en: "Stay within a year." },
  },
  "already-delivered": {
    status: 409,
    title: { fr: "La remise est déjà constatée", en: "The receipt is on record already" },
    detail: {
      fr: "Les délais courent depuis la remise inscrite au dossier (`delivery`).",
      en: "The clocks run from the receipt on record (`delivery`).",
    },
  },
  "impossible-receipt": {
    status: 422,
    title: { fr: "Date de remise impossible", en: "Impossible date of receipt" },
    detail: {
      fr: "La remise ne peut être ni future ni antérieure à l'ouverture du dossier.",
      en: "The receipt can be neither in the future nor before the case was opened.",
    },
  },
  "already-so": {
    status: 409,
    title: { fr: "Rien à changer", en: "Nothing to change" },
    detail: { fr: "Le dossier est déjà ainsi. Relisez-le.", en: "The case is like this already. Read it again." },
  },
  "step-not-pending": {
    status: 409,
    title: { fr: "Aucune décision à prendre sur cette étape", en: "No decision to take on this step" },
    detail: {
      fr: "L'étape n'est pas proposée, ou elle est déjà décidée. Relisez le dossier.",
      en: "The step is not proposed, or has been decided. Read the case again.",
    },
  },
} as const satisfies Record<string, ProblemKind>;

/** The kinds of problem. */
export type ProblemKey = keyof typeof problems;

/** One fault of a request: where, which, and what to do; never the value. */
const ProblemError = z
  .strictObject({
    pointer: z.string().meta({ description: "RFC 6901 pointer into the body; empty for the whole." }),
    code: z.string().meta({ description: "Stable code of the fault." }),
    detail: z.string().meta({ description: "What is wrong and what to do, in the language asked for." }),
    provision: z.string().optional().meta({ description: "The provision that asks for it." }),
  })
  .meta({ id: "ProblemError" });

/** RFC 9457 problem document. */
export const Problem = z
  .strictObject({
    type: z.string().meta({ description: "Stable, under `/problems/`." }),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    instance: z.string().meta({ description: "The request, as in `x-request-id`." }),
    errors: z.array(ProblemError).optional().meta({ description: "All faults at once." }),
    possibleAnswers: z.array(z.string()).optional().meta({ description: "The answers that have a place now." }),
    caseStatus: z.string().optional().meta({ description: "Where the case stands, for a refused answer or act." }),
    links: z.record(z.string(), z.string()).optional(),
  })
  .meta({ id: "Problem", description: "RFC 9457 problem document." });
export type Problem = z.infer<typeof Problem>;
