import type { Bilingual } from "../../contract/language.ts";
import type { Authority } from "./authorities.ts";
import type { State } from "./states.ts";

/** Where a platform can be written to. Every address of the directory is fictional. */
type PlatformContacts = {
  /** Single point of contact for authorities (DSA art. 11). */
  pointOfContact: string;
  secondContact?: string;
  /** Legal representative (DSA art. 13), or the seat's legal department. */
  legalRepresentative?: string;
  /** Answered day and night. */
  emergency?: string;
};

/** Who must act. */
export type Platform = {
  id: string;
  name: string;
  /** Registered domains; a host belongs to one on label boundaries only. */
  domains: readonly string[];
  /** State of the main establishment; null where it is not known. */
  establishment: State | null;
  /** Languages it declared (DSA art. 11(3)), ISO 639-1, preferred first. */
  languages: readonly string[];
  /** Digital Services Coordinator of establishment; null where the establishment is not known. */
  coordinator: string | null;
  /** Designated as a very large online platform (DSA art. 33). */
  vlop: boolean;
  /** Whether it designated its webhook as its art. 11 contact: then delivery there is receipt. */
  webhookIsContactPoint: boolean;
  contacts: PlatformContacts;
  note?: Bilingual;
};

const mailboxes = <Id extends string>(id: Id) => ({
  pointOfContact: `authorities@${id}.example` as const,
  secondContact: `second-contact@${id}.example` as const,
  legalRepresentative: `legal-representative@${id}.example` as const,
  emergency: `emergency@${id}.example` as const,
});

/** The platforms of the directory. */
export const platforms = [
  {
    id: "shein",
    name: "Shein",
    domains: ["shein.com"],
    establishment: "IE",
    languages: ["en"],
    coordinator: "coimisiun-na-mean",
    vlop: true,
    webhookIsContactPoint: true,
    contacts: mailboxes("shein"),
  },
  {
    id: "temu",
    name: "Temu",
    domains: ["temu.com"],
    establishment: "IE",
    languages: ["en"],
    coordinator: "coimisiun-na-mean",
    vlop: true,
    webhookIsContactPoint: true,
    contacts: mailboxes("temu"),
  },
  {
    id: "aliexpress",
    name: "AliExpress",
    domains: ["aliexpress.com"],
    establishment: "NL",
    languages: ["en", "nl"],
    coordinator: "acm",
    vlop: true,
    webhookIsContactPoint: true,
    contacts: mailboxes("aliexpress"),
  },
  {
    id: "amazon",
    name: "Amazon",
    domains: ["amazon.fr", "amazon.com", "amazon.de"],
    establishment: "LU",
    languages: ["fr", "de", "en"],
    coordinator: "autorite-concurrence-lu",
    vlop: true,
    webhookIsContactPoint: true,
    contacts: mailboxes("amazon"),
  },
  {
    id: "vinted",
    name: "Vinted",
    domains: ["vinted.fr", "vinted.com"],
    establishment: "LT",
    languages: ["en", "fr", "lt"],
    coordinator: "rrt",
    vlop: false,
    webhookIsContactPoint: true,
    contacts: mailboxes("vinted"),
  },
  {
    id: "wish",
    name: "Wish",
    domains: ["wish.com"],
    establishment: null,
    languages: ["en", "fr"],
    coordinator: null,
    vlop: false,
    webhookIsContactPoint: true,
    contacts: mailboxes("wish"),
    note: {
      fr: "Établissement inconnu : les jours ouvrés sont supposés être ceux de l'État de l'autorité.",
      en: "Establishment unknown: working days are assumed to be those of the authority's State.",
    },
  },
] as const satisfies readonly Platform[];

/** The platform of that identifier. */
export function findPlatform(id: string): Platform | undefined {
  return platforms.find((platform) => platform.id === id);
}

/** The State whose working days count for a platform, and whether that is an assumption to be shown. */
export function stateOf(platform: Platform, authority: Authority): { state: State; assumed: boolean } {
  return platform.establishment === null
    ? { state: authority.state, assumed: true }
    : { state: platform.establishment, assumed: false };
}
