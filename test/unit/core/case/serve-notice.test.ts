import { describe, expect, it } from "vitest";
import { disclosureOf, periodsOf, serveNotice, type Part } from "../../../../core/case/serve-notice.ts";
import { plus } from "../../../../core/contract/instant.ts";
import { ServedNotice } from "../../../../core/contract/served-notice.ts";
import { contextOf, day, hour, idOf, start } from "../../../support/cases.ts";
import { campaign, partOf } from "../../../support/served-notices.ts";
import { platformIn } from "../../../../core/law/directory/directory.ts";
import { startingDirectory } from "../../../../core/law/directory/starting-directory.ts";

const platformsOfCampaign = ["shein", "aliexpress", "temu", "wish"];

const served = (platform: string, changes: Partial<Part> = {}) => serveNotice({ ...partOf(platform), ...changes });

describe("the served notice", () => {
  it.each(platformsOfCampaign)("of %s has the published shape", (platform) => {
    const document = JSON.parse(JSON.stringify(served(platform))) as unknown;
    expect(ServedNotice.parse(document)).toEqual(document);
  });

  it("has the platform's own items and no other's", () => {
    for (const platform of platformsOfCampaign) {
      const { items } = served(platform);
      const domain = platformIn(startingDirectory, platform)!.domains[0]!;
      expect(items.length).toBeGreaterThan(0);
      expect(items.every(({ url }) => new URL(url).hostname.endsWith(domain))).toBe(true);
      const others = campaign.items.map(({ url }) => url).filter((url) => !items.some((item) => item.url === url));
      const text = JSON.stringify(served(platform));
      expect(others.filter((url) => text.includes(url))).toEqual([]);
    }
    expect(served("shein").items.map(({ itemId }) => itemId)).toEqual([idOf("itm", 1), idOf("itm", 2)]);
  });

  it("has the earlier measures against this platform and no other's", () => {
    for (const platform of platformsOfCampaign) {
      expect(served(platform).priorMeasures?.map((measure) => measure.platform)).toEqual([platform]);
    }
  });

  it("names its addressee, its authority, its basis as a draft, and both periods with where they come from", () => {
    expect(served("shein")).toMatchObject({
      addressee: { id: "shein", name: "Shein" },
      authority: { id: "dgccrf", state: "FR" },
      legalBasis: { id: "fr-conso-521-3-1", version: 1, instrument: "requisition", review: "draft" },
      clocks: {
        acknowledge: { within: "PT12H", basis: "sla", rule: "elapsed" },
        act: { within: "PT48H", basis: "set_in_order", rule: "elapsed" },
      },
    });
  });

  it("names the substantive basis that the notice names (DSA art. 9(1)), and invents none", () => {
    const { substantiveBasis, ...without } = campaign;
    expect(substantiveBasis).toContain("227-23");
    expect(served("shein").legalBasis).toMatchObject({ substantiveBasis });
    expect(served("shein", { notice: without }).legalBasis).not.toHaveProperty("substantiveBasis");
  });

  it("keeps every word of the notice that is meant for the platform", () => {
    const { reference, statementOfReasons, translations, redress, signatory, evidence } = campaign;
    expect(served("shein")).toMatchObject({
      reference,
      statementOfReasons,
      translations,
      redress,
      signatory,
      evidence,
    });
  });

  it("invents no earlier measures where the notice has none", () => {
    const { priorMeasures: _none, ...without } = campaign;
    expect(served("shein", { notice: { ...without, authorUnidentifiable: true } })).not.toHaveProperty("priorMeasures");
  });
});

describe("the periods of a notice", () => {
  it("are those of the notice in the sandbox", () => {
    const notice = { ...campaign, acknowledgeWithin: campaign.orderedDelay, actWithin: campaign.orderedDelay };
    expect(periodsOf(notice, contextOf("sandbox").basis)).toEqual({ acknowledge: "PT48H", act: "PT48H" });
  });

  it("cannot be made up: a notice without them is refused before", () => {
    const { orderedDelay: _none, ...without } = campaign;
    expect(() => periodsOf(without, contextOf("fr-conso-521-3-1").basis)).toThrow(/sets no period/);
    const actOnly = { ...without, actWithin: campaign.orderedDelay };
    expect(() => periodsOf(actOnly, contextOf("sandbox").basis)).toThrow(/sets no period/);
  });
});

describe("the disclosure to the seller", () => {
  it("is allowed unless the notice withholds it, until an instant or for a time", () => {
    const until = plus(start, 14 * day);
    expect(disclosureOf(undefined, start)).toEqual({ mode: "allowed" });
    expect(disclosureOf({ mode: "allowed" }, start)).toEqual({ mode: "allowed" });
    expect(disclosureOf({ mode: "withheld", until }, start)).toEqual({ mode: "withheld", until });
    const duration = periodsOf(campaign, contextOf("fr-conso-521-3-1").basis).act;
    expect(disclosureOf({ mode: "withheld", duration }, start)).toEqual({
      mode: "withheld",
      until: plus(start, 48 * hour),
    });
  });
});
