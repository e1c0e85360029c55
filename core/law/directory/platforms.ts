import type { Platform } from "../../contract/directory.ts";

const mailboxes = (id: string) => ({
  pointOfContact: `authorities@${id}.example`,
  secondContact: `second-contact@${id}.example`,
  legalRepresentative: `legal-representative@${id}.example`,
  emergency: `emergency@${id}.example`,
});

/** The platforms a new deployment may begin with. Every mailbox is fictional. */
export const platforms: readonly Platform[] = [
  {
    id: "shein",
    name: "Shein",
    domains: ["shein.com"],
    establishment: "IE",
    languages: ["en"],
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
    vlop: false,
    webhookIsContactPoint: true,
    contacts: mailboxes("wish"),
    note: {
      fr: "Établissement inconnu : les jours ouvrés sont supposés être ceux de l'État de l'autorité.",
      en: "Establishment unknown: working days are assumed to be those of the authority's State.",
    },
  },
];
