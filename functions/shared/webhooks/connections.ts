import * as http from "node:http";
import * as https from "node:https";
import type { LookupFunction } from "node:net";
import { hostOf, type Destination, type HostAddress } from "./address-guard.ts";

type Allowed = Extract<Destination, { kind: "allowed" }>;

/** Serves a burst of messages to one endpoint; common servers close what was idle for 5 s themselves. */
const kept = { keepAlive: true, maxFreeSockets: 16, timeout: 5_000 } as const satisfies http.AgentOptions;

type PoolOptions = http.AgentOptions & { pinnedTo?: string };

class PinnedHttpAgent extends http.Agent {
  override getName(options?: PoolOptions): string {
    return `${super.getName(options)}:${options?.pinnedTo ?? ""}`;
  }
}

class PinnedHttpsAgent extends https.Agent {
  override getName(options?: PoolOptions): string {
    return `${super.getName(options)}:${options?.pinnedTo ?? ""}`;
  }
}

const httpAgent = new PinnedHttpAgent(kept);
const httpsAgent = new PinnedHttpsAgent(kept);

/** A connection out of the pool where there is one, or surely a new one. */
export type Connection = "kept" | "fresh";

/**
 * Begins a request that connects to the addresses checked, whatever the name resolves to by now. A kept connection is
 * taken up again only for a name that was checked to have the same addresses.
 */
export function beginRequest(to: Allowed, options: http.RequestOptions, connection: Connection): http.ClientRequest {
  const secure = to.url.protocol === "https:";
  const agent = secure ? httpsAgent : httpAgent;
  const pinned = {
    ...options,
    protocol: to.url.protocol,
    host: hostOf(to.url),
    port: to.url.port === "" ? undefined : to.url.port,
    path: `${to.url.pathname}${to.url.search}`,
    agent: connection === "kept" ? agent : false,
    lookup: lookupOf(to.addresses),
    pinnedTo: to.addresses.map(({ address }) => address).join(","),
    // Stated, so that no environment variable can switch the check of certificates off.
    rejectUnauthorized: true,
    // Of several addresses each but the last gets this long; Node's own 250 ms gives up on distant ones.
    autoSelectFamilyAttemptTimeout: 1_000,
  } as const;
  return secure ? https.request(pinned) : http.request(pinned);
}

function lookupOf(addresses: Allowed["addresses"]): LookupFunction {
  const every: HostAddress[] = [...addresses];
  const [first] = addresses;
  return (_hostname, options, answer) => {
    if (options.all) answer(null, every);
    else answer(null, first.address, first.family);
  };
}
