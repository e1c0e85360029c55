import { auOsa109, ukOsa, usTida } from "./bases/elsewhere.ts";
import { euDsa10, euDsa16, euDsa22, euDsa9 } from "./bases/eu-dsa.ts";
import { euGpsr22Notice, euGpsr22Order } from "./bases/eu-gpsr.ts";
import { euTco3 } from "./bases/eu-tco.ts";
import { frConso5211, frConso52131 } from "./bases/fr-conso.ts";
import { frLcen61Csam, frLcen61Drugs, frLcen61Terror, frLcen63, frSren101 } from "./bases/fr-lcen.ts";
import { sandbox } from "./bases/sandbox.ts";
import type { KeptBasis, LegalBasis } from "./legal-basis.ts";

/** Every version of every basis that can be submitted under. A version that cases were opened under is never removed. */
export const legalBases: readonly LegalBasis[] = [
  euDsa9,
  euDsa16,
  euGpsr22Order,
  euGpsr22Notice,
  frLcen61Csam,
  frConso5211,
  frConso52131,
  sandbox,
];

/** Bases kept as data, each with the reason it cannot be used. */
export const keptBases: readonly KeptBasis[] = [
  euTco3,
  euDsa10,
  euDsa22,
  frLcen61Terror,
  frLcen61Drugs,
  frLcen63,
  frSren101,
  auOsa109,
  ukOsa,
  usTida,
];

/** The usable basis `id` in `version`, by default the newest; undefined where there is none. */
export function findLegalBasis(id: string, version?: number): LegalBasis | undefined {
  return legalBases
    .filter((basis) => basis.id === id && (version === undefined || basis.version === version))
    .reduce<LegalBasis | undefined>((newest, basis) => (newer(basis, newest) ? basis : newest), undefined);
}

/** The basis `id` that is kept and not usable. */
export function findKeptBasis(id: string): KeptBasis | undefined {
  return keptBases.find((basis) => basis.id === id);
}

function newer(basis: LegalBasis, than: LegalBasis | undefined): boolean {
  return than === undefined || basis.version > than.version;
}
