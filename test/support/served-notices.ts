import { readFileSync } from "node:fs";
import { serveNotice, type Part } from "../../core/case/serve-notice.ts";
import { Notice } from "../../core/contract/notice.ts";
import type { Instant } from "../../core/contract/instant.ts";
import type { ActLinks } from "../../core/contract/outgoing-webhook.ts";
import type { ServedNotice } from "../../core/contract/served-notice.ts";
import { platformOf } from "../../core/law/platform-of.ts";
import { contextOf, idOf, start } from "./cases.ts";
import { platformIn } from "../../core/law/directory/directory.ts";
import { startingDirectory } from "../../core/law/directory/starting-directory.ts";

const file = new URL("../samples/01-campaign-four-platforms.json", import.meta.url);

/** The notice of the first sample: five items on four platforms. */
export const campaign = Notice.parse((JSON.parse(readFileSync(file, "utf8")) as { notice: unknown }).notice);

/** One platform's part of the campaign; its items are numbered as in the notice. */
export function partOf(platform: string): Part {
  const { basis, authority } = contextOf(campaign.legalBasis);
  return {
    notice: campaign,
    basis,
    authority,
    platform: platformIn(startingDirectory, platform)!,
    items: campaign.items.flatMap((item, index) =>
      platformOf(item.url, startingDirectory)?.id === platform ? [{ itemId: idOf("itm", index + 1), item }] : [],
    ),
    noticeId: idOf("ntc", 1),
    caseId: idOf("case", 1),
    version: 1,
    issuedAt: start,
    nonce: "AAAAAAAAAAAAAAAAAAAAAA",
  };
}

/** What Shein is served. */
export const servedToShein: ServedNotice = serveNotice(partOf("shein"));

/** Where a person reads it. */
export const actToShein: ActLinks = {
  html: "https://sommation.example/v1/acts/case_1?signature=x",
  pdf: "https://sommation.example/v1/acts/case_1?signature=x&format=pdf",
  expiresAt: "2025-12-03T08:00:00.000Z" as Instant,
};
