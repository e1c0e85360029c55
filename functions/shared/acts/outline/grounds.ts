import type { ActLine, ActSection } from "../act.ts";
import type { Scribe } from "./scribe.ts";
import { categoryWords } from "./words.ts";

/** What the act rests on: the texts, and the preset that speaks for them. */
export function legalBasisSection({ document, language, say, line, own, words, code, row }: Scribe): ActSection {
  const { id, version, cite, substantiveBasis } = document.legalBasis;
  const { provision, category, keywords } = document;
  const rows = [
    row({ fr: "Base légale", en: "Legal basis" }, own(typeof cite === "string" ? cite : cite[language])),
    row(
      { fr: "Modèle d'acte", en: "Preset" },
      line({ fr: `${id}, version ${version}, projet`, en: `${id}, version ${version}, draft` }),
    ),
  ];
  if (substantiveBasis !== undefined) {
    rows.push(row({ fr: "Base matérielle", en: "Substantive basis" }, words(substantiveBasis)));
  }
  if (provision !== undefined) {
    rows.push(row({ fr: "Disposition enfreinte", en: "Provision infringed" }, words(provision)));
  }
  if (category !== undefined) {
    rows.push(row({ fr: "Nature du contenu", en: "Kind of content" }, [line(categoryWords[category]), code(category)]));
  }
  if (keywords !== undefined && keywords.length > 0) {
    rows.push(row({ fr: "Mots-clés", en: "Keywords" }, keywords.map(code)));
  }
  return {
    heading: say({ fr: "Base juridique", en: "Legal basis" }),
    blocks: [{ kind: "rows", rows }],
  };
}

/** Why: what the authority found, and what was done before. */
export function reasonsSection(scribe: Scribe): ActSection {
  const { say, line, document, words } = scribe;
  const { statementOfReasons } = document;
  return {
    heading: say({ fr: "Motifs", en: "Reasons" }),
    blocks: [
      { kind: "paragraphs", lines: [line({ fr: "Considérant ce qui suit :", en: "Whereas:" })] },
      {
        kind: "paragraphs",
        lines: [
          ...(statementOfReasons === undefined
            ? [
                line({
                  fr: "L'acte ne contient pas d'exposé des motifs.",
                  en: "The act contains no statement of reasons.",
                }),
              ]
            : words(statementOfReasons)),
          ...whatWentBefore(scribe),
        ],
      },
    ],
  };
}

function whatWentBefore({ document, day, line, words }: Scribe): ActLine[] {
  const { priorMeasures = [], authorUnidentifiable, adversarialStep, emergency, goodFaith, addressee } = document;
  const lines = priorMeasures.map(({ kind, reference, date }) =>
    line({
      fr: `La mesure du ${day(date)}, référence ${reference}, prise sur le fondement ${kind} et adressée à ${addressee.name}, est restée sans effet.`,
      en: `The measure of ${day(date)}, reference ${reference}, taken under ${kind} and addressed to ${addressee.name}, had no effect.`,
    }),
  );
  if (authorUnidentifiable !== undefined) lines.push(line(authorUnidentifiable ? authorUnknown : authorKnown));
  if (adversarialStep !== undefined) {
    const { date, reference, summary } = adversarialStep;
    const named =
      reference === undefined ? { fr: "", en: "" } : { fr: `, référence ${reference}`, en: `, reference ${reference}` };
    lines.push(
      line({
        fr: `Phase contradictoire : des observations ont été demandées le ${day(date)}${named.fr}.`,
        en: `Adversarial step: observations were asked for on ${day(date)}${named.en}.`,
      }),
      ...(summary === undefined ? [] : words(summary)),
    );
  }
  if (emergency !== undefined) {
    lines.push(
      line({
        fr: "L'urgence dispense d'information préalable, pour la raison que voici :",
        en: "The emergency waives prior information, for this reason:",
      }),
      ...words(emergency.reason),
    );
  }
  if (goodFaith !== undefined) lines.push(line(goodFaith ? inGoodFaith : withoutGoodFaith));
  return lines;
}

const authorUnknown = {
  fr: "L'auteur de l'offre ou du contenu ne peut pas être identifié.",
  en: "The author of the offer or content cannot be identified.",
} as const;
const authorKnown = {
  fr: "L'auteur de l'offre ou du contenu peut être identifié.",
  en: "The author of the offer or content can be identified.",
} as const;
const inGoodFaith = {
  fr: "L'autorité déclare de bonne foi que les informations et les allégations de cet acte sont exactes et complètes.",
  en: "The authority states in good faith that the information and allegations in this act are accurate and complete.",
} as const;
const withoutGoodFaith = {
  fr: "L'autorité ne joint pas de déclaration de bonne foi.",
  en: "The authority adds no statement of good faith.",
} as const;
