import type { Authority, DirectoryRecipient, Platform } from "../../contract/directory.ts";
import type { State } from "./states.ts";

/** Everybody a notice can come from, go to or be passed on to. Each deployment has its own. */
export type Directory = {
  platforms: readonly Platform[];
  authorities: readonly Authority[];
  recipients: readonly DirectoryRecipient[];
};

/** The platform of that identifier. */
export function platformIn({ platforms }: Pick<Directory, "platforms">, id: string): Platform | undefined {
  return platforms.find((platform) => platform.id === id);
}

/** The authority of that identifier. */
export function authorityIn({ authorities }: Pick<Directory, "authorities">, id: string): Authority | undefined {
  return authorities.find((authority) => authority.id === id);
}

/** The State whose working days count for a platform, and whether that is an assumption to be shown. */
export function stateOf(platform: Platform, authority: Authority): { state: State; assumed: boolean } {
  return platform.establishment === null
    ? { state: authority.state, assumed: true }
    : { state: platform.establishment, assumed: false };
}

/** Whether a host is that domain or lies below it, compared label by label. Both in lower case. */
export function isBelow(host: string, domain: string): boolean {
  return host === domain || host.endsWith(`.${domain}`);
}

/** Positions of the domains of `candidate` that another platform has, or that lie above or below one it has. */
export function takenDomains({ platforms }: Pick<Directory, "platforms">, candidate: Platform): number[] {
  const others = platforms.filter(({ id }) => id !== candidate.id).flatMap(({ domains }) => domains);
  return candidate.domains.flatMap((domain, position) =>
    others.some((other) => isBelow(domain, other) || isBelow(other, domain)) ? [position] : [],
  );
}
