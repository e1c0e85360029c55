import type * as z from "zod";
import type { Bilingual } from "../../core/contract/language.ts";
import { bodyLimit } from "../../core/contract/route.ts";
import type { ClientStore } from "../shared/dynamo/client-store.ts";
import type { DirectoryChange, DirectoryRecord } from "../shared/dynamo/directory-item.ts";
import type { DirectoryStore } from "../shared/dynamo/directory-store.ts";
import { dangerErrors } from "../shared/http/danger-errors.ts";
import type { HttpRequest } from "../shared/http/http-request.ts";
import { parseAs, readJson, type Parsed } from "../shared/http/json-body.ts";
import { problem, type Outcome, type Problematic } from "../shared/http/outcome.ts";
import type { Log } from "../shared/logger.ts";
import type { SecretKeeper } from "../shared/secrets.ts";

/** What keeping the directory works with. */
export type ManageServices = {
  directory: Pick<DirectoryStore, "record" | "write">;
  clients: Pick<ClientStore, "put">;
  keepSecret: SecretKeeper;
  /** Plain http to this machine: the local runtime only. */
  allowLoopbackHttp: boolean;
  log: Log;
};

/** Reads the body by its schema; nothing in it may be embedded content. */
export function bodyOf<S extends z.ZodType>(request: HttpRequest, schema: S): Parsed<z.output<S>> {
  const json = readJson(request, bodyLimit);
  if (json.kind === "problem") return json;
  const body = parseAs(schema, json.value);
  if (body.kind === "problem") return body;
  const dangers = dangerErrors(json.value);
  return dangers.length > 0 ? problem("invalid-request", { errors: dangers }) : body;
}

/** A fault in the content of a request. */
export function fault(pointer: string, code: string, detail: Bilingual): Problematic {
  return problem("invalid-request", { errors: [{ pointer, code, detail }] });
}

/** A change of the directory with the answer to it, or the problem that stands against it. */
export type Decided = { kind: "change"; change: DirectoryChange; answer: Outcome } | Problematic;

/** How often a change is decided that met another one: administrators are few. */
const mostTries = 5;

/** Decides on the directory as it stands, and writes; decides again when somebody else was quicker. */
export async function changing(
  { directory }: Pick<ManageServices, "directory">,
  decide: (record: DirectoryRecord) => Promise<Decided>,
): Promise<Outcome> {
  for (let attempt = 0; attempt < mostTries; attempt += 1) {
    const record = await directory.record();
    const decided = await decide(record);
    if (decided.kind === "problem") return decided;
    if ((await directory.write(decided.change, record.revision)) === "written") return decided.answer;
  }
  return problem("unavailable");
}
