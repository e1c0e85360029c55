import * as z from "zod";
import { CaseId, Digest, DirectoryId, ItemId, MessageId, NoticeId } from "../contract/ids.ts";
import { Duration } from "../contract/duration.ts";
import { Instant } from "../contract/instant.ts";
import { HeldRole, State } from "../contract/directory.ts";
import { Question, QuestionType } from "./question.ts";
import { Measure, OrderedMeasure } from "../contract/measures.ts";

/** The two deadlines of a case. */
export const ClockName = z.enum(["acknowledge", "act"]);
export type ClockName = z.infer<typeof ClockName>;

/** Where a deadline comes from: our service level, a statute, or the order itself. */
const ClockBasis = z.enum(["sla", "statute", "set_in_order"]);

/** How the period is counted; see `core/law/time`. */
const ClockRule = z.enum(["elapsed", "eu_1182_71", "fr_days"]);

/**
 * Why an answer did not meet its clock: it came after the due instant; after the escalation was on record; or after the
 * due instant, but in the time that was given back because we could not be reached, or because the authority owed a reply.
 */
export const LateCause = z.enum(["after_due", "after_escalation", "service_interrupted", "authority_owed"]);
export type LateCause = z.infer<typeof LateCause>;

/**
 * `met`: answered in time. `met_reported_late`: every measure was taken in time, the report came late.
 * `missed`: neither.
 */
export const Verdict = z.enum(["met", "met_reported_late", "missed"]);
export type Verdict = z.infer<typeof Verdict>;

/** A time, on the legal clock, in which answers could not reach us: from when we last could be reached until we could again. */
export const Outage = z.strictObject({ from: Instant, to: Instant });
export type Outage = z.infer<typeof Outage>;

/** An outage of ours across a due instant, and until when nobody is escalated for it. */
export const ServiceInterrupted = Outage.extend({ until: Instant });
export type ServiceInterrupted = z.infer<typeof ServiceInterrupted>;

/** Why a clock stands still: the platform waits for a clarification, cannot act for now, or does not have the correction yet. */
export const SuspensionGround = z.enum(["clarification_requested", "impossible", "obligation_added"]);
export type SuspensionGround = z.infer<typeof SuspensionGround>;

/** What a clock starts anew from (TCO art. 3(7)-(8), LCEN art. 6-2): the end of what had suspended it. */
export const ResetReason = z.enum(["clarification_received", "impossibility_ended", "obligation_added"]);
export type ResetReason = z.infer<typeof ResetReason>;

/** The last movement of a clock that its present due instant follows from. */
const Movement = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("reset"), at: Instant, reason: ResetReason }),
  z.strictObject({ kind: z.literal("extended"), at: Instant }),
]);

/** A deadline of the case. Instants are on the legal clock. */
export const Clock = z.strictObject({
  basis: ClockBasis,
  rule: ClockRule,
  /** The period as the basis, the order or the sandbox states it. */
  within: Duration,
  /** Legal milliseconds that must pass after `dueLegal` before a breach may be recorded (docs/architecture.md, Two clocks). */
  settleMilliseconds: z.int().nonnegative(),
  state: z.enum(["not_started", "running", "suspended", "met", "missed", "stopped"]),
  startedAt: Instant.optional(),
  /** Due for practical purposes. */
  dueOperational: Instant.optional(),
  /** Escalate on this one. */
  dueLegal: Instant.optional(),
  /** Four fifths of the way to `dueOperational`: the platform is warned once. Windows under an hour have none. */
  warnAt: Instant.optional(),
  /** When the warning was sent, or was left out because it would have come too late. */
  warnedAt: Instant.optional(),
  /** While it stands still: there is no due instant. */
  suspended: z.strictObject({ at: Instant, ground: SuspensionGround }).optional(),
  moved: Movement.optional(),
  /** More time that the authority has given: whatever moves the clock after that, it is not due before. */
  extension: z.strictObject({ dueOperational: Instant, dueLegal: Instant }).optional(),
  /** No step is taken before: the authority owed a reply, and what it took is given back. The due instant stays. */
  heldUntil: Instant.optional(),
  /** Our own outage across the due instant; the escalation waits, the due instant stays. */
  serviceInterrupted: ServiceInterrupted.optional(),
  /** When the breach was put on record; absent while nobody was escalated. */
  missedAt: Instant.optional(),
  /** When the obligation was fulfilled or fell away. */
  endedAt: Instant.optional(),
  verdict: Verdict.optional(),
  lateCause: LateCause.optional(),
});
export type Clock = z.infer<typeof Clock>;

/** The State whose calendar counts, and whether that is an assumption: the platform's establishment is not known. */
export const Calendar = z.strictObject({ state: State, assumed: z.boolean() });
export type Calendar = z.infer<typeof Calendar>;

/** One listing to act on. Its address is content and lives in the served notice. */
const CaseItem = z.strictObject({
  itemId: ItemId,
  outcome: Measure.optional(),
  /** The platform's claim of when it acted. */
  measuredAt: Instant.optional(),
  /** When its report reached us. */
  reportedAt: Instant.optional(),
  /** The platform's position that the authority has accepted: no measure is expected any more. */
  released: QuestionType.optional(),
  /** After a withdrawal: when the platform said that it is back. */
  restoredAt: Instant.optional(),
});

/** Who a message goes to; the address is looked up when it is sent. */
export const Recipient = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("platform"),
    id: DirectoryId,
    contact: z.enum(["point_of_contact", "second_contact", "legal_representative"]),
  }),
  z.strictObject({ kind: z.literal("authority"), id: DirectoryId }),
  /** Somebody outside the directory who holds a role of the ladder, by mail. */
  z.strictObject({ kind: z.literal("holder"), role: HeldRole }),
]);
export type Recipient = z.infer<typeof Recipient>;

/** What a message says; also the `type` of its webhook. */
export const MessageType = z.enum([
  "notice.prior_information",
  "notice.issued",
  "notice.reminder",
  "notice.corrected",
  "notice.clarified",
  "notice.decided",
  "notice.extended",
  "notice.disclosure_ended",
  "notice.withdrawn",
  "case.undeliverable",
  "case.receipt_taken_back",
  "case.disclosure_ended",
  "case.answer_received",
  "case.overdue",
  "case.decision_needed",
  "case.decision_lapsed",
  "case.settled",
  "escalation.copy",
  "escalation.referral",
  "escalation.follow_up",
]);
export type MessageType = z.infer<typeof MessageType>;

/** Why a step is left to the officer as a task: no address is known to send it to, or what was sent did not arrive. */
export const TaskReason = z.enum(["no_address", "undelivered"]);
export type TaskReason = z.infer<typeof TaskReason>;

/** A message that has not reached its recipient yet. */
export const Message = z.strictObject({
  messageId: MessageId,
  type: MessageType,
  to: Recipient,
  /** The channel it goes out on. */
  channel: z.enum(["webhook", "mail"]),
  /** Counts what the platform, or an authority, is sent about this case: 1, 2, … */
  sequence: z.int().positive(),
  queuedAt: Instant,
  /** The attempt to make next: 1, 2, … */
  attempt: z.int().positive(),
  nextAttemptAt: Instant,
  firstAttemptAt: Instant.optional(),
  /** No attempt is made after this instant. */
  windowEndsAt: Instant,
  /** The clock it speaks of. */
  clock: ClockName.optional(),
  /** The ladder step it carries out or asks about. */
  step: z.string().optional(),
  /** Where it tells the authority of a step that is the officer's task: why. */
  task: TaskReason.optional(),
  /** The question of the platform that it replies to, or asks the authority about. */
  question: QuestionType.optional(),
  /** What it says beyond the record, kept as a document: a clarification, a draft that was signed. */
  content: Digest.optional(),
  /** Mail: since when it is with the provider; its delivery or its bounce is still to be told. */
  handedOverAt: Instant.optional(),
  /** Mail in the place of a webhook that fails: needless as soon as that one arrives. */
  insteadOf: MessageId.optional(),
  /** Its words have arrived on the other channel: nothing is lost if they do not on this one. */
  heard: z.literal(true).optional(),
  /** A webhook whose words go, or have gone, by mail as well. */
  alsoByMail: z.literal(true).optional(),
  /** What is left of two channels: the same words have failed on the other one. */
  isLast: z.literal(true).optional(),
});
export type Message = z.infer<typeof Message>;

/** What a letter brought, as long as the letter may come back: a correction, or the reply to a question. */
export const Brought = z.strictObject({
  messageId: MessageId,
  sequence: z.int().positive(),
  at: Instant,
  /** Why the clock to act stood still until then. */
  ground: SuspensionGround.optional(),
  /** The question that it replied to. */
  question: Question.optional(),
  /** When a webhook that counts has brought the same words as well. */
  alsoAt: Instant.optional(),
});
export type Brought = z.infer<typeof Brought>;

/** A ladder step that has begun. Steps of the basis that have not are not listed. */
export const StepRecord = z.strictObject({
  step: z.string(),
  state: z.enum(["scheduled", "taken", "proposed", "postponed", "signed", "dropped", "lapsed", "task"]),
  at: Instant,
  /** While `scheduled` or `postponed`: the instant from which it is due. */
  dueAt: Instant.optional(),
  clock: ClockName.optional(),
  recipient: Recipient.optional(),
  /** The officer who decided. */
  by: z.string().optional(),
});
export type StepRecord = z.infer<typeof StepRecord>;

/** The words of the life cycle (docs/domain.md); always derived, never set. */
export const CaseStatus = z
  .enum([
    "prior_information",
    "delivering",
    "undeliverable",
    "awaiting_acknowledgement",
    "awaiting_action",
    "awaiting_authority",
    "answered",
    "withdrawn",
    "closed",
  ])
  .meta({ id: "CaseStatus", description: "Derived from the case's items and clocks." });
export type CaseStatus = z.infer<typeof CaseStatus>;

/** How the served notice reached the platform. */
export const ReceiptMeans = z.enum(["webhook", "mail", "answer", "registered_letter", "bailiff", "by_hand"]);
export type ReceiptMeans = z.infer<typeof ReceiptMeans>;

/** The procedure for one notice at one platform: a pure fold of its events. Ids, codes, instants and digests only. */
export const Case = z.strictObject({
  caseId: CaseId,
  noticeId: NoticeId,
  /** The authority's own reference of the notice. */
  reference: z.string(),
  authority: DirectoryId,
  platform: DirectoryId,
  /** The legal basis in the version under which the case was opened. */
  basis: z.strictObject({ id: z.string(), version: z.int().positive() }),
  /** Version of the notice that is in force, from 1. */
  noticeVersion: z.int().positive(),
  /** Digest of the served notice that is in force. */
  digest: Digest,
  /** What compliance is, where the notice says so; another measure is recorded and marked. */
  ordered: z.array(OrderedMeasure).optional(),
  openedAt: Instant,
  items: z.array(CaseItem).min(1),
  clocks: z.strictObject({ acknowledge: Clock, act: Clock }),
  /** Whose days count, as of the receipt. */
  calendar: Calendar.optional(),
  delivery: z.strictObject({
    state: z.enum(["pending", "delivered", "exhausted"]),
    /** A first order to a host: how long before it the host is informed (TCO art. 3(2), LCEN art. 6-2). */
    prior: Duration.optional(),
    /** From when it may be served, once that information has been given. */
    notBefore: Instant.optional(),
    /** Whether at least one attempt was made: from then on the platform may know of the notice. */
    attempted: z.boolean(),
    deliveredAt: Instant.optional(),
    means: ReceiptMeans.optional(),
    /** The mail whose delivery was the receipt: should it bounce later, the receipt is taken back. */
    messageId: MessageId.optional(),
    /** The webhook that counts and brought the notice after that mail: then it was received when this did. */
    behind: z.strictObject({ messageId: MessageId, attempt: z.int().positive(), at: Instant }).optional(),
  }),
  /** When the platform's first explicit `notice.acknowledged` arrived. */
  acknowledgedAt: Instant.optional(),
  /** The version that was acknowledged last, where that is not the first. */
  acknowledgedVersion: z.int().positive().optional(),
  /** Since when the version in force is, where that is not the first. */
  correctedAt: Instant.optional(),
  /** When the last item was answered. */
  answeredAt: Instant.optional(),
  /** The last answer, or decision on one, since the last item was answered: the case closes by itself so long after that. */
  spokenAt: Instant.optional(),
  /**
   * What the platform asked or declared, as long as it has not been dealt with. Of each type at most one is open, and at most
   * one has been accepted or is replied to.
   */
  questions: z.array(Question).default([]),
  /** Should one of these letters come back, what it brought counts no more. */
  brought: z.array(Brought).optional(),
  outbox: z.array(Message),
  /** Messages queued so far; numbers the next one. */
  sequence: z.int().nonnegative(),
  ladder: z.array(StepRecord),
  withdrawnAt: Instant.optional(),
  /** When the platform confirmed that the items are back after a withdrawal. */
  restoredAt: Instant.optional(),
  closedAt: Instant.optional(),
  disclosure: z.discriminatedUnion("mode", [
    z.strictObject({ mode: z.literal("allowed") }),
    z.strictObject({ mode: z.literal("withheld"), until: Instant }),
  ]),
  legalHold: z.boolean(),
  /** An earlier case in which the same item had been taken away. */
  relistedFrom: CaseId.optional(),
  /** Cases opened since for items of this one that came back, newest last. */
  relistedIn: z.array(CaseId).default([]),
  /** Raised by the authority to make the links sent so far lead nowhere. */
  linkEpoch: z.int().nonnegative().default(0),
  /** Number of events folded so far; the `If-Match` of the API. */
  version: z.int().positive(),
});
export type Case = z.infer<typeof Case>;
