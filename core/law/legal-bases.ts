import { auOsa109, ukOsa, usTida } from "./bases/elsewhere.ts";
import { euDsa10, euDsa16, euDsa22, euDsa9 } from "./bases/eu-dsa.ts";
import { euGpsr22Notice, euGpsr22Order } from "./bases/eu-gpsr.ts";
import { euTco3 } from "./bases/eu-tco.ts";
import { frConso5211, frConso52131 } from "./bases/fr-conso.ts";
import { frLcen61Csam, frLcen61Drugs, frLcen61Terror, frLcen63, frSren101 } from "./bases/fr-lcen.ts";
import { sandbox } from "./bases/sandbox.ts";
import type { LocalDate } from "../contract/local-date.ts";
import type { KeptBasis, LegalBasis } from "./legal-basis.ts";

/** The bases that a deployment knows. */
export type LegalBases = {
  /** Every version of every basis that can be submitted under. One that cases were opened under is never removed. */
  usable: readonly LegalBasis[];
  /** Bases kept as data, each with the reason it cannot be used. */
  kept: readonly KeptBasis[];
};

/** Those that the product brings. */
export const presets: LegalBases = {
  usable: [euDsa9, euDsa16, euGpsr22Order, euGpsr22Notice, frLcen61Csam, frConso5211, frConso52131, sandbox],
  kept: [euTco3, euDsa10, euDsa22, frLcen61Terror, frLcen61Drugs, frLcen63, frSren101, auOsa109, ukOsa, usTida],
};

/** The usable basis `id` in `version`, by default the newest; undefined where there is none. */
export function findLegalBasis(bases: LegalBases, id: string, version?: number): LegalBasis | undefined {
  return newestOf(
    bases.usable.filter((basis) => basis.id === id && (version === undefined || basis.version === version)),
  );
}

/** The newest version of `id` in force on a day: from its first day to its last, both included. */
export function findBasisInForce(bases: LegalBases, id: string, day: LocalDate): LegalBasis | undefined {
  const inForce = ({ validFrom, validTo }: LegalBasis) => validFrom <= day && (validTo === undefined || day <= validTo);
  return newestOf(bases.usable.filter((basis) => basis.id === id && inForce(basis)));
}

/** The basis `id` that is kept and not usable. */
export function findKeptBasis(bases: LegalBases, id: string): KeptBasis | undefined {
  return bases.kept.find((basis) => basis.id === id);
}

/** Each usable basis once, in its newest version. */
export function newestVersions({ usable }: LegalBases): LegalBasis[] {
  const ids = [...new Set(usable.map(({ id }) => id))];
  return ids.flatMap((id) => newestOf(usable.filter((basis) => basis.id === id)) ?? []);
}

function newestOf(versions: readonly LegalBasis[]): LegalBasis | undefined {
  return versions.reduce<LegalBasis | undefined>(
    (newest, basis) => (newest === undefined || basis.version > newest.version ? basis : newest),
    undefined,
  );
}
