import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { findLegalBasis, presets } from "../../../../core/law/legal-bases.ts";
import { platformOf } from "../../../../core/law/platform-of.ts";
import { campaign } from "../../../../local/campaign/campaign.ts";
import { startingDirectory } from "../../../../core/law/directory/starting-directory.ts";

const sample = JSON.parse(
  readFileSync(new URL("../../../samples/01-campaign-four-platforms.json", import.meta.url), "utf8"),
) as { submitAs: string; notice: object };

describe("the sample campaign", () => {
  it("is sample 01, as the documentation hands it out", () => {
    expect(campaign.notice).toEqual(sample.notice);
    expect(campaign.authority).toBe(sample.submitAs);
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
