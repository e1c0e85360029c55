import type { LegalBasisView } from "../../core/contract/legal-basis-view.ts";
import { legalBasisView } from "../../core/law/legal-basis-view.ts";
import { findKeptBasis, newestVersions, type LegalBases } from "../../core/law/legal-bases.ts";

/** A legal basis as it is shown: its newest version, and when each of its versions is in force, the newest first. */
export type ShownBasis = { view: LegalBasisView; versions: Pick<LegalBasisView, "version" | "inForce">[] };

/**
 * The bases of a deployment: those that can be used, then those that cannot; the sandbox only where it is allowed. As for
 * a notice, a basis that is kept with a reason cannot be used, though it has versions that cases were opened under.
 */
export function shownBases(bases: LegalBases, allowSandbox: boolean): ShownBasis[] {
  const usable = newestVersions(bases).filter(
    ({ id, sandboxOnly }) => (allowSandbox || sandboxOnly !== true) && findKeptBasis(bases, id) === undefined,
  );
  const kept = bases.kept.filter((basis) => findKeptBasis(bases, basis.id) === basis);
  return [...usable, ...kept].map((basis) => ({ view: legalBasisView(basis), versions: versionsOf(basis.id, bases) }));
}

function versionsOf(id: string, { usable, kept }: LegalBases): ShownBasis["versions"] {
  const views = [...usable, ...kept].filter((basis) => basis.id === id).map(legalBasisView);
  const each = new Map(views.map((view) => [view.version, view]));
  return [...each.values()].toSorted((one, other) => other.version - one.version);
}
