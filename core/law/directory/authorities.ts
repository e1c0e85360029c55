import type { Authority } from "../../contract/directory.ts";

/** The authorities a new deployment may begin with. */
export const authorities: readonly Authority[] = [
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
];
