import type { CaseEvent } from "../events.ts";
import type { Case } from "../state.ts";

/** A person of the issuing authority, by their identifier there. */
export function officer(kase: Pick<Case, "authority">, person: string): CaseEvent["actor"] {
  return { kind: "authority", id: kase.authority, person };
}

/** Why an act on a case that goes on has no place: it is closed, or withdrawn. */
export function whyOver({ closedAt, withdrawnAt }: Case): "case_closed" | "case_withdrawn" | undefined {
  if (closedAt !== undefined) return "case_closed";
  return withdrawnAt === undefined ? undefined : "case_withdrawn";
}
