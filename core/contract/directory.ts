import * as z from "zod";
import { DirectoryId } from "./ids.ts";

/** A State whose calendar is known: ISO 3166-1. Any other is written as an establishment that is not known. */
export const State = z
  .enum(["FR", "IE", "LT", "LU", "NL"])
  .meta({ id: "State", description: "A State whose working days are known (ISO 3166-1)." });
export type State = z.infer<typeof State>;

/** What an authority is in law; together with its instruments it says which legal bases it may use. */
export const AuthorityKind = z
  .enum([
    "judicial",
    "administrative",
    "public_body",
    "market_surveillance",
    "police_unit",
    "consumer_protection",
    "coordinator",
    "prosecutor",
  ])
  .meta({ id: "AuthorityKind", description: "What the authority is in law." });
export type AuthorityKind = z.infer<typeof AuthorityKind>;

/** What an authority uses: different powers, never mixed up. */
export const Instrument = z
  .enum(["order", "report", "injunction", "requisition", "information_order", "court_order"])
  .meta({ id: "Instrument", description: "A power that the authority uses." });
export type Instrument = z.infer<typeof Instrument>;

const name = z.string().min(1).max(200).regex(/\S/);
const Words = z.strictObject({ fr: z.string().min(1).max(1_000), en: z.string().min(1).max(1_000) });
const Mailbox = z.email().max(254);
const Language = z
  .string()
  .regex(/^[a-z]{2}$/)
  .meta({ description: "ISO 639-1." });

const label = "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?";
/** Two labels that hold a whole country's names of a kind (`co.uk`, `gouv.fr`): whoever registers it would get them all. */
const shared = "(?:ac|co|com|edu|gob|gouv|gov|net|or|org)\\.[a-z]{2}";

/** A registered domain, in lower case, as the URL standard writes it (IDN as `xn--`): hosts below it belong to it. */
export const Domain = z
  .string()
  .max(253)
  .regex(new RegExp(`^(?!${shared}$)(?:${label}\\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])$`))
  .meta({ description: "A registered domain in lower case, IDN as `xn--`; no subdomain is needed." });

/** Where somebody receives webhooks. https on port 443, as the sender asks for; http to this machine in development. */
export const WebhookAddress = z.url().max(2_000).meta({ description: "https, port 443, no user information." });

/** ed25519 public key (Standard Webhooks, asymmetric): 32 bytes in base64. */
export const PublicKey = z
  .string()
  .regex(/^whpk_[A-Za-z0-9+/]{43}=$/)
  .meta({ description: "ed25519 public key for `v1a`: `whpk_` and base64 of its 32 bytes." });

/** Where a platform can be written to. */
const PlatformContacts = z
  .strictObject({
    pointOfContact: Mailbox.meta({ description: "Single point of contact for authorities (DSA art. 11)." }),
    secondContact: Mailbox.optional(),
    legalRepresentative: Mailbox.optional().meta({
      description: "Legal representative (DSA art. 13), or the seat's legal department.",
    }),
    emergency: Mailbox.optional().meta({ description: "Answered day and night." }),
  })
  .meta({ id: "PlatformContacts" });

/** Who must act. */
export const Platform = z
  .strictObject({
    id: DirectoryId,
    name,
    domains: z.array(Domain).min(1).max(100),
    establishment: State.nullable().meta({
      description: "State of the main establishment; null where it is not known, or its calendar is not.",
    }),
    languages: z
      .array(Language)
      .min(1)
      .max(40)
      .meta({ description: "Languages it declared (DSA art. 11(3)), preferred first." }),
    vlop: z.boolean().meta({ description: "Designated as a very large online platform (DSA art. 33)." }),
    webhookIsContactPoint: z.boolean().meta({
      description: "Whether it designated its webhook as its art. 11 contact: then delivery there is receipt.",
    }),
    contacts: PlatformContacts,
    note: Words.optional(),
  })
  .meta({ id: "Platform", description: "A platform as the directory knows it." });
export type Platform = z.infer<typeof Platform>;

/** Who issues. */
export const Authority = z
  .strictObject({
    id: DirectoryId,
    name: z.strictObject({ fr: name, en: name }),
    state: State.meta({ description: "State whose law it applies." }),
    kinds: z.array(AuthorityKind).min(1).max(8),
    instruments: z.array(Instrument).min(1).max(6),
    mail: Mailbox.optional().meta({
      description: "Where it wishes to be told by mail as well; the contact of a notice goes first.",
    }),
  })
  .meta({ id: "Authority", description: "An authority as the directory knows it." });
export type Authority = z.infer<typeof Authority>;

/** Roles that somebody holds for a whole State, or for all: who that is does not follow from the parties of a case. */
export const HeldRole = z
  .enum([
    "own_coordinator",
    "arcom_qualified_person",
    "public_prosecutor",
    "coordinator_of_establishment",
    "court",
    "internet_access_providers",
    "search_engines",
    "european_commission",
  ])
  .meta({ id: "HeldRole", description: "A role of the ladder that somebody holds for a State, or for all." });
export type HeldRole = z.infer<typeof HeldRole>;

/** Who holds a role: an authority of the directory, or somebody outside it, whom an officer writes to. */
const Holder = z
  .discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("authority"), id: DirectoryId }),
    z.strictObject({ kind: z.literal("person"), name, email: Mailbox.optional() }),
  ])
  .meta({ id: "RoleHolder", description: "An authority of the directory, or somebody whom an officer writes to." });

/** One recipient of the directory. */
export const DirectoryRecipient = z
  .strictObject({
    role: HeldRole,
    state: State.optional().meta({
      description: "State whose matters it takes; absent: of every State without its own.",
    }),
    holder: Holder,
  })
  .meta({ id: "DirectoryRecipient", description: "Who holds a role." });
export type DirectoryRecipient = z.infer<typeof DirectoryRecipient>;
