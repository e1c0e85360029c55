import type { Bilingual } from "../../../core/contract/language.ts";
import type { ProblemKey } from "../../../core/contract/problems.ts";

/** What somebody reads who came to answer and cannot. It says nothing of any case. */
type ProblemWords = { title: Bilingual; says: readonly Bilingual[] };

const nothingMore: Bilingual = {
  fr: "Aucune réponse ne peut plus être envoyée par ce lien. Ce qui est déjà enregistré le reste ; les délais, eux, ne changent pas.",
  en: "No answer can be sent by this link any more. What is on record already stays so; the time limits do not change.",
};
const newerMail: Bilingual = {
  fr: "Si un courriel plus récent vous est parvenu sur le même dossier, un rappel par exemple, répondez par le lien qu'il contient.",
  en: "If a newer mail has reached you about the same case, a reminder for one, answer by the link in it.",
};
const askForNew: Bilingual = {
  fr: "Sinon, demandez sans attendre à l'autorité un nouveau courriel avec un lien. Adressez-vous à elle par une adresse ou un numéro que vous lui connaissez déjà, et donnez la référence qui figure dans l'objet du courriel.",
  en: "Otherwise ask the authority without delay for a new mail with a link. Use an address or a number that you already know as its own, and give the reference in the subject of the mail.",
};
const bySignedMessage: Bilingual = {
  fr: "Une plateforme raccordée peut aussi répondre par un message signé, dont la validité n'expire pas avec le lien.",
  en: "A platform that is connected can also answer by a signed message, which does not end with the link.",
};
const tooMuch: readonly Bilingual[] = [
  {
    fr: "Rien n'a été enregistré. Revenez à la page précédente, raccourcissez ce que vous avez écrit, puis envoyez de nouveau.",
    en: "Nothing has been recorded. Go back to the page before, shorten what you have written, then send again.",
  },
];
const notTheForm: readonly Bilingual[] = [
  {
    fr: "Rien n'a été enregistré : ce qui est arrivé n'est pas un formulaire de cette page. Ouvrez de nouveau le lien du courriel et répondez sur la page qu'il ouvre.",
    en: "Nothing has been recorded: what arrived is no form of this page. Open the link of the mail again and answer on the page that it opens.",
  },
];
const notAForm = {
  title: { fr: "Ce formulaire n'a pas pu être lu", en: "This form could not be read" },
  says: notTheForm,
} as const;

/** Where the words of the contract speak to programs, or of reading an act. */
export const problemWords: Partial<Record<ProblemKey, ProblemWords>> = {
  "link-expired": {
    title: { fr: "Ce lien pour répondre a expiré", en: "This link to answer has expired" },
    says: [nothingMore, newerMail, askForNew, bySignedMessage],
  },
  "link-revoked": {
    title: { fr: "Ce lien pour répondre a été révoqué", en: "This link to answer has been revoked" },
    says: [
      {
        fr: "L'autorité a révoqué les liens envoyés jusque-là. Ce qui est déjà enregistré le reste ; les délais, eux, ne changent pas.",
        en: "The authority has revoked the links sent until then. What is on record already stays so; the time limits do not change.",
      },
      newerMail,
      askForNew,
      bySignedMessage,
    ],
  },
  "bad-link": {
    title: { fr: "Ce lien est incomplet ou a été modifié", en: "This link is incomplete or has been changed" },
    says: [
      {
        fr: "Ouvrez-le tel qu'il est dans le courriel reçu, en entier : certains programmes le coupent à la fin d'une ligne.",
        en: "Open it as it stands in the mail you received, whole: some programs cut it at the end of a line.",
      },
      askForNew,
    ],
  },
  "too-large": { title: { fr: "C'est trop long", en: "This is too long" }, says: tooMuch },
  "unsupported-media-type": notAForm,
  "not-a-form": notAForm,
};
