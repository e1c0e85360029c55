import { ClientChange, ClientId, type ClientMapping } from "../../core/contract/directory-api.ts";
import type { HttpRequest } from "../shared/http/http-request.ts";
import { ok, problem, type Outcome } from "../shared/http/outcome.ts";
import { bodyOf, fault, type ManageServices } from "./manage-services.ts";

/** Says whom an OAuth client speaks for. A token that was looked at before keeps its meaning for up to a minute. */
export function makeClientOperations({ directory, clients, log }: ManageServices) {
  async function setClient(request: HttpRequest): Promise<Outcome> {
    const clientId = ClientId.safeParse(request.params["clientId"]);
    if (!clientId.success) return problem("not-found");
    const body = bodyOf(request, ClientChange);
    if (body.kind === "problem") return body;
    const { kind, id } = body.value.speaksFor;
    const { authorities, platforms } = await directory.record();
    const known = kind === "authority" ? authorities : platforms;
    if (!known.some(({ facts }) => facts.id === id)) {
      return fault("/speaksFor/id", kind === "authority" ? "unknown_authority" : "unknown_platform", {
        fr: "Ce nom n'est pas dans l'annuaire ; inscrivez-le d'abord.",
        en: "This name is not in the directory; register it first.",
      });
    }
    const mapping: ClientMapping = { clientId: clientId.data, speaksFor: { kind, id } };
    await clients.put(mapping.clientId, mapping.speaksFor);
    log.info("client.set", { client: mapping.clientId, [kind]: id, by: request.caller?.id });
    return ok(mapping);
  }

  return { setClient };
}
