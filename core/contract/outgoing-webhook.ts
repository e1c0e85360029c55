import * as z from "zod";
import { Duration } from "./duration.ts";
import { CaseId, Digest, DirectoryId, ItemId, NoticeId } from "./ids.ts";
import { Instant } from "./instant.ts";
import { Measure } from "./measures.ts";
import { ServedNotice } from "./served-notice.ts";
import { CaseStatus } from "../case/state.ts";

const review = z.literal("draft").meta({ description: "Counsel has not confirmed the preset it follows from." });

/** Where a deadline stands, for whoever reads a webhook or the API. */
export const ClockView = z
  .strictObject({
    state: z.enum(["not_started", "running", "met", "missed", "stopped"]),
    basis: z.enum(["sla", "statute", "set_in_order"]),
    rule: z.enum(["elapsed", "eu_1182_71", "fr_days"]),
    within: Duration,
    startedAt: Instant.optional().meta({ description: "Instant of receipt." }),
    dueOperational: Instant.optional().meta({ description: "Due for practical purposes: warn on it." }),
    dueAt: Instant.optional().meta({ description: "Due in law. 24:00 is the next midnight." }),
    overdue: z.boolean().meta({ description: "The breach is on record and nothing has answered it." }),
    endedAt: Instant.optional(),
    verdict: z.enum(["met", "met_reported_late", "missed"]).optional(),
    lateCause: z.enum(["after_due", "after_escalation", "service_interrupted"]).optional(),
    serviceInterrupted: z
      .strictObject({
        from: Instant.meta({ description: "When answers were last known to reach us." }),
        to: Instant.meta({ description: "When they did again." }),
        until: Instant.meta({ description: "Nobody is escalated before; windows under an hour excepted." }),
      })
      .optional()
      .meta({ description: "We could not be reached across the due instant. The escalation waits." }),
    review,
  })
  .meta({ id: "Clock", description: "One of the two deadlines of a case." });
export type ClockView = z.infer<typeof ClockView>;

/** Both deadlines. */
export const ClocksView = z.strictObject({ acknowledge: ClockView, act: ClockView });

const Respond = z
  .strictObject({
    url: z.url().meta({ description: "Where to send answers." }),
    documentation: z.url(),
  })
  .meta({ id: "Respond", description: "How to answer." });

/** Where a person reads the act; no token is needed. */
const ActLinks = z
  .strictObject({
    html: z.url().meta({ description: "A page." }),
    pdf: z.url().meta({ description: "A PDF (PDF/A), to keep." }),
    expiresAt: Instant.meta({ description: "Both links lead nowhere from then on." }),
  })
  .meta({ id: "ActLinks", description: "The served notice as a person reads it." });
export type ActLinks = z.infer<typeof ActLinks>;

const ofCase = {
  caseId: CaseId,
  noticeId: NoticeId,
  version: z.int().positive().meta({ description: "Version of the notice in force." }),
  sequence: z.int().positive().meta({ description: "Numbers the messages of a case; a gap means one is under way." }),
};

const toPlatform = { ...ofCase, digest: Digest, respond: Respond };

const ofStep = z.strictObject({
  id: z.string(),
  subject: z.strictObject({ fr: z.string(), en: z.string() }),
});

const report = {
  reference: z.string().meta({ description: "The issuing authority's reference." }),
  authority: DirectoryId,
  platform: DirectoryId,
  legalBasis: z.string(),
  status: CaseStatus,
  digest: Digest,
  clocks: ClocksView,
  items: z.array(z.strictObject({ itemId: ItemId, outcome: Measure.optional(), measuredAt: Instant.optional() })),
};

const toAuthority = { ...ofCase, ...report, links: z.strictObject({ case: z.url() }) };

function webhook<T extends string, D extends z.ZodRawShape>(type: T, id: string, description: string, data: D) {
  return z
    .strictObject({
      type: z.literal(type),
      timestamp: Instant.meta({ description: "Instant of the attempt, on the legal clock." }),
      schemaVersion: z.literal(1),
      data: z.strictObject(data),
    })
    .meta({ id, description });
}

const ServedClockView = z.strictObject({
  within: Duration,
  basis: z.enum(["sla", "statute", "set_in_order"]),
  dueAt: Instant.meta({ description: "If this attempt is the one that is received." }),
  review,
});

/** Every webhook we send, to platforms and to authorities. */
export const OutgoingWebhook = z.discriminatedUnion("type", [
  webhook("notice.issued", "WebhookNoticeIssued", "A notice is served on the platform.", {
    ...toPlatform,
    seal: z.string().optional().meta({ description: "The authority's electronic seal over the document." }),
    document: ServedNotice,
    act: ActLinks,
    clocks: z.strictObject({ acknowledge: ServedClockView, act: ServedClockView }),
  }),
  webhook("notice.reminder", "WebhookNoticeReminder", "A deadline has passed without an answer.", {
    ...toPlatform,
    contact: z.enum(["point_of_contact", "second_contact", "legal_representative"]),
    clock: z.enum(["acknowledge", "act"]),
    clocks: ClocksView,
  }),
  webhook("notice.withdrawn", "WebhookNoticeWithdrawn", "The authority has withdrawn the notice.", toPlatform),
  webhook("case.undeliverable", "WebhookCaseUndeliverable", "No channel has reached the platform.", toAuthority),
  webhook("case.answer_received", "WebhookCaseAnswerReceived", "The platform has answered.", toAuthority),
  webhook("case.overdue", "WebhookCaseOverdue", "A deadline has passed without an answer.", {
    ...toAuthority,
    clock: z.enum(["acknowledge", "act"]).optional(),
  }),
  webhook("case.decision_needed", "WebhookCaseDecisionNeeded", "A step waits for a named person.", {
    ...toAuthority,
    step: ofStep.optional(),
  }),
  webhook("case.settled", "WebhookCaseSettled", "Every item has been answered.", toAuthority),
  webhook("escalation.copy", "WebhookEscalationCopy", "A copy for an authority that the law names.", {
    ...ofCase,
    ...report,
    step: ofStep.optional(),
    document: ServedNotice.optional(),
  }),
  webhook("escalation.referral", "WebhookEscalationReferral", "A step that an officer has signed.", {
    ...ofCase,
    ...report,
    step: ofStep.optional(),
    signedBy: z.string().optional(),
    document: ServedNotice.optional(),
  }),
  webhook("escalation.follow_up", "WebhookEscalationFollowUp", "What has come of a case after a step.", {
    ...ofCase,
    ...report,
  }),
]);
export type OutgoingWebhook = z.infer<typeof OutgoingWebhook>;
