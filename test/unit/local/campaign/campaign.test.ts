import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { elapsedMilliseconds } from "../../../../core/contract/duration.ts";
import { Notice } from "../../../../core/contract/notice.ts";
import { platformIn } from "../../../../core/law/directory/directory.ts";
import { findLegalBasis, presets } from "../../../../core/law/legal-bases.ts";
import { platformOf } from "../../../../core/law/platform-of.ts";
import { campaign, clerk } from "../../../../local/campaign/campaign.ts";
import { startingDirectory } from "../../../../core/law/directory/starting-directory.ts";

const sample = JSON.parse(
  readFileSync(new URL("../../../samples/01-campaign-four-platforms.json", import.meta.url), "utf8"),
) as { submitAs: string; notice: object };

describe("the sample campaign", () => {
  it("is sample 01, as the documentation hands it out", () => {
    expect(campaign.notice).toEqual(sample.notice);
    expect(campaign.authority).toBe(sample.submitAs);
  });

  it("has a second notice for one item of the first, at the same address, under a reference of its own", () => {
    const { platform, notice } = campaign.relisting;
    const { items, reference } = Notice.parse(notice);
    expect(items).toHaveLength(1);
    expect(campaign.notice.items.map(({ url }) => url)).toContain(items[0]!.url);
    expect(platformOf(items[0]!.url, startingDirectory)?.id).toBe(platform);
    expect(campaign.behaviours.references).toEqual([campaign.reference, reference]);
  });

  it("has a clerk where the endpoint fails, who answers after the time to act has passed", () => {
    const failing = Object.entries(campaign.behaviours.of).filter(([, { kind }]) => kind === "fails");
    const mailboxes = failing.map(([id]) => platformIn(startingDirectory, id)?.contacts.pointOfContact);
    expect(mailboxes).toEqual([clerk.mailbox]);
    const allowed = elapsedMilliseconds(Notice.parse(campaign.notice).orderedDelay!)!;
    expect(elapsedMilliseconds(clerk.after)).toBeGreaterThan(allowed);
  });

  it("has a part for each of its platforms and no other", () => {
    const addressed = campaign.notice.items.map(({ url }) => platformOf(url, startingDirectory)?.id);
    expect(new Set(addressed)).toEqual(new Set(Object.keys(campaign.behaviours.of)));
  });

  it("has the one step signed that states the failure to comply (C. conso. L.532-5)", () => {
    const ladder = findLegalBasis(presets, campaign.notice.legalBasis)?.ladder ?? [];
    const citing = ladder.filter(({ subject }) => subject.fr.includes("L.532-5"));
    expect(citing.map(({ id }) => id)).toEqual([campaign.signed.step]);
  });
});
