import { euDsa16, euDsa9 } from "./eu-dsa.ts";
import { euGpsr22Notice } from "./eu-gpsr-22-notice.ts";
import { euGpsr22Order } from "./eu-gpsr-22-order.ts";
import { euTco3 } from "./eu-tco.ts";
import { frConso5211 } from "./fr-conso-521-1.ts";
import { frConso52131 } from "./fr-conso-521-3-1.ts";
import { frLcen61Csam } from "./fr-lcen.ts";
import { sandbox } from "./sandbox.ts";
import type { BasisTable } from "./vector.ts";

/** The tables of the legal bases, usable and kept. */
export const tables: readonly BasisTable[] = [
  euDsa9,
  euDsa16,
  euGpsr22Order,
  euGpsr22Notice,
  frLcen61Csam,
  frConso5211,
  frConso52131,
  sandbox,
  euTco3,
];
