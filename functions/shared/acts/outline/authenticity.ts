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
            fr: "Pour la vérifier : prenez l'objet « document » du message notice.issued, écrivez-le en JSON canonique (RFC 8785), en UTF-8, et calculez-en le SHA-256. Les 64 chiffres hexadécimaux doivent être ceux qui suivent « sha-256: » ci-dessus ; si ce n'est pas le cas, n'agissez pas sur la foi de ce document et demandez à l'autorité.",
            en: "To check it: take the object “document” of the message notice.issued, write it as canonical JSON (RFC 8785) in UTF-8, and compute its SHA-256. The 64 hexadecimal digits must be those after “sha-256:” above; if they are not, do not act on the word of this document and ask the authority.",
          }),
        ],
      },
    ],
  };
}
