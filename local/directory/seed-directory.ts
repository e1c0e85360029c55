import { authorities } from "../../core/law/directory/authorities.ts";
import { platforms } from "../../core/law/directory/platforms.ts";
import type { DirectoryStore, Profile } from "../../functions/shared/dynamo/directory-store.ts";
import type { Party } from "../simulated/parties.ts";

/** Every party that can be sent something. */
export const parties: readonly Party[] = [
  ...platforms.map(({ id }): Party => ({ kind: "platform", id })),
  ...authorities.map(({ id }): Party => ({ kind: "authority", id })),
];

/** The profile of a party on this machine. */
export function profileOf(
  { kind, id }: Party,
  url: string,
  referenceTo: (direction: "to" | "from", party: string) => string,
): Profile {
  return {
    id,
    endpoint: { url, secretRefs: [referenceTo("to", id)] },
    keys: kind === "platform" ? [{ kind: "hmac", secretRef: referenceTo("from", id) }] : [],
  };
}

/** Puts a party's profile into the directory. */
export async function putProfile(directory: DirectoryStore, kind: Party["kind"], profile: Profile): Promise<void> {
  await (kind === "platform" ? directory.putPlatform(profile) : directory.putAuthority(profile));
}
