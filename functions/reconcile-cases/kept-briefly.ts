import type { DirectoryStore } from "../shared/dynamo/directory-store.ts";

/** What cases are worked off with of the directory. */
type Reached = Pick<DirectoryStore, "read" | "authority" | "platform">;

/** How long an endpoint is remembered: a storm has one for thousands of cases, and a change of it counts a second later. */
const keptMilliseconds = 1_000;

/** A directory that looks a party up once a second, however many cases name it. */
export function keptBriefly({ read, authority, platform }: Reached, wall: () => number): Reached {
  return { read, authority: remembering(authority, wall), platform: remembering(platform, wall) };
}

function remembering<T>(find: (id: string) => Promise<T>, wall: () => number): (id: string) => Promise<T> {
  const known = new Map<string, { since: number; found: Promise<T> }>();
  return async (id) => {
    const kept = known.get(id);
    if (kept !== undefined && wall() - kept.since < keptMilliseconds) return kept.found;
    const mine = { since: wall(), found: find(id) };
    known.set(id, mine);
    // What failed is no answer; a later one may be in its place already.
    mine.found.catch(() => known.get(id) === mine && known.delete(id));
    return mine.found;
  };
}
