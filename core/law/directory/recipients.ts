import type { Authority, DirectoryRecipient, HeldRole, Platform } from "../../contract/directory.ts";
import type { State } from "./states.ts";

/** The contacts of a platform that a step can go to. */
export type PlatformContact = "platform_second_contact" | "platform_legal_representative";

/** Whom a step is addressed to, before it is known who that is for this case. `authority` is the issuing one. */
export type RecipientRole = PlatformContact | "authority" | "sanctioning_authority" | HeldRole;

/**
 * Who a role is for one case. `none`, a person without `email` and a platform without that contact are tasks for the
 * officer, never silence.
 */
type ResolvedRecipient =
  | { kind: "platform"; contact: "second_contact" | "legal_representative" }
  | { kind: "authority"; id: string }
  | { kind: "person"; role: HeldRole; name: string; email?: string | undefined }
  | { kind: "none" };

/** The parties of a case, and the holders of roles that the directory names. */
type Parties = { authority: Authority; platform: Platform; recipients: readonly DirectoryRecipient[] };

/** Who `role` is in a case. */
export function resolveRecipient(role: RecipientRole, { authority, platform, recipients }: Parties): ResolvedRecipient {
  switch (role) {
    case "platform_second_contact":
      return contactOrNone(platform.contacts.secondContact, "second_contact");
    case "platform_legal_representative":
      return contactOrNone(platform.contacts.legalRepresentative, "legal_representative");
    case "authority":
    case "sanctioning_authority":
      return { kind: "authority", id: authority.id };
    case "coordinator_of_establishment":
      return holderOf(role, platform.establishment, recipients);
    case "own_coordinator":
    case "arcom_qualified_person":
    case "public_prosecutor":
    case "court":
    case "internet_access_providers":
    case "search_engines":
    case "european_commission":
      return holderOf(role, authority.state, recipients);
  }
}

function contactOrNone(
  address: string | undefined,
  contact: "second_contact" | "legal_representative",
): ResolvedRecipient {
  return address === undefined ? { kind: "none" } : { kind: "platform", contact };
}

/** The State's own holder goes before the one for all States. */
function holderOf(role: HeldRole, state: State | null, recipients: readonly DirectoryRecipient[]): ResolvedRecipient {
  const holders = recipients.filter((recipient) => recipient.role === role);
  const found =
    holders.find((recipient) => recipient.state === state) ??
    holders.find((recipient) => recipient.state === undefined);
  if (found === undefined) return { kind: "none" };
  return found.holder.kind === "person" ? { ...found.holder, role } : found.holder;
}
