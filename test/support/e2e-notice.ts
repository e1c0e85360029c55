import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import * as z from "zod";

/** Where the items of a sandbox notice stand: the platforms' public domains, fictional pages. */
const pageOf = {
  shein: (number: number) => `https://fr.shein.com/example-listing-p-91000000${number}-cat-0000.html`,
  aliexpress: (number: number) => `https://fr.aliexpress.com/item/910000000000${number}.html`,
  temu: (number: number) => `https://www.temu.com/fr/example-g-91000000000${number}.html`,
  amazon: (number: number) => `https://www.amazon.fr/dp/EXAMPLE00${number}`,
  vinted: (number: number) => `https://www.vinted.fr/items/910000000${number}-example`,
  wish: (number: number) => `https://www.wish.com/product/91000000000000000000000${number}`,
} as const satisfies Record<string, (number: number) => string>;

/** A platform that sandbox notices can be addressed to. */
export type PlatformName = keyof typeof pageOf;

/** What a sandbox notice leaves to the test. */
type SandboxNotice = {
  on: readonly PlatformName[];
  reference?: string;
  /** Items on each platform. */
  items?: number;
  acknowledgeWithin?: string;
  actWithin?: string;
};

/** A notice under the legal basis `sandbox`, by default with windows that no test outlasts. */
export function sandboxNotice({
  on,
  reference = `E2E-${randomUUID()}`,
  items = 1,
  acknowledgeWithin = "PT30M",
  actWithin = "PT45M",
}: SandboxNotice) {
  const numbers = Array.from({ length: items }, (_, index) => index + 1);
  return {
    reference,
    legalBasis: "sandbox",
    language: "en",
    statementOfReasons: "A listing made up for a test.",
    items: on.flatMap((platform) =>
      numbers.map((number) => ({ url: pageOf[platform](number), kind: "product_listing" })),
    ),
    acknowledgeWithin,
    actWithin,
  };
}

/** A sample notice with what is to come of it. */
const Sample = z.strictObject({
  submitAs: z.string(),
  expected: z.strictObject({
    status: z.int(),
    cases: z.array(z.string()).optional(),
    errors: z.array(z.string()).optional(),
  }),
  notice: z.looseObject({ reference: z.string() }),
});
export type Sample = z.infer<typeof Sample>;

/** The sample of this file name under `test/samples`. */
export function readSample(file: string): Sample {
  return Sample.parse(JSON.parse(readFileSync(new URL(`../samples/${file}`, import.meta.url), "utf8")));
}

/** The notice of a sample for some of its platforms only, under a reference of its own. */
export function sampleNoticeFor(file: string, hosts: readonly string[]) {
  const { notice } = readSample(file);
  const items = z.array(z.looseObject({ url: z.string() })).parse(notice["items"]);
  return {
    ...notice,
    reference: `E2E-${randomUUID()}`,
    items: items.filter(({ url }) => hosts.some((host) => new URL(url).hostname.endsWith(host))),
  };
}
