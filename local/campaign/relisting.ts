import file from "../../docs/samples/campaign.json" with { type: "json" };

const { notice } = file;
const platform = "shein";
const address = "shein.com";

/** The second notice of the campaign: an item that one of its platforms had taken away is back at the same address. */
export const relisting = {
  platform,
  notice: {
    ...notice,
    reference: "SNE-2025-11-04-0421",
    priorMeasures: notice.priorMeasures.filter((measure) => measure.platform === platform),
    items: notice.items.filter(({ url }) => new URL(url).hostname.endsWith(address)).slice(0, 1),
  },
} as const;
