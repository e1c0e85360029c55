import type { RefusalCode } from "../../core/case/commands.ts";
import type { Bilingual } from "../../core/contract/language.ts";
import type { Notice } from "../../core/contract/notice.ts";
import type { RenderableError } from "../shared/problems/render.ts";
import type { CorrectedCase } from "./corrected-case.ts";

/** Who the notice is served on: the platforms of its cases, and those of the new version. */
type Addressees = { served: readonly string[]; asked: readonly string[] };

/** What a correction cannot change: whose act it is, under which basis, and on whom it is served. */
export function whatStaysErrors(before: Notice, notice: Notice, { served, asked }: Addressees): RenderableError[] {
  return [
    ...(notice.reference === before.reference ? [] : [fixedError("/notice/reference", theReference)]),
    ...(notice.legalBasis === before.legalBasis ? [] : [fixedError("/notice/legalBasis", theBasis)]),
    ...(asked.every((id) => served.includes(id)) ? [] : [fixedError("/notice/items", anotherPlatform)]),
    ...(served.every((id) => asked.includes(id)) ? [] : [fixedError("/notice/items", aPlatformLess)]),
  ];
}

/** Each delay that is not the one in force. */
export function delayErrors(before: Notice, notice: Notice): RenderableError[] {
  const delays = ["orderedDelay", "acknowledgeWithin", "actWithin"] as const;
  return delays.flatMap((delay) => (notice[delay] === before[delay] ? [] : [fixedError(`/notice/${delay}`, theDelay)]));
}

/** What the cases of a notice do not take of a new version, each where it stands in the notice. */
export function refusalErrors(corrected: readonly CorrectedCase[]): RenderableError[] {
  return corrected.flatMap((one) => {
    if (one.kind !== "refused") return [];
    const { code, platform, at } = one;
    return at.map((pointer) => ({ pointer: `/notice${pointer}`, code, detail: refusalDetail(code, platform) }));
  });
}

function refusalDetail(code: RefusalCode, platform: string): Bilingual {
  switch (code) {
    case "time_has_passed":
      return {
        fr: `Le délai d'exécution de ${platform} a expiré, et une correction n'efface pas un manquement : soumettez une autre notification pour ce qui s'ajoute.`,
        en: `The time of ${platform} to act has passed, and a correction takes no breach off the record: submit another notice for what is added.`,
      };
    case "case_withdrawn":
      return {
        fr: `Le dossier de ${platform} est retiré, rien n'y est plus notifié : laissez ce qui le concerne tel quel, ou soumettez une autre notification.`,
        en: `The case of ${platform} is withdrawn and nothing is served in it any more: leave what concerns it as it was, or submit another notice.`,
      };
    case "case_closed":
      return {
        fr: `Le dossier de ${platform} est clos, rien n'y est plus notifié : laissez ce qui le concerne tel quel, ou soumettez une autre notification.`,
        en: `The case of ${platform} is closed and nothing is served in it any more: leave what concerns it as it was, or submit another notice.`,
      };
    default:
      throw new Error(`a correction is refused: ${code}`);
  }
}

function fixedError(pointer: string, detail: Bilingual): RenderableError {
  return { pointer, code: "not_by_correction", detail };
}

const theReference = {
  fr: "Une correction garde la référence de la notification.",
  en: "A correction keeps the reference of the notice.",
};
const theBasis = {
  fr: "Une correction garde la base légale. Pour en changer, retirez la notification et soumettez-en une autre.",
  en: "A correction keeps the legal basis. To change it, withdraw the notice and submit another.",
};
const anotherPlatform = {
  fr: "Une correction n'ajoute pas de plateforme : soumettez une autre notification pour ces contenus.",
  en: "A correction adds no platform: submit another notice for these items.",
};
const aPlatformLess = {
  fr: "Une correction n'ôte pas de plateforme : gardez au moins un de ses contenus, ou retirez le dossier qui la vise.",
  en: "A correction takes no platform away: keep one of its items at least, or withdraw the case against it.",
};
const theDelay = {
  fr: "Une correction ne change pas les délais : prolongez celui du dossier, ou soumettez une autre notification.",
  en: "A correction changes no delay: extend that of the case, or submit another notice.",
};
