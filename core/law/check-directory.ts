import { authorityIn, platformIn, type Directory } from "./directory/directory.ts";
import type { Draft } from "./draft.ts";
import { findKeptBasis, findLegalBasis, type LegalBases } from "./legal-bases.ts";
import type { NoticeError } from "./notice-error.ts";
import { canonicalUrl } from "./platform-of.ts";

/** Names in the notice that the directory does not know, hosts of no platform, and items that stand there twice. */
export function directoryErrors(draft: Draft, directory: Directory, bases: LegalBases): NoticeError[] {
  return [
    ...effectAuthorityErrors(draft, directory),
    ...priorMeasureErrors(draft, directory, bases),
    ...hostErrors(draft),
    ...duplicates(draft),
  ];
}

function effectAuthorityErrors({ fields }: Draft, directory: Directory): NoticeError[] {
  if (fields.effectAuthority === undefined) return [];
  if (authorityIn(directory, fields.effectAuthority) !== undefined) return [];
  const detail = { fr: "Cette autorité n'est pas dans l'annuaire.", en: "This authority is not in the directory." };
  return [{ pointer: "/effectAuthority", code: "unknown_authority", detail }];
}

function priorMeasureErrors({ fields }: Draft, directory: Directory, bases: LegalBases): NoticeError[] {
  return (fields.priorMeasures ?? []).flatMap((measure, position) => {
    const errors: NoticeError[] = [];
    if (platformIn(directory, measure.platform) === undefined) {
      const detail = {
        fr: "Cette plateforme n'est pas dans l'annuaire.",
        en: "This platform is not in the directory.",
      };
      errors.push({ pointer: `/priorMeasures/${position}/platform`, code: "unknown_platform", detail });
    }
    if (findLegalBasis(bases, measure.kind) === undefined && findKeptBasis(bases, measure.kind) === undefined) {
      const detail = { fr: "Cette base légale n'existe pas.", en: "There is no such legal basis." };
      errors.push({ pointer: `/priorMeasures/${position}/kind`, code: "unknown_legal_basis", detail });
    }
    return errors;
  });
}

function hostErrors({ items }: Draft): NoticeError[] {
  return items
    .filter(({ platform }) => platform === undefined)
    .map(({ position }) => ({
      pointer: `/items/${position}/url`,
      code: "unknown_host",
      detail: {
        fr: "Cette adresse n'appartient à aucune plateforme de l'annuaire.",
        en: "This address belongs to no platform of the directory.",
      },
    }));
}

/** The same address with other locators is another item: one page can show the offers of several sellers. */
function duplicates({ items }: Draft): NoticeError[] {
  const first = new Map<string, number>();
  return items.flatMap(({ position, item }) => {
    const locators = Object.entries(item.locators ?? {}).sort(([left], [right]) => (left < right ? -1 : 1));
    const key = JSON.stringify([canonicalUrl(item.url), locators]);
    const earlier = first.get(key);
    if (earlier === undefined) {
      first.set(key, position);
      return [];
    }
    const detail = { fr: `Déjà visé par /items/${earlier}.`, en: `Already there as /items/${earlier}.` };
    return [{ pointer: `/items/${position}`, code: "duplicate" as const, detail }];
  });
}
