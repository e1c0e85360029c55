import { lookup } from "node:dns/promises";
import { isIP } from "node:net";
import { isLoopbackAddress, isPublicAddress } from "./public-address.ts";

/** One IP address of a host. */
export type HostAddress = { address: string; family: number };

/** Every address of a host name; rejects when it has none or the name service fails. */
export type Resolve = (hostname: string) => Promise<readonly HostAddress[]>;

/** Where a webhook may be sent, or why not. */
export type Destination =
  /** Connect to one of `addresses`, and to no other that the name may resolve to later. */
  | { kind: "allowed"; url: URL; addresses: readonly [HostAddress, ...HostAddress[]] }
  /** Not an address that webhooks are sent to. */
  | { kind: "refused" }
  /** The name has no address now. */
  | { kind: "unresolved" };

/** What the guard may let through and how it resolves names. */
type GuardOptions = {
  /** Lets plain http to this machine through, on any port: for the local runtime only. */
  allowLoopbackHttp: boolean;
  resolve?: Resolve;
};

const systemResolve: Resolve = (hostname) => lookup(hostname, { all: true, order: "verbatim" });

/**
 * Guards against requests forged through a registered address (SSRF): https on port 443 without user info, to a host all
 * of whose addresses are public. The name is resolved once; what was checked is what is connected to.
 */
export async function checkDestination(
  text: string,
  { allowLoopbackHttp, resolve = systemResolve }: GuardOptions,
): Promise<Destination> {
  const url = URL.parse(text);
  if (url?.username !== "" || url.password !== "") return { kind: "refused" };

  const mayConnectTo = addressRuleOf(url, allowLoopbackHttp);
  if (!mayConnectTo) return { kind: "refused" };

  const addresses = await addressesOf(url, resolve);
  if (addresses === undefined) return { kind: "unresolved" };
  return addresses.every(({ address }) => mayConnectTo(address))
    ? { kind: "allowed", url, addresses }
    : { kind: "refused" };
}

/** Which addresses a URL may lead to; undefined when the URL itself is refused. */
function addressRuleOf(url: URL, allowLoopbackHttp: boolean): ((address: string) => boolean) | undefined {
  // URL drops the port that is the scheme's own: an empty one is 443.
  if (url.protocol === "https:" && url.port === "") return isPublicAddress;
  if (url.protocol === "http:" && allowLoopbackHttp) return isLoopbackAddress;
  return undefined;
}

async function addressesOf(url: URL, resolve: Resolve): Promise<[HostAddress, ...HostAddress[]] | undefined> {
  const host = hostOf(url);
  const family = isIP(host);
  if (family !== 0) return [{ address: host, family }];
  try {
    const [first, ...others] = await resolve(host);
    return first && [first, ...others];
  } catch {
    return undefined;
  }
}

/** The host of a URL as sockets take it: an IPv6 address without its brackets. */
export function hostOf(url: URL): string {
  return url.hostname.replace(/^\[(.*)\]$/, "$1");
}
