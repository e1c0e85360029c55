import type { ActSection } from "../act.ts";
import type { Scribe } from "./scribe.ts";

/** What this document is a form of, its digest, and how anybody can check it. */
export function authenticitySection({ digest, say, line, code }: Scribe): ActSection {
  return {
    heading: say({ fr: "Authenticité", en: "Authenticity" }),
    blocks: [
      {
        kind: "paragraphs",
        lines: [
          line({
            fr: "Le présent document est la forme lisible d'un document JSON, qui seul est notifié, acquitté et conservé. En cas d'écart, ce document JSON l'emporte. Son empreinte :",
            en: "This is the readable form of a JSON document, which alone is served, acknowledged and kept. Where the two differ, the JSON document prevails. Its digest:",
          }),
          code(digest),
        ],
      },
      {
        kind: "paragraphs",
        lines: [
          line({
            fr: "Pour la vérifier, après un message signé : prenez son objet « document », écrivez-le en JSON canonique (RFC 8785), en UTF-8, et calculez-en le SHA-256. Après un courriel : l'empreinte y figure, comme sur la page derrière son lien, d'où s'obtient aussi le document JSON, déjà écrit ainsi ; calculez le SHA-256 de ce fichier tel quel.",
            en: "To check it after a signed message: take its object “document”, write it as canonical JSON (RFC 8785) in UTF-8, and compute its SHA-256. After a mail: the digest stands in it, as on the page behind its link, where the JSON document can be had as well, written so already; compute the SHA-256 of that file as it is.",
          }),
          line({
            fr: "Les 64 chiffres hexadécimaux doivent être ceux qui suivent « sha-256: » ci-dessus ; si ce n'est pas le cas, n'agissez pas sur la foi de ce document et demandez à l'autorité.",
            en: "The 64 hexadecimal digits must be those after “sha-256:” above; if they are not, do not act on the word of this document and ask the authority.",
          }),
          line({
            fr: "Un courriel n'est pas signé comme un message : si vous doutez qu'il vienne de l'autorité, demandez-lui de confirmer la référence et l'empreinte, à une adresse que vous lui connaissez déjà, et non à une adresse prise dans le courriel ou dans ce document.",
            en: "A mail is not signed as a message is: if you doubt that it comes from the authority, ask it to confirm the reference and the digest, at an address that you already know as its own, not at one taken from the mail or from this document.",
          }),
        ],
      },
    ],
  };
}
