import { findAuthority, type KnownAuthorityId } from "./authorities.ts";
import { findPlatform, type Platform } from "./platforms.ts";
import type { State } from "./states.ts";

/** The contacts of a platform that a step can go to. */
export type PlatformContact = "platform_second_contact" | "platform_legal_representative";

/** Whom a step is addressed to, before it is known who that is for this case. `authority` is the issuing one. */
export type RecipientRole =
  | PlatformContact
  | "authority"
  | "own_coordinator"
  | "arcom_qualified_person"
  | "public_prosecutor"
  | "coordinator_of_establishment"
  | "sanctioning_authority"
  | "court"
  | "internet_access_providers"
  | "search_engines"
  | "european_commission";

/**
 * Who a role is for one case. `none`, a person without `email` and a platform without that contact are tasks for the
 * officer, never silence.
 */
type ResolvedRecipient =
  | { kind: "platform"; contact: "second_contact" | "legal_representative" }
  | { kind: "authority"; id: string }
  | { kind: "person"; name: string; email?: string }
  | { kind: "none" };

/** Digital Services Coordinators that are themselves in the directory, by State. */
const coordinatorOf: Partial<Record<State, KnownAuthorityId>> = { FR: "arcom" };

/** Coordinators of establishment, by State. No addresses: the referral goes by their own portals. */
const coordinatorNames: Partial<Record<State, string>> = {
  IE: "Coimisiún na Meán; marketplaces: CCPC",
  NL: "ACM",
  LU: "Autorité de la concurrence",
  LT: "RRT",
};

/** The prosecutor a referral goes to unless the officer names another. */
const defaultProsecutor: KnownAuthorityId = "parquet-paris";

/** Who `role` is in a case of `authority` at `platform`, both by their identifiers in the directory. */
export function resolveRecipient(
  role: RecipientRole,
  { authority, platform }: { authority: string; platform: string },
): ResolvedRecipient {
  switch (role) {
    case "platform_second_contact":
      return contactOrNone(findPlatform(platform), "secondContact", "second_contact");
    case "platform_legal_representative":
      return contactOrNone(findPlatform(platform), "legalRepresentative", "legal_representative");
    case "authority":
    case "sanctioning_authority":
      return { kind: "authority", id: authority };
    case "own_coordinator":
      return ownCoordinator(findAuthority(authority)?.state);
    case "public_prosecutor":
      return { kind: "authority", id: defaultProsecutor };
    case "arcom_qualified_person":
      return { kind: "person", name: "Personnalité qualifiée de l'Arcom", email: "pq@arcom.example" };
    case "court":
      return { kind: "person", name: "Tribunal judiciaire de Paris" };
    case "coordinator_of_establishment":
      return coordinatorOfEstablishment(findPlatform(platform)?.establishment ?? undefined);
    case "internet_access_providers":
    case "search_engines":
    case "european_commission":
      return { kind: "none" };
  }
}

function contactOrNone(
  platform: Platform | undefined,
  address: "secondContact" | "legalRepresentative",
  contact: "second_contact" | "legal_representative",
): ResolvedRecipient {
  return platform?.contacts[address] === undefined ? { kind: "none" } : { kind: "platform", contact };
}

function ownCoordinator(state: State | undefined): ResolvedRecipient {
  const id = state === undefined ? undefined : coordinatorOf[state];
  return id === undefined ? { kind: "none" } : { kind: "authority", id };
}

function coordinatorOfEstablishment(state: State | undefined): ResolvedRecipient {
  const name = state === undefined ? undefined : coordinatorNames[state];
  return name === undefined ? { kind: "none" } : { kind: "person", name };
}
