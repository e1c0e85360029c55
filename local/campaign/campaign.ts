import file from "../../docs/samples/campaign.json" with { type: "json" };
import { platformIn } from "../../core/law/directory/directory.ts";
import { startingDirectory } from "../../core/law/directory/starting-directory.ts";
import { lasting } from "../../core/law/lasting.ts";
import { campaignBehaviours } from "../simulated/behaviours.ts";
import type { Clerk } from "../simulated/clerk.ts";
import { relisting } from "./relisting.ts";

const { reference } = file.notice;

/** The sample campaign: one requisition, four platforms, and a second one for an item that comes back. */
export const campaign = {
  /** The authority that issues it. */
  authority: file.submitAs,
  /** What is submitted, as a client would. */
  notice: file.notice,
  reference,
  /** How its platforms take it. */
  behaviours: { references: [reference, relisting.notice.reference], of: campaignBehaviours },
  /** The one ladder step that is signed: failure to comply with the requisition (C. conso. L.532-5). */
  signed: { reference, platform: "temu", step: "overdue-act-public-prosecutor" },
  /** What the platform that asks is told. */
  clarified: {
    reference,
    platform: "aliexpress",
    text: "All variants offered at this address are meant.",
    language: "en",
  },
  relisting,
} as const;

/** Wish's endpoint is out of order: a clerk reads its mail, some days late. */
export const clerk: Clerk = {
  mailbox: platformIn(startingDirectory, "wish")?.contacts.pointOfContact ?? "",
  reference,
  after: lasting("PT52H"),
  reports: "removed",
};
