import type { Bilingual } from "../../../../core/contract/language.ts";
import { isWayToComply } from "../../../../core/contract/measures.ts";
import { measureWords } from "../../../../core/contract/measure-words.ts";
import type { ActBlock, ActLine, ActSection } from "../act.ts";
import type { Scribe } from "./scribe.ts";
import { listed, territoryName } from "./words.ts";

/** What is to be done about the items, where, and who may be told. */
export function measuresSection(scribe: Scribe): ActSection {
  const { document, say } = scribe;
  return {
    heading: say(
      document.legalBasis.instrument === "report"
        ? { fr: "Suites attendues et portée", en: "Action expected and scope" }
        : { fr: "Mesures ordonnées et portée", en: "Measures ordered and scope" },
    ),
    blocks: [...measureBlocks(scribe), { kind: "paragraphs", lines: scopeLines(scribe) }],
  };
}

function measureBlocks({ document, line, say }: Scribe): ActBlock[] {
  const { orderedMeasures = [], addressee } = document;
  if (orderedMeasures.length === 0) {
    return [
      {
        kind: "paragraphs",
        lines: [
          line({
            fr: `L'acte n'ordonne pas de mesure déterminée : il appartient à ${addressee.name} d'examiner chaque contenu et de dire ce qui a été fait.`,
            en: `The act orders no measure in particular: it is for ${addressee.name} to examine each item and to say what was done.`,
          }),
        ],
      },
    ];
  }
  const isReport = document.legalBasis.instrument === "report";
  const ways = orderedMeasures.filter(isWayToComply);
  const besides = orderedMeasures.filter((measure) => !isWayToComply(measure));
  const points = (measures: typeof orderedMeasures): ActBlock => ({
    kind: "points",
    lines: measures.map((measure) => ({ text: `${say(measureWords[measure])} (${measure})` })),
  });
  const lead = (words: Bilingual): ActBlock => ({ kind: "paragraphs", lines: [line(words)] });
  const first = (ways.length > 1 ? toChoose : toTake)(addressee.name, isReport);
  if (ways.length === 0 || besides.length === 0) return [lead(first), points(orderedMeasures)];
  return [lead(first), points(ways), lead({ fr: "En outre :", en: "Besides:" }), points(besides)];
}

function toTake(platform: string, isReport: boolean): Bilingual {
  return isReport
    ? {
        fr: `Pour chacun des contenus visés, il est demandé à ${platform} de :`,
        en: `For each of the items, ${platform} is asked to:`,
      }
    : {
        fr: `Pour chacun des contenus visés, ${platform} doit :`,
        en: `For each of the items, ${platform} has to:`,
      };
}

/** Any of the ways to deal with an item is compliance. */
function toChoose(platform: string, isReport: boolean): Bilingual {
  return isReport
    ? {
        fr: `Pour chacun des contenus visés, il est demandé à ${platform} de prendre au moins une de ces mesures :`,
        en: `For each of the items, ${platform} is asked to take at least one of these measures:`,
      }
    : {
        fr: `Pour chacun des contenus visés, ${platform} doit prendre au moins une de ces mesures :`,
        en: `For each of the items, ${platform} has to take at least one of these measures:`,
      };
}

function scopeLines({ document, language, line, day, instant }: Scribe): ActLine[] {
  const { territorialScope = [], identicalContent, disclosure } = document;
  const lines: ActLine[] = [];
  if (territorialScope.length > 0) {
    const places = listed(
      territorialScope.map((code) => `${territoryName(code, language)} (${code})`),
      language,
    );
    lines.push(line({ fr: `Portée territoriale : ${places}.`, en: `Territorial scope: ${places}.` }));
  }
  if (identicalContent !== undefined) {
    const until = day(identicalContent.until);
    lines.push(
      line({
        fr: `Les contenus identiques sont à rechercher et à retirer de même, jusqu'au ${until} inclus.`,
        en: `Identical content is to be found and removed as well, up to and including ${until}.`,
      }),
    );
  }
  if (disclosure.mode === "allowed") {
    lines.push(
      line({
        fr: "Le vendeur ou l'auteur peut être informé de cet acte.",
        en: "The seller or author may be told of this act.",
      }),
    );
  } else {
    const until = instant(disclosure.until);
    lines.push(
      line({
        fr: `Confidentialité : le vendeur ou l'auteur ne doit pas être informé de cet acte avant le ${until}.`,
        en: `Confidentiality: the seller or author must not be told of this act before ${until}.`,
      }),
    );
  }
  return lines;
}
