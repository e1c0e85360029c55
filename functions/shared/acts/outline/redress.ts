import type { ActRow, ActSection } from "../act.ts";
import type { Scribe } from "./scribe.ts";

/** How the act can be contested, and who hears of the effect given to it. */
export function redressSection(scribe: Scribe): ActSection {
  const { document, say, line, words, row } = scribe;
  const { provider, recipient } = document.redress ?? {};
  const rows: ActRow[] = [];
  if (provider !== undefined) rows.push(row({ fr: "Pour la plateforme", en: "For the platform" }, words(provider)));
  if (recipient !== undefined) {
    rows.push(row({ fr: "Pour le vendeur ou l'auteur", en: "For the seller or author" }, words(recipient)));
  }
  const none = line({ fr: "L'acte n'indique pas de voie de recours.", en: "The act names no redress." });
  return {
    heading: say({ fr: "Voies de recours", en: "Redress" }),
    blocks: [rows.length === 0 ? { kind: "paragraphs", lines: [none] } : { kind: "rows", rows }],
  };
}

/** Who is told of the effect, whom to ask, and where the evidence is. */
export function contactsSection(scribe: Scribe): ActSection | undefined {
  const { document, say, line, own, code, row } = scribe;
  const { effectAuthority, contact = {}, authority, evidence = [] } = document;
  const rows: ActRow[] = [];
  if (effectAuthority !== undefined) {
    const name = effectAuthority === authority.id ? authority.name[scribe.language] : effectAuthority;
    rows.push(row({ fr: "Reçoit le rapport d'exécution", en: "Receives the report on effect" }, own(name)));
  }
  const ways = [contact.name, contact.email, contact.phone].filter((way) => way !== undefined);
  if (ways.length > 0) {
    rows.push(row({ fr: "Pour toute question", en: "For any question" }, ways.map(own)));
  }
  if (rows.length === 0 && evidence.length === 0) return undefined;
  return {
    heading: say({ fr: "Contacts et pièces", en: "Contacts and evidence" }),
    blocks: [
      ...(rows.length === 0 ? [] : [{ kind: "rows" as const, rows }]),
      ...(evidence.length === 0
        ? []
        : [
            {
              kind: "paragraphs" as const,
              lines: [
                line({
                  fr: "Les pièces restent chez l'autorité ; elles ne circulent pas avec cet acte.",
                  en: "The evidence stays with the authority; it does not travel with this act.",
                }),
              ],
            },
            {
              kind: "rows" as const,
              rows: evidence.map(({ custodian, documentId, sha256, takenAt }) => ({
                term: code(documentId).text,
                lines: [
                  line({
                    fr: `Conservée par ${custodian}, établie le ${scribe.instant(takenAt)}`,
                    en: `Kept by ${custodian}, taken on ${scribe.instant(takenAt)}`,
                  }),
                  code(`sha-256:${sha256}`),
                ],
              })),
            },
          ]),
    ],
  };
}
