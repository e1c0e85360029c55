import { describe, expect, it } from "vitest";
import type { ServedNotice } from "../../../../../core/contract/served-notice.ts";
import { languageOfAct } from "../../../../../functions/shared/acts/act-outline.ts";
import { refanged } from "../../../../support/refanged.ts";
import {
  inEnglish,
  injunction,
  outlineOf,
  report,
  requisition,
  samples,
  secretOrder,
  sentencesOf,
} from "./served-samples.ts";

const languages = ["fr", "en"] as const;
const cases = Object.entries(samples).flatMap(([name, document]) =>
  languages.map((language) => ({ name, language, document })),
);
const textOf = (document: ServedNotice, language: "fr" | "en" = "fr") =>
  sentencesOf(outlineOf(document, language)).join("\n").replaceAll("\u00a0", " ");

/** Every text an authority wrote in a served notice, an address apart, and every identifier a reader needs. */
function leavesOf(value: unknown, path = ""): { path: string; text: string }[] {
  if (typeof value === "string") return [{ path, text: value }];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => leavesOf(inner, `${path}/${name}`));
}

/** Said in words, not letter by letter: dates, lengths, languages; or nobody's to read: the nonce; or a code of ours. */
const inWords =
  /^\/(?:nonce|issuedAt|language|legalBasis\/(?:instrument|review|cite.*)|disclosure\/.*|clocks\/.*|authority\/name\/.*|items\/\d+\/kind|evidence\/\d+\/takenAt|identicalContent\/until|effectAuthority|(?:priorMeasures\/\d+|adversarialStep)\/date|priorMeasures\/\d+\/platform)$/;

describe("the outline of an act", () => {
  it.each(cases)("holds every text and identifier of the $name ($language)", ({ document, language }) => {
    const shown = refanged(textOf(document, language));
    const missing = leavesOf(document)
      .filter(({ path }) => !inWords.test(path))
      .flatMap(({ path, text }) => text.split("\n").map((paragraph) => ({ path, text: paragraph })))
      .filter(({ text }) => !shown.includes(text));
    expect(missing).toEqual([]);
  });

  it.each(cases)(
    "says the digest in full and that the preset is a draft ($name, $language)",
    ({ document, language }) => {
      const outline = outlineOf(document, language);
      const text = sentencesOf(outline).join("\n");
      expect(text).toContain(outline.digest);
      expect(text).toContain(
        language === "fr" ? "aucun conseil juridique n'a encore confirmé" : "counsel has not confirmed",
      );
      expect(text).not.toMatch(/undefined|\[object|NaN/);
    },
  );

  it.each([
    ["requisition", "Réquisition adressée à Shein", "Requisition addressed to Shein"],
    ["order", "Ordre adressé à Temu", "Order addressed to Temu"],
    ["report", "Signalement adressé à Vinted", "Report addressed to Vinted"],
    ["injunction", "Injonction adressée à Shein", "Injunction addressed to Shein"],
  ] as const)("is headed by its instrument: %s", (name, fr, en) => {
    expect(outlineOf(samples[name], "fr").title).toBe(fr);
    expect(outlineOf(samples[name], "en").title).toBe(en);
  });

  it("gives the hour of issue in the authority's State and in UTC", () => {
    expect(textOf(requisition)).toContain(
      "lundi 3 novembre 2025 à 09 h 00, heure de Paris (UTC : 2025-11-03T08:00:00.000Z)",
    );
    expect(textOf(requisition, "en")).toContain(
      "Monday 3 November 2025 at 09:00, Paris time (UTC: 2025-11-03T08:00:00.000Z)",
    );
  });

  it("gives UTC alone for a State whose clock is not known", () => {
    const elsewhere = { ...requisition, authority: { ...requisition.authority, state: "AU" } };
    expect(textOf(elsewhere)).toContain("2025-11-03T08:00:00.000Z");
    expect(textOf(elsewhere)).not.toContain("heure de");
  });

  it("says what went before", () => {
    expect(textOf(requisition)).toContain(
      "La mesure du lundi 20 octobre 2025, référence SNE-2025-10-20-0398, prise sur le fondement fr-conso-521-1 et adressée à Shein, est restée sans effet.",
    );
    const text = textOf(injunction);
    expect(text).toContain("L'auteur de l'offre ou du contenu ne peut pas être identifié.");
    expect(text).toContain("des observations ont été demandées le lundi 6 octobre 2025, référence CTR-77.");
    expect(text).toContain("Aucune observation reçue.\nDélai écoulé.");
    expect(textOf(secretOrder)).toContain("L'urgence dispense d'information préalable");
    expect(textOf(report)).toContain("L'autorité déclare de bonne foi");
  });

  it("orders each measure in words, with its code", () => {
    expect(textOf(requisition)).toContain(
      "retirer le contenu (removed)\nEn outre :\nsuspendre le vendeur (seller_suspended)",
    );
    expect(textOf(requisition, "en")).toContain(
      "remove the content (removed)\nBesides:\nsuspend the seller (seller_suspended)",
    );
    expect(textOf(report)).toContain("L'acte n'ordonne pas de mesure déterminée");
    expect(textOf({ ...report, orderedMeasures: ["delisted"] })).toContain(
      "il est demandé à Vinted de :\ndéréférencer le contenu (delisted)",
    );
  });

  it("says both time limits, by what right they run, and how they are counted", () => {
    const text = textOf(injunction);
    expect(text).toContain("2 jours ouvrés à compter de la réception.\nNiveau de service");
    expect(text).toContain("10 jours à compter de la réception.\nDélai fixé par le présent acte");
    expect(text).toContain("jour férié en France");
    expect(textOf(samples.order)).toContain("2 jours ouvrés à compter de la réception.\nDélai fixé par la loi");
    expect(textOf(samples.order)).toContain("règl. 1182/71, art. 3");
    expect(textOf(requisition)).toContain("Compté en temps écoulé");
    const inHours = {
      ...samples.order,
      clocks: { ...samples.order.clocks, act: { ...requisition.clocks.act, rule: "eu_1182_71" as const } },
    };
    expect(textOf(inHours)).toContain("l'heure de la réception ne compte pas");
  });

  it.each(cases)("is true for a webhook and for a mail: $name ($language)", ({ document, language }) => {
    const text = textOf(document, language);
    const said = {
      fr: [
        "(réponse HTTP 2xx)",
        "le serveur de messagerie du point de contact l'accepte ; si le courriel est rejeté ensuite",
        "la première réponse de la plateforme, par message signé ou par le lien du courriel",
        "Par message signé, ou sur la page derrière le lien du courriel reçu",
        "suivez son lien « Lire l'acte et répondre »",
        `/v1/platforms/${document.addressee.id}/webhook`,
        "Après un courriel : l'empreinte y figure",
        "à une adresse que vous lui connaissez déjà",
      ],
      en: [
        "(HTTP 2xx)",
        "the mail server of the point of contact accepts it; should the mail bounce later",
        "the first answer of the platform, by signed message or by the link of the mail",
        "By signed message, or on the page behind the link of the mail you received",
        "follow its link “Read the act and answer”",
        `/v1/platforms/${document.addressee.id}/webhook`,
        "After a mail: the digest stands in it",
        "at an address that you already know as its own",
      ],
    }[language];
    expect(said.filter((part) => !text.includes(part))).toEqual([]);
  });

  it("says where it applies, how long identical content is looked for, and whether the seller may be told", () => {
    expect(textOf(samples.order)).toContain("Portée territoriale : Union européenne (EU).");
    expect(textOf(samples.order)).toContain("jusqu'au mercredi 30 juin 2027 inclus");
    expect(textOf(requisition)).toContain("Le vendeur ou l'auteur peut être informé");
    expect(textOf(secretOrder)).toContain(
      "ne doit pas être informé de cet acte avant le lundi 15 décembre 2025 à 09 h 00",
    );
    const everywhere = { ...requisition, territorialScope: ["EEA", "FR", "IE"] };
    expect(textOf(everywhere, "en")).toContain("European Economic Area (EEA), France (FR), and Ireland (IE)");
  });

  it("says what is missing rather than nothing", () => {
    const {
      redress: _redress,
      statementOfReasons: _reasons,
      signatory: _signatory,
      contact: _contact,
      ...bare
    } = requisition;
    const text = textOf({ ...bare, evidence: [] });
    expect(text).toContain("L'acte n'indique pas de voie de recours.");
    expect(text).toContain("L'acte ne contient pas d'exposé des motifs.");
    expect(text).toContain("aucun signataire nommé");
  });

  it("puts the translations after what they translate, each in its language", () => {
    const outline = outlineOf(inEnglish, "en");
    const headings = outline.sections.map(({ heading }) => heading);
    expect(headings.slice(-3)).toEqual([
      "9. Translation (Lithuanian)",
      "10. Traduction (français)",
      "11. Authenticity",
    ]);
    const [lithuanian, french] = outline.sections.slice(-3);
    expect(lithuanian!.blocks).toContainEqual({
      kind: "rows",
      rows: [
        {
          term: "Statement of reasons",
          lines: [{ text: "Žaislas, kurio smulkios dalys atsiskiria: grėsmė užspringti.", language: "lt" }],
        },
        { term: "Provision infringed", lines: [{ text: "Reglamentas, 5 str.", language: "lt" }] },
      ],
    });
    expect(french).toMatchObject({ language: "fr" });
    expect(languageOfAct(inEnglish)).toBe("en");
    expect(languageOfAct(requisition)).toBe("fr");
  });

  it("marks what the authority wrote in another language than the rest", () => {
    const reasons = outlineOf(requisition, "en").sections[1]!.blocks[1];
    expect(reasons).toMatchObject({ kind: "paragraphs", lines: [{ language: "fr" }, {}] });
  });

  it("shows no address that can be followed and no character that is not seen", () => {
    const hostile = {
      ...requisition,
      addressee: { id: "shein", name: "She\u202ein" },
      statementOfReasons: "Voir https://www.a.example/b.\u200b\u0007\tFin",
      signatory: { ...requisition.signatory!, lastName: "http://c.example" },
    };
    const text = textOf(hostile);
    expect(text).toContain("Voir hxxps[:]//www[.]a[.]example/b.[U+200B][U+0007] Fin");
    expect(text).toContain("She[U+202E]in");
    expect(text).not.toMatch(/https?:\/\/|[\p{Cf}]/u);
  });
});

describe("the measures of an act", () => {
  const said = (document: ServedNotice, orderedMeasures: ServedNotice["orderedMeasures"]) => {
    const lines = textOf({ ...document, orderedMeasures }, "en").split("\n");
    const from = lines.findIndex((line) => line.startsWith("For each of the items"));
    return lines.slice(from, from + 6).filter((line) => /^For each|^Besides|\(\w+\)$/.test(line));
  };
  const remove = "remove the content (removed)";
  const disable = "disable access to the content throughout the European Union (disabled_eu)";
  const inform = "inform the consumers concerned (consumers_informed)";
  const suspend = "suspend the seller (seller_suspended)";

  it("are one thing to do, or at least one of several", () => {
    const { name } = requisition.addressee;
    expect(said(requisition, ["removed"])).toEqual([`For each of the items, ${name} has to:`, remove]);
    expect(said(requisition, ["removed", "disabled_eu"])).toEqual([
      `For each of the items, ${name} has to take at least one of these measures:`,
      remove,
      disable,
    ]);
    expect(said(report, ["removed", "disabled_eu"])[0]).toBe(
      `For each of the items, ${report.addressee.name} is asked to take at least one of these measures:`,
    );
  });

  it("on the seller and towards consumers come beside them, all of them", () => {
    const { name } = requisition.addressee;
    const one = `For each of the items, ${name} has to:`;
    expect(said(requisition, ["consumers_informed", "removed"])).toEqual([one, remove, "Besides:", inform]);
    expect(said(requisition, ["seller_suspended", "consumers_informed"])).toEqual([one, suspend, inform]);
  });
});
