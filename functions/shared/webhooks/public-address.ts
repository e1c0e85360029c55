import ipaddr from "ipaddr.js";

/** Global unicast, all that is routed on the Internet (RFC 4291 §2.4); what lies outside is local, mapped or unassigned. */
const globalUnicast = ipaddr.IPv6.parseCIDR("2000::/3");

/**
 * Whether an IP address is a public one. Not public: private, loopback, link-local (with the metadata services of
 * clouds), carrier-grade NAT, multicast, unspecified, documentation, benchmarking, and every IPv6 form that carries an
 * IPv4 address (mapped, compatible, NAT64, 6to4, Teredo), which a translator would turn into one never checked.
 */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.parse(address);
  const publicSpace = parsed.kind() === "ipv4" || parsed.match(globalUnicast);
  return publicSpace && parsed.range() === "unicast";
}

/** Whether an IP address is this machine: `127.0.0.0/8` or `::1`. */
export function isLoopbackAddress(address: string): boolean {
  return ipaddr.isValid(address) && ipaddr.parse(address).range() === "loopback";
}
