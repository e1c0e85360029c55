import file from "../../docs/samples/campaign.json" with { type: "json" };
import { campaignBehaviours } from "../simulated/behaviours.ts";

/** The sample campaign: one requisition, four platforms. */
export const campaign = {
  /** The authority that issues it. */
  authority: file.submitAs,
  /** What is submitted, as a client would. */
  notice: file.notice,
  reference: file.notice.reference,
  /** How its platforms take it. */
  behaviours: { reference: file.notice.reference, of: campaignBehaviours },
  /** The one ladder step that is signed: failure to comply with the requisition (C. conso. L.532-5). */
  signed: { platform: "temu", step: "overdue-act-public-prosecutor" },
} as const;
