import type { Directory } from "../../core/law/directory/directory.ts";
import type { PlatformEntry } from "../../functions/shared/dynamo/directory-item.ts";
import type { DirectoryStore } from "../../functions/shared/dynamo/directory-store.ts";

/** Where somebody receives, and with which keys they sign. */
export type Reached = Pick<PlatformEntry, "endpoint" | "keys">;

/** How parties are reached, by their ids. Those of which it says nothing stay as they are. */
export type Reachable = {
  platforms?: Readonly<Record<string, Reached>>;
  authorities?: Readonly<Record<string, Reached>>;
};

/**
 * Puts a directory into a store. What is there already keeps its facts, which an administrator may have changed; how
 * parties are reached is said anew.
 */
export async function seedDirectory(
  store: Pick<DirectoryStore, "record" | "write">,
  directory: Directory,
  { platforms = {}, authorities = {} }: Reachable = {},
): Promise<void> {
  let outcome;
  do {
    const present = await store.record();
    const isHeld = ({ role, state }: Directory["recipients"][number]) =>
      present.recipients.some((other) => other.role === role && other.state === state);
    const change = {
      platforms: seeded(present.platforms, directory.platforms, platforms),
      authorities: seeded(present.authorities, directory.authorities, authorities),
      recipients: directory.recipients.filter((recipient) => !isHeld(recipient)),
    };
    outcome = await store.write(change, present.revision);
  } while (outcome === "stale");
}

type Entry<F> = Reached & { facts: F; version: number };

function seeded<F extends { id: string }>(
  present: readonly Entry<F>[],
  starting: readonly F[],
  reachable: Readonly<Record<string, Reached>>,
): Entry<F>[] {
  return starting.flatMap((facts) => {
    const entry = present.find((one) => one.facts.id === facts.id);
    const reached = reachable[facts.id];
    if (entry !== undefined && reached === undefined) return [];
    return [{ facts, keys: [], ...entry, ...reached, version: (entry?.version ?? 0) + 1 }];
  });
}
