import * as z from "zod";
import type { RuleWords } from "./rule-words.ts";

const form = /^(?:EEA|[A-Z]{2})$/;

/** ISO 3166-1 alpha-2, and `XK`, by which the Union calls Kosovo. */
const states = [
  "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ",
  "CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR",
  "GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP",
  "KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT",
  "MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW",
  "SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ",
  "UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS XK YE YT ZA ZM ZW",
];
const territories: ReadonlySet<string> = new Set(["EU", "EEA", ...states.flatMap((line) => line.split(" "))]);

/** Whether a code is that of a territory. What does not have the form of a code is refused for its form. */
export function isTerritory(code: string): boolean {
  return territories.has(code) || !form.test(code);
}

/** What is said of a code of the right form that nothing is called by. */
export const unknownTerritory = {
  code: "unknown_territory",
  detail: {
    fr: "Ce n'est le code d'aucun État. Écrivez EU, EEA ou le code à deux lettres d'un État (ISO 3166-1 : FR, GB, GR…).",
    en: "This is the code of no State. Write EU, EEA or the two-letter code of a State (ISO 3166-1: FR, GB, GR…).",
  },
} as const satisfies RuleWords;

/** `EU`, `EEA`, or a State: ISO 3166-1, two capitals. */
export const Territory = z
  .string()
  .regex(form)
  .check(({ value, issues }) => {
    if (!isTerritory(value)) issues.push({ code: "custom", input: value, params: unknownTerritory });
  })
  .meta({ id: "Territory", description: "`EU`, `EEA`, or ISO 3166-1 code of a State." });
