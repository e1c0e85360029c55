import type { DirectoryRecipient } from "../../core/contract/directory.ts";
import { OfRole, RecipientChange } from "../../core/contract/directory-api.ts";
import type { HttpRequest } from "../shared/http/http-request.ts";
import { ok, problem, type Outcome } from "../shared/http/outcome.ts";
import { bodyOf, changing, fault, type Decided, type ManageServices } from "./manage-services.ts";

/** Says who holds a role of the ladder, for a State or for all. */
export function makeRecipientOperations(services: ManageServices) {
  async function listRecipients(): Promise<Outcome> {
    const { recipients } = await services.directory.record();
    return ok({ recipients });
  }

  async function setRecipient(request: HttpRequest): Promise<Outcome> {
    const named = OfRole.safeParse(request.params);
    if (!named.success) return problem("not-found");
    const body = bodyOf(request, RecipientChange);
    if (body.kind === "problem") return body;
    const recipient: DirectoryRecipient = { ...named.data, ...body.value };
    const { role, state, holder } = recipient;

    const outcome = await changing(services, async ({ authorities, recipients }): Promise<Decided> => {
      if (holder.kind === "authority" && !authorities.some(({ facts }) => facts.id === holder.id)) {
        return fault("/holder/id", "unknown_authority", {
          fr: "Cette autorité n'est pas dans l'annuaire ; inscrivez-la d'abord.",
          en: "This authority is not in the directory; register it first.",
        });
      }
      const others = recipients.filter((other) => other.role !== role || other.state !== state);
      return {
        kind: "change",
        change: { recipients: [recipient] },
        answer: ok({ recipients: [...others, recipient] }),
      };
    });
    if (outcome.kind === "ok") services.log.info("directory.changed", { role, state, by: request.caller?.id });
    return outcome;
  }

  return { listRecipients, setRecipient };
}
