import { authorityView, platformView } from "../shared/directory-views.ts";
import type { DirectoryStore } from "../shared/dynamo/directory-store.ts";
import type { HttpRequest } from "../shared/http/http-request.ts";
import { ok, problem, type Outcome } from "../shared/http/outcome.ts";

/** The directory, for those who address notices and for those who keep it; the latter see addresses and keys as well. */
export function makeReadDirectory(directory: Pick<DirectoryStore, "record">) {
  const showingTo = ({ caller }: HttpRequest) => ({ toAdministrator: caller?.kind === "administrator" });

  async function listPlatforms(request: HttpRequest): Promise<Outcome> {
    const { platforms } = await directory.record();
    return ok({ platforms: platforms.map((entry) => platformView(entry, showingTo(request))) });
  }

  async function readPlatform(request: HttpRequest): Promise<Outcome> {
    const { platforms } = await directory.record();
    const entry = platforms.find(({ facts }) => facts.id === request.params["platformId"]);
    if (entry === undefined) return problem("not-found");
    return ok(platformView(entry, showingTo(request)), { etag: `"${entry.version}"` });
  }

  async function listAuthorities(request: HttpRequest): Promise<Outcome> {
    const { authorities } = await directory.record();
    return ok({ authorities: authorities.map((entry) => authorityView(entry, showingTo(request))) });
  }

  async function readAuthority(request: HttpRequest): Promise<Outcome> {
    const { authorities } = await directory.record();
    const entry = authorities.find(({ facts }) => facts.id === request.params["authorityId"]);
    if (entry === undefined) return problem("not-found");
    return ok(authorityView(entry, showingTo(request)), { etag: `"${entry.version}"` });
  }

  return { listPlatforms, readPlatform, listAuthorities, readAuthority };
}
