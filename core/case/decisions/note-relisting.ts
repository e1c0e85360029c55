import type { Context, NoteRelisting, Refusal } from "../commands.ts";
import type { CaseEvent } from "../events.ts";
import type { Case } from "../state.ts";

/** An item of this case came back: the case that deals with it is linked. A closed case is linked as well. */
export function noteRelisting(kase: Case, { caseId }: NoteRelisting, context: Context): CaseEvent[] | Refusal {
  if (kase.relistedIn.includes(caseId)) return { kind: "refused", code: "already_so" };
  const actor = { kind: "authority", id: kase.authority } as const;
  return [{ type: "case.relisted", at: context.now, actor, data: { caseId } }];
}
