import * as z from "zod";
import { Duration } from "./duration.ts";
import { CaseId, Digest, DirectoryId, ItemId, NoticeId } from "./ids.ts";
import { Instant } from "./instant.ts";
import { Measure } from "./measures.ts";
import { ServedNotice } from "./served-notice.ts";
import { StepDraft } from "../case/draft/step-draft.ts";
import { QuestionType } from "../case/question.ts";
import { CaseStatus, Clock, LateCause, SuspensionGround, TaskReason } from "../case/state.ts";
import { LanguageCode } from "./notice.ts";

const review = z.literal("draft").meta({ description: "Counsel has not confirmed the preset it follows from." });

/** Where a deadline stands, for whoever reads a webhook or the API. */
export const ClockView = z
  .strictObject({
    state: z.enum(["not_started", "running", "suspended", "met", "missed", "stopped"]),
    basis: z.enum(["sla", "statute", "set_in_order"]),
    rule: z.enum(["elapsed", "eu_1182_71", "fr_days"]),
    within: Duration,
    startedAt: Instant.optional().meta({ description: "Instant of receipt." }),
    dueOperational: Instant.optional().meta({ description: "Due for practical purposes." }),
    dueAt: Instant.optional().meta({ description: "Due in law. 24:00 is the next midnight. Absent while suspended." }),
    warnAt: Instant.optional().meta({ description: "When the platform is warned, once: four fifths of the way." }),
    warnedAt: Instant.optional(),
    suspended: z
      .strictObject({ at: Instant, ground: SuspensionGround })
      .optional()
      .meta({ description: "The clock stands still; it starts anew, with its whole period, when the ground ends." }),
    moved: Clock.shape.moved.meta({ description: "The movement that the present due instant follows from." }),
    heldUntil: Instant.optional().meta({
      description: "No step is taken before: the authority owed a reply. The due instant stays.",
    }),
    overdue: z.boolean().meta({ description: "The breach is on record and nothing has answered it." }),
    endedAt: Instant.optional(),
    verdict: z.enum(["met", "met_reported_late", "missed"]).optional(),
    lateCause: LateCause.optional(),
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

/** A period that runs from receipt, before there is one. */
const Period = z.strictObject({ within: Duration, basis: z.enum(["sla", "statute", "set_in_order"]), review });

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
  webhook(
    "notice.prior_information",
    "WebhookNoticePriorInformation",
    "A first order is about to be served: how it is answered, and by when. It names no item.",
    {
      ...ofCase,
      authority: z.strictObject({ id: DirectoryId, name: z.strictObject({ fr: z.string(), en: z.string() }) }),
      legalBasis: z.strictObject({ id: z.string(), cite: z.string(), review }),
      orderNotBefore: Instant.meta({ description: "If this attempt is the one that is received." }),
      clocks: z.strictObject({ acknowledge: Period, act: Period }),
      respond: Respond,
    },
  ),
  webhook(
    "notice.corrected",
    "WebhookNoticeCorrected",
    "The authority has corrected the notice: this version is in force. Answer with its version and digest.",
    { ...toPlatform, document: ServedNotice, act: ActLinks, clocks: ClocksView },
  ),
  webhook("notice.clarified", "WebhookNoticeClarified", "The authority replies to your request for clarification.", {
    ...toPlatform,
    text: z.string().meta({ description: "The reply." }),
    language: LanguageCode.meta({ description: "Language it is written in." }),
    clocks: ClocksView.meta({ description: "As they stand before this message has been received." }),
  }),
  webhook("notice.decided", "WebhookNoticeDecided", "The authority has decided on what you declared.", {
    ...toPlatform,
    question: QuestionType,
    decision: z.enum(["accepted", "disputed", "ended"]),
    until: Instant.optional().meta({ description: "Until when an accepted impossibility is expected to last." }),
    text: z.string().optional(),
    language: LanguageCode.optional(),
    clocks: ClocksView,
  }),
  webhook("notice.extended", "WebhookNoticeExtended", "The authority gives more time.", {
    ...toPlatform,
    clock: z.enum(["acknowledge", "act"]),
    clocks: ClocksView,
  }),
  webhook("notice.disclosure_ended", "WebhookNoticeDisclosureEnded", "The seller may be told from now on.", toPlatform),
  webhook("notice.reminder", "WebhookNoticeReminder", "A deadline is near, or has passed, without an answer.", {
    ...toPlatform,
    when: z.enum(["before_due", "overdue"]),
    contact: z.enum(["point_of_contact", "second_contact", "legal_representative"]),
    clock: z.enum(["acknowledge", "act"]),
    clocks: ClocksView,
  }),
  webhook("notice.withdrawn", "WebhookNoticeWithdrawn", "The authority has withdrawn the notice.", toPlatform),
  webhook("case.undeliverable", "WebhookCaseUndeliverable", "No channel has reached the platform.", toAuthority),
  webhook(
    "case.receipt_taken_back",
    "WebhookCaseReceiptTakenBack",
    "The mail that had been delivered came back: no clock runs from that receipt.",
    toAuthority,
  ),
  webhook("case.disclosure_ended", "WebhookCaseDisclosureEnded", "The seller may be told from now on.", toAuthority),
  webhook("case.answer_received", "WebhookCaseAnswerReceived", "The platform has answered.", {
    ...toAuthority,
    question: QuestionType.optional().meta({ description: "What it asks or declares, and waits for your reply to." }),
  }),
  webhook("case.overdue", "WebhookCaseOverdue", "A deadline has passed without an answer.", {
    ...toAuthority,
    clock: z.enum(["acknowledge", "act"]).optional(),
  }),
  webhook("case.decision_needed", "WebhookCaseDecisionNeeded", "A step, or a question, waits for a named person.", {
    ...toAuthority,
    step: ofStep.optional(),
    task: TaskReason.optional().meta({
      description:
        "The step is the officer's task: no address to send it to is known, or what was sent did not arrive.",
    }),
    question: QuestionType.optional(),
  }),
  webhook(
    "case.decision_lapsed",
    "WebhookCaseDecisionLapsed",
    "The case has closed by itself, and with it a step has lapsed that nobody had decided on. Nothing was sent.",
    { ...toAuthority, step: ofStep.optional() },
  ),
  webhook("case.settled", "WebhookCaseSettled", "Every item has been answered.", {
    ...toAuthority,
    undecided: z
      .array(ofStep)
      .min(1)
      .optional()
      .meta({ description: "Steps that still wait for a decision: they lapse when the case closes." }),
  }),
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
    draft: StepDraft.optional().meta({ description: "What the officer has signed." }),
    document: ServedNotice.optional(),
  }),
  webhook("escalation.follow_up", "WebhookEscalationFollowUp", "What has come of a case after a step.", {
    ...ofCase,
    ...report,
  }),
]);
export type OutgoingWebhook = z.infer<typeof OutgoingWebhook>;
