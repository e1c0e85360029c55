import type { Bilingual } from "../contract/language.ts";
import type { Authority } from "../contract/directory.ts";
import type { LocalDate } from "../contract/local-date.ts";
import { findBasisInForce, findKeptBasis, newestVersions, type LegalBases } from "./legal-bases.ts";
import type { LegalBasis } from "./legal-basis.ts";
import type { NoticeError } from "./notice-error.ts";

/** An authority may use a basis when it has one of the basis's issuer kinds and its instrument. */
export function mayUse(authority: Authority, basis: LegalBasis): boolean {
  if (basis.issuers === "any") return true;
  return (
    basis.issuers.some((kind) => authority.kinds.includes(kind)) && authority.instruments.includes(basis.instrument)
  );
}

/** Where and when an authority acts: the day it is there, and whether trials are allowed. */
type Occasion = { day: LocalDate; allowSandbox: boolean };

/** The bases that `authority` can act under on a day: in force, closed by nobody, within its power; the sandbox where it is allowed. */
export function basesFor(authority: Authority, bases: LegalBases, { day, allowSandbox }: Occasion): LegalBasis[] {
  return newestVersions(bases)
    .filter(({ id, sandboxOnly }) => findKeptBasis(bases, id) === undefined && (allowSandbox || !sandboxOnly))
    .flatMap(({ id }) => findBasisInForce(bases, id, day) ?? [])
    .filter((basis) => mayUse(authority, basis));
}

/** The refusal of a basis an authority has no power to use; it names those it may use. */
export function noPower(authority: Authority, bases: LegalBases, occasion: Occasion): NoticeError {
  const usable = basesFor(authority, bases, occasion).map(({ id }) => id);
  return { pointer: "/legalBasis", code: "no_power", detail: usable.length === 0 ? none : insteadOf(usable) };
}

const none = {
  fr: "Votre autorité ne dispose pas de ce pouvoir, et ne peut agir ici sur aucune base : faites vérifier dans l'annuaire ses qualités et ses instruments.",
  en: "Your authority does not have this power, and may act under no basis here: have its kinds and its instruments checked in the directory.",
} as const satisfies Bilingual;

function insteadOf(usable: readonly string[]): Bilingual {
  const list = usable.join(", ");
  return {
    fr: `Votre autorité ne dispose pas de ce pouvoir. Elle peut agir sur ces bases : ${list}.`,
    en: `Your authority does not have this power. It may act under: ${list}.`,
  };
}
