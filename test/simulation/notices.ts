import { readFileSync } from "node:fs";
import * as z from "zod";
import type { Parties } from "./parties.ts";
import type { Random } from "./random.ts";

const Sample = z.object({ notice: z.looseObject({ items: z.array(z.unknown()) }) });

function sample(file: string) {
  return Sample.parse(JSON.parse(readFileSync(new URL(`../samples/${file}`, import.meta.url), "utf8"))).notice;
}

const requisition = sample("01-campaign-four-platforms.json");
const gpsrOrder = sample("02-gpsr-order-temu.json");
const dsaReport = sample("03-report-haut-commissariat.json");
/** A request of the police unit, in an emergency: it is served at once. */
export const lcenRequest = sample("04-lcen-order-wish.json");

/** Where fictional items stand. */
const pages: Record<string, (number: number) => string> = {
  shein: (number) => `https://fr.shein.com/example-listing-p-92000000${number}-cat-0000.html`,
  aliexpress: (number) => `https://fr.aliexpress.com/item/920000000000${number}.html`,
  temu: (number) => `https://www.temu.com/fr/example-g-92000000000${number}.html`,
  amazon: (number) => `https://www.amazon.fr/dp/EXAMPLE02${number}`,
  wish: (number) => `https://www.wish.com/product/92000000000000000000000${number}`,
};

/** The address of a fictional item of a platform. */
export function pageOf(platform: string, number: number): string {
  const page = pages[platform];
  if (page === undefined) throw new Error(`no pages of ${platform}`);
  return page(number);
}

/** Whose a fictional item is. */
export function platformOf(url: string): string {
  const { hostname } = new URL(url);
  const id = Object.keys(pages).find((platform) => hostname.includes(platform));
  if (id === undefined) throw new Error(`nobody has ${hostname}`);
  return id;
}

/** A notice ready to be submitted. */
export type DrawnNotice = { authority: string; body: string };

type Kind = { weight: number; authority: string; of: (random: Random) => object };

const sandboxPeriods = ["PT5M", "PT20M", "PT45M", "PT50M", "PT1H", "PT2H", "PT12H", "P2D"] as const;

function sandbox(random: Random): object {
  const first = random.whole(0, sandboxPeriods.length - 2);
  return {
    legalBasis: "sandbox",
    language: "en",
    statementOfReasons: "A listing made up for a simulation.",
    acknowledgeWithin: sandboxPeriods[first],
    actWithin: sandboxPeriods[random.whole(first, sandboxPeriods.length - 1)],
  };
}

const kinds: readonly Kind[] = [
  { weight: 8, authority: "dgccrf", of: sandbox },
  { weight: 2, authority: "ofac", of: sandbox },
  {
    weight: 2,
    authority: "dgccrf",
    of: () => ({ ...requisition, priorMeasures: undefined, authorUnidentifiable: true }),
  },
  { weight: 2, authority: "dgccrf", of: () => gpsrOrder },
  { weight: 2, authority: "haut-commissariat", of: () => dsaReport },
  {
    weight: 1,
    authority: "ofac",
    of: () => ({ ...lcenRequest, language: "en", statementOfReasons: "A page made up for a simulation." }),
  },
  {
    weight: 3,
    authority: "dgccrf",
    of: (random) => ({
      ...requisition,
      legalBasis: "eu-dsa-9",
      priorMeasures: undefined,
      orderedDelay: random.pick(["PT6H", "PT24H", "PT48H"]),
    }),
  },
];

/** Draws a notice: under one of several legal bases, on one to three platforms, with one to three items on each. */
export function drawNotice(random: Random, { platforms, authorities }: Parties, reference: string): DrawnNotice {
  const drawn = weighted(
    random,
    kinds.filter(({ authority }) => authorities.includes(authority)),
  );
  const several = random.happens(0.15);
  const chosen = several ? platforms : [random.pick(platforms)];
  const items = chosen.flatMap((platform) =>
    Array.from({ length: random.pick([1, 1, 1, 1, 2, 3]) }, (_, index) => ({
      url: pageOf(platform, index + 1),
      kind: "product_listing",
    })),
  );
  return { authority: drawn.authority, body: JSON.stringify({ ...drawn.of(random), reference, items }) };
}

function weighted(random: Random, choices: readonly Kind[]): Kind {
  let left = random.fraction() * choices.reduce((sum, { weight }) => sum + weight, 0);
  for (const choice of choices) {
    left -= choice.weight;
    if (left < 0) return choice;
  }
  throw new Error("no kind of notice has a weight");
}
