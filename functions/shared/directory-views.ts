import type { AuthorityView, NewSecrets, PlatformView } from "../../core/contract/directory-api.ts";
import type { AuthorityEntry, PlatformEntry } from "./dynamo/directory-item.ts";

/** What is shown besides the facts. */
type Showing = {
  /** Administrators see addresses and keys, which are nothing to authorities. */
  toAdministrator: boolean;
  /** Secrets that were just made. */
  secrets?: NewSecrets;
};

/** A platform as the API shows it. */
export function platformView(entry: PlatformEntry, { toAdministrator, secrets }: Showing): PlatformView {
  const { facts, version, endpoint, keys } = entry;
  const publicKey = keys.find((key) => key.kind === "ed25519")?.publicKey;
  return {
    ...facts,
    version,
    receives: endpoint !== undefined,
    ...(toAdministrator && endpoint !== undefined && { endpoint: { url: endpoint.url } }),
    ...(toAdministrator && publicKey !== undefined && { publicKey }),
    ...(secrets !== undefined && { secrets }),
    links: { self: platformPath(facts.id) },
  };
}

/** An authority as the API shows it. */
export function authorityView(entry: AuthorityEntry, { toAdministrator, secrets }: Showing): AuthorityView {
  const { facts, version, endpoint } = entry;
  return {
    ...facts,
    version,
    receives: endpoint !== undefined,
    ...(toAdministrator && endpoint !== undefined && { endpoint: { url: endpoint.url } }),
    ...(secrets !== undefined && { secrets }),
    links: { self: authorityPath(facts.id) },
  };
}

/** Where a platform of the directory is read and changed. */
export function platformPath(id: string): string {
  return `/v1/platforms/${id}`;
}

/** Where an authority of the directory is read and changed. */
export function authorityPath(id: string): string {
  return `/v1/authorities/${id}`;
}
