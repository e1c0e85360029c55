import * as z from "zod";
import { DirectoryId } from "../../core/contract/ids.ts";
import type { ClientStore } from "../shared/dynamo/client-store.ts";
import type { Caller } from "../shared/http/http-request.ts";

/** What is read of a token: claims of ours, where the issuer gives any, and what every issuer gives. */
const Claims = z.object({
  authority: DirectoryId.optional(),
  platform: DirectoryId.optional(),
  administrator: z.literal(true).optional(),
  /** The client (RFC 9068 §2.2); Cognito's tokens for machines name nothing else. */
  client_id: z.string().min(1).max(200).optional(),
  /** The same, as other issuers write it (OpenID Connect Core §2). */
  azp: z.string().min(1).max(200).optional(),
  /** Granted scopes, separated by spaces (RFC 8693 §4.2). */
  scope: z.string().optional(),
});

/** What telling callers apart works with. */
export type CallerServices = { clients: Pick<ClientStore, "find">; administratorScope: string };

/**
 * Who a token speaks for: what its claims say; else an administrator by its scope; else whom the directory says its client
 * speaks for. Never two at once: a token that says so speaks for nobody.
 */
export async function callerOf(
  token: unknown,
  { clients, administratorScope }: CallerServices,
): Promise<Caller | undefined> {
  const claims = Claims.safeParse(token);
  if (!claims.success) return undefined;
  const { authority, platform, scope = "" } = claims.data;
  const client = claims.data.client_id ?? claims.data.azp;
  const isAdministrator = claims.data.administrator === true || scope.split(" ").includes(administratorScope);
  const named: Caller[] = [
    ...(authority === undefined ? [] : [{ kind: "authority" as const, id: authority }]),
    ...(platform === undefined ? [] : [{ kind: "platform" as const, id: platform }]),
    ...(isAdministrator ? [{ kind: "administrator" as const, id: client ?? "administrator" }] : []),
  ];
  if (named.length > 0) return named.length === 1 ? named[0] : undefined;
  return client === undefined ? undefined : clients.find(client);
}
