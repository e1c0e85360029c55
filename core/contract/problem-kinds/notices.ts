import type { ProblemKind } from "./problem-kind.ts";

/** Of a notice, its cases as they are kept, and the links that lead to them. */
export const noticeProblems = {
  "invalid-notice": {
    status: 422,
    title: { fr: "La notification est incomplète ou incorrecte", en: "The notice is incomplete or wrong" },
    detail: {
      fr: "Corrigez chaque élément de la liste, puis soumettez de nouveau. Rien n'a été envoyé.",
      en: "Correct every element listed, then submit again. Nothing has been sent.",
    },
  },
  "not-by-correction": {
    status: 409,
    title: { fr: "Une correction n'y suffit pas", en: "This takes more than a correction" },
    detail: {
      fr: "Chaque erreur dit ce qui s'y oppose et que faire. Rien n'a été modifié ni envoyé.",
      en: "Each error says what stands against it and what to do. Nothing has been changed or sent.",
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
  "duplicate-reference": {
    status: 409,
    title: { fr: "Référence déjà utilisée", en: "Reference already used" },
    detail: {
      fr: "Votre autorité a déjà soumis une notification sous cette référence ; le lien y mène.",
      en: "Your authority has already submitted a notice under this reference; the link leads to it.",
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
  "erased-under-retention": {
    status: 410,
    title: { fr: "Effacé au terme de la conservation", en: "Erased at the end of its retention" },
    detail: {
      fr: "Ce dossier n'a plus de contenu : l'erreur dit depuis quand et selon quelle règle. L'empreinte de son dernier événement est conservée.",
      en: "There is no content any more: the error says since when and under which rule. The hash of its last event is kept.",
    },
  },
  "bad-link": {
    status: 403,
    title: { fr: "Ce lien est incomplet ou a été modifié", en: "This link is incomplete or has been changed" },
    detail: {
      fr: "Ouvrez-le tel qu'il est dans le message reçu, en entier, ou demandez à l'autorité un nouveau message, à une adresse que vous lui connaissez déjà.",
      en: "Open it as it stands in the message you received, whole, or ask the authority for a new one, at an address that you already know as its own.",
    },
  },
  "link-expired": {
    status: 410,
    title: { fr: "Ce lien a expiré", en: "This link has expired" },
    detail: {
      fr: "Une autorité relit l'acte dans son dossier ; une plateforme, dans le message signé ou la liste de ses dossiers ouverts. Qui ne reçoit que des courriels en demande un nouveau à l'autorité, à une adresse qu'il lui connaît déjà.",
      en: "An authority reads the act again in its case, a platform in the signed message or in the list of its open cases. Who gets mail alone asks the authority for a new one, at an address already known as its own.",
    },
  },
  "link-revoked": {
    status: 410,
    title: { fr: "Ce lien a été révoqué", en: "This link has been revoked" },
    detail: {
      fr: "L'autorité a révoqué les liens envoyés. Prenez celui du message le plus récent, ou demandez-lui un nouveau courriel, à une adresse que vous lui connaissez déjà.",
      en: "The authority has revoked the links sent so far. Use the one in the newest message, or ask it for a new mail, at an address that you already know as its own.",
    },
  },
} as const satisfies Record<string, ProblemKind>;
