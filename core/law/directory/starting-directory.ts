import { authorities } from "./authorities.ts";
import type { Directory } from "./directory.ts";
import { platforms } from "./platforms.ts";

/**
 * What a new deployment may begin with, and what the local runtime begins with. No function falls back to it: what a
 * deployment knows is what was registered there.
 */
export const startingDirectory: Directory = {
  platforms,
  authorities,
  recipients: [
    { role: "own_coordinator", state: "FR", holder: { kind: "authority", id: "arcom" } },
    { role: "public_prosecutor", state: "FR", holder: { kind: "authority", id: "parquet-paris" } },
    {
      role: "arcom_qualified_person",
      state: "FR",
      holder: { kind: "person", name: "Personnalité qualifiée de l'Arcom", email: "pq@arcom.example" },
    },
    { role: "court", state: "FR", holder: { kind: "person", name: "Tribunal judiciaire de Paris" } },
    // Without addresses: a referral to a coordinator goes by its own portal.
    {
      role: "coordinator_of_establishment",
      state: "IE",
      holder: { kind: "person", name: "Coimisiún na Meán; marketplaces: CCPC" },
    },
    { role: "coordinator_of_establishment", state: "NL", holder: { kind: "person", name: "ACM" } },
    {
      role: "coordinator_of_establishment",
      state: "LU",
      holder: { kind: "person", name: "Autorité de la concurrence" },
    },
    { role: "coordinator_of_establishment", state: "LT", holder: { kind: "person", name: "RRT" } },
  ],
};
