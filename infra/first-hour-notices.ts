import { randomUUID } from "node:crypto";
import type { Notice } from "../core/contract/notice.ts";
import type * as z from "zod";
import type { FirstHourFile } from "./first-hour-options.ts";

type Submitted = z.input<typeof Notice>;

/** A sandbox notice about a page that need not exist. It has no legal effect, and says so. */
export function testNotice({ domains, languages }: FirstHourFile["platform"]): Submitted {
  return {
    reference: `FIRST-HOUR-${randomUUID()}`,
    legalBasis: "sandbox",
    language: languages[0] ?? "en",
    statementOfReasons: "Test of the connection, without legal effect. There is nothing to remove.",
    items: [{ url: pageOf(domains), kind: "page" }],
    acknowledgeWithin: "PT1H",
    actWithin: "PT24H",
  };
}

/** A report under DSA art. 16 about the same page: for a trial run, which sends nothing. */
export function testReport({ platform, authority }: FirstHourFile): Submitted {
  return {
    reference: `FIRST-HOUR-${randomUUID()}`,
    legalBasis: "eu-dsa-16",
    language: platform.languages[0] ?? "en",
    territorialScope: [authority.state],
    goodFaith: true,
    statementOfReasons: "Trial run of a report, never sent.",
    provision: "DSA art. 16",
    items: [{ url: pageOf(platform.domains), kind: "page" }],
    contact: { name: authority.name.en, email: "first-hour@authority.example" },
  };
}

function pageOf(domains: readonly string[]): string {
  return `https://${domains[0] ?? ""}/first-hour-test`;
}
