import type { Bilingual } from "../../contract/language.ts";
import type { Instrument } from "../legal-basis.ts";
import type { State } from "./states.ts";

/** What an authority is in law; together with its instruments it says which legal bases it may use. */
export type AuthorityKind =
  | "judicial"
  | "administrative"
  | "public_body"
  | "market_surveillance"
  | "police_unit"
  | "consumer_protection"
  | "coordinator"
  | "prosecutor";

/** Who issues. */
export type Authority = {
  id: string;
  name: Bilingual;
  /** State whose law it applies. */
  state: State;
  kinds: readonly AuthorityKind[];
  instruments: readonly Instrument[];
};

/** The authorities of the directory. */
export const authorities = [
  {
    id: "dgccrf",
    name: { fr: "DGCCRF, Service national des enquêtes", en: "DGCCRF, National Investigation Service" },
    state: "FR",
    kinds: ["administrative", "consumer_protection", "market_surveillance"],
    instruments: ["order", "report", "injunction", "requisition"],
  },
  {
    id: "ofac",
    name: { fr: "OFAC (PHAROS)", en: "OFAC (PHAROS)" },
    state: "FR",
    kinds: ["police_unit", "administrative"],
    instruments: ["order", "report"],
  },
  {
    id: "arcom",
    name: { fr: "Arcom", en: "Arcom" },
    state: "FR",
    kinds: ["administrative", "coordinator"],
    instruments: ["order", "report"],
  },
  {
    id: "haut-commissariat",
    name: { fr: "Haut-commissariat à l'Enfance", en: "High Commission for Childhood" },
    state: "FR",
    kinds: ["public_body"],
    instruments: ["report"],
  },
  {
    id: "parquet-paris",
    name: { fr: "Parquet de Paris", en: "Paris public prosecutor" },
    state: "FR",
    kinds: ["judicial", "prosecutor"],
    instruments: ["report"],
  },
  {
    id: "parquet-nice",
    name: { fr: "Parquet de Nice", en: "Nice public prosecutor" },
    state: "FR",
    kinds: ["judicial", "prosecutor"],
    instruments: ["report"],
  },
] as const satisfies readonly Authority[];

/** Identifier of an authority of the directory. */
export type KnownAuthorityId = (typeof authorities)[number]["id"];

/** The authority of that identifier. */
export function findAuthority(id: string): Authority | undefined {
  return authorities.find((authority) => authority.id === id);
}
