import { Authority } from "../../core/contract/directory.ts";
import { AuthorityChange, NewAuthority, type NewSecrets } from "../../core/contract/directory-api.ts";
import { authorityPath, authorityView } from "../shared/directory-views.ts";
import type { AuthorityEntry } from "../shared/dynamo/directory-item.ts";
import type { HttpRequest } from "../shared/http/http-request.ts";
import { problem, type Outcome } from "../shared/http/outcome.ts";
import { expectedVersion } from "../shared/http/version-header.ts";
import { endpointAfter, endpointFault, makeSecret, once } from "./endpoints.ts";
import { bodyOf, changing, type Decided, type ManageServices } from "./manage-services.ts";

/** Registers authorities and changes them. */
export function makeAuthorityOperations(services: ManageServices) {
  async function registerAuthority(request: HttpRequest): Promise<Outcome> {
    const body = bodyOf(request, NewAuthority);
    if (body.kind === "problem") return body;
    const { endpoint, ...facts } = body.value;
    const refused = await endpointFault(services, endpoint);
    if (refused !== undefined) return refused;
    const secretFromUs = once(async () => makeSecret(services, "from-us", facts.id));

    const outcome = await changing(services, async (record): Promise<Decided> => {
      if (record.authorities.some((entry) => entry.facts.id === facts.id)) {
        return problem("already-registered", { links: { self: authorityPath(facts.id) } });
      }
      const { fromUs, ...reached } = await endpointAfter(endpoint, undefined, secretFromUs);
      return changed({ facts, ...reached, keys: [], version: 1 }, fromUs, 201);
    });
    return logged(request, facts.id, outcome);
  }

  async function changeAuthority(request: HttpRequest): Promise<Outcome> {
    const id = request.params["authorityId"] ?? "";
    const version = expectedVersion(request);
    if (version.kind === "problem") return version;
    const body = bodyOf(request, AuthorityChange);
    if (body.kind === "problem") return body;
    const { endpoint, ...facts } = body.value;
    const refused = await endpointFault(services, endpoint);
    if (refused !== undefined) return refused;
    const secretFromUs = once(async () => makeSecret(services, "from-us", id));

    const outcome = await changing(services, async (record): Promise<Decided> => {
      const present = record.authorities.find((entry) => entry.facts.id === id);
      if (present === undefined) return problem("not-found");
      if (version.value !== undefined && version.value !== present.version) return problem("version-changed");
      const { fromUs, ...reached } = await endpointAfter(endpoint, present.endpoint, secretFromUs);
      const entry: AuthorityEntry = {
        facts: Authority.parse({ ...present.facts, ...facts }),
        ...reached,
        keys: present.keys,
        version: present.version + 1,
      };
      return changed(entry, fromUs, 200);
    });
    return logged(request, id, outcome);
  }

  function logged({ caller }: HttpRequest, authority: string, outcome: Outcome): Outcome {
    if (outcome.kind === "ok") services.log.info("directory.changed", { authority, by: caller?.id });
    return outcome;
  }

  return { registerAuthority, changeAuthority };
}

function changed(entry: AuthorityEntry, fromUs: string | undefined, status: 200 | 201): Decided {
  const secrets: NewSecrets | undefined = fromUs === undefined ? undefined : { fromUs };
  const view = authorityView(entry, { toAdministrator: true, ...(secrets !== undefined && { secrets }) });
  const headers = { etag: `"${entry.version}"`, ...(status === 201 && { location: authorityPath(entry.facts.id) }) };
  return { kind: "change", change: { authorities: [entry] }, answer: { kind: "ok", status, body: view, headers } };
}
