import type { Instrument } from "../../contract/directory.ts";
import type { Bilingual } from "../../contract/language.ts";
import { same } from "../bilingual.ts";
import { dated, type Scene } from "./scene.ts";

const instrumentWords = {
  order: { fr: "un ordre fondé", en: "an order" },
  report: { fr: "un signalement fondé", en: "a report" },
  injunction: { fr: "une injonction fondée", en: "an injunction" },
  requisition: { fr: "une réquisition fondée", en: "a requisition" },
  information_order: { fr: "une demande d'informations fondée", en: "an order to provide information" },
  court_order: { fr: "une décision fondée", en: "a court order" },
} as const satisfies Record<Instrument, Bilingual>;

/** Who orders whom, under which basis and which provisions, and what became of the act since. */
export function groundsFacts(scene: Scene): Bilingual[] {
  return [issued(scene), ...provisions(scene), ...scene.all("notice.corrected").map((event) => dated(event, scene))];
}

function issued({ case: kase, basis, authority, platform, served, telling }: Scene): Bilingual {
  const at = telling.moment(served?.issuedAt ?? kase.openedAt);
  const instrument = instrumentWords[basis.instrument];
  const cite = typeof basis.cite === "string" ? same(basis.cite) : basis.cite;
  const ids = `${kase.caseId}, ${kase.noticeId}`;
  return {
    fr: `Le ${at.fr}, l'autorité émettrice (${authority.name.fr}) a adressé à la plateforme ${platform.name}, sous la référence ${kase.reference}, ${instrument.fr} sur : ${cite.fr}. L'acte est en vigueur dans sa version ${kase.noticeVersion} ; il est suivi sous les identifiants ${ids}.`,
    en: `On ${at.en}, the issuing authority (${authority.name.en}) addressed to the platform ${platform.name}, under the reference ${kase.reference}, ${instrument.en} based on: ${cite.en}. The notice is in force in its version ${kase.noticeVersion}; it is followed under the identifiers ${ids}.`,
  };
}

/** The provisions, in the words of the served notice; where it brought a translation into English, that stands beside. */
function provisions({ served, case: kase }: Scene): Bilingual[] {
  if (served === undefined) return [erased];
  const { provision, translations, legalBasis } = served;
  const said: Bilingual[] = [];
  if (legalBasis.substantiveBasis !== undefined) {
    said.push({
      fr: `Base matérielle, selon l'acte : « ${legalBasis.substantiveBasis} ».`,
      en: `Substantive basis, according to the notice: “${legalBasis.substantiveBasis}”.`,
    });
  }
  if (provision !== undefined) {
    const inFrench = served.language === "fr" ? provision : (translations?.["fr"]?.provision ?? provision);
    const inEnglish = served.language === "en" ? provision : (translations?.["en"]?.provision ?? provision);
    said.push({
      fr: `Disposition enfreinte, selon l'acte : « ${inFrench} ».`,
      en: `Provision infringed, according to the notice: “${inEnglish}”.`,
    });
  }
  if (kase.relistedFrom !== undefined) {
    said.push({
      fr: `Un même contenu avait déjà été traité dans le dossier ${kase.relistedFrom}, auquel celui-ci est lié.`,
      en: `The same item had been dealt with before, in the case ${kase.relistedFrom}, which this one is linked to.`,
    });
  }
  return said;
}

const erased = {
  fr: "Le contenu de l'acte notifié n'est plus conservé ; son empreinte figure à l'annexe 1.",
  en: "The content of the served notice is no longer kept; its digest stands in annex 1.",
} as const satisfies Bilingual;
