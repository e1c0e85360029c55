import type { Bilingual } from "../contract/language.ts";
import type { Authority } from "../contract/directory.ts";
import { newestVersions, type LegalBases } from "./legal-bases.ts";
import type { LegalBasis } from "./legal-basis.ts";
import type { NoticeError } from "./notice-error.ts";

/** An authority may use a basis when it has one of the basis's issuer kinds and its instrument. */
export function mayUse(authority: Authority, basis: LegalBasis): boolean {
  if (basis.issuers === "any") return true;
  return (
    basis.issuers.some((kind) => authority.kinds.includes(kind)) && authority.instruments.includes(basis.instrument)
  );
}

/** The bases that `authority` may use, newest versions only; the sandbox where it is allowed. */
export function basesFor(authority: Authority, bases: LegalBases, allowSandbox: boolean): LegalBasis[] {
  return newestVersions(bases).filter((basis) => mayUse(authority, basis) && (allowSandbox || !basis.sandboxOnly));
}

/** The refusal of a basis an authority has no power to use; it names those it may use. */
export function noPower(authority: Authority, bases: LegalBases, allowSandbox: boolean): NoticeError {
  const usable = basesFor(authority, bases, allowSandbox)
    .map((basis) => basis.id)
    .join(", ");
  const detail: Bilingual = {
    fr: `Votre autorité ne dispose pas de ce pouvoir. Elle peut agir sur ces bases : ${usable}.`,
    en: `Your authority does not have this power. It may act under: ${usable}.`,
  };
  return { pointer: "/legalBasis", code: "no_power", detail };
}
