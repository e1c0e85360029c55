import * as z from "zod";
import { CaseId, Digest, DirectoryId, ItemId, MessageId } from "../contract/ids.ts";
import { Duration } from "../contract/duration.ts";
import { Instant } from "../contract/instant.ts";
import { Measure } from "../contract/measures.ts";
import { AnswerType } from "../contract/answer-type.ts";
import {
  Calendar,
  Case,
  Clock,
  ClockName,
  LateCause,
  Message,
  ReceiptMeans,
  Recipient,
  ResetReason,
  ServiceInterrupted,
  SuspensionGround,
  Verdict,
} from "./state.ts";
import { Question, QuestionType } from "./question.ts";

/** Who caused an event. */
const Actor = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("authority"), id: DirectoryId, person: z.string().optional() }),
  z.strictObject({ kind: z.literal("platform"), id: DirectoryId }),
  z.strictObject({ kind: z.literal("system") }),
]);

/** Messages that an event puts into the outbox, in the same transaction. */
const messages = z.array(Message).optional();

/** The letter that had been delivered, and came back afterwards: what it brought counts no more. */
const letter = z.strictObject({ messageId: MessageId, code: z.string() }).optional();

/** A clock that began to run, or runs on to another due instant. */
const Started = z.strictObject({
  startedAt: Instant,
  dueOperational: Instant,
  dueLegal: Instant,
  warnAt: Instant.optional(),
});
export type Started = z.infer<typeof Started>;

/** How an answer ended a clock. */
const Ended = z.strictObject({ verdict: Verdict, lateCause: LateCause.optional() });
export type Ended = z.infer<typeof Ended>;

/** An act of the authority: who, and the digest of the reason in their words. */
const byOfficer = { by: z.string(), document: Digest };

const StepDue = z.strictObject({ step: z.string(), dueAt: Instant });

function event<T extends string, D extends z.ZodRawShape>(type: T, data: D) {
  return z.strictObject({ type: z.literal(type), at: Instant, actor: Actor, data: z.strictObject(data) });
}

/**
 * What happened to a case. Ids, codes, instants and digests only: content lives in documents that can be erased
 * without breaking the record.
 */
export const CaseEvent = z.discriminatedUnion("type", [
  event("case.opened", {
    ...Case.pick({
      caseId: true,
      noticeId: true,
      reference: true,
      authority: true,
      platform: true,
      basis: true,
      noticeVersion: true,
      digest: true,
      ordered: true,
      disclosure: true,
      relistedFrom: true,
    }).shape,
    items: z.array(ItemId).min(1),
    clocks: z.strictObject({
      acknowledge: Clock.pick({ basis: true, rule: true, within: true, settleMilliseconds: true }),
      act: Clock.pick({ basis: true, rule: true, within: true, settleMilliseconds: true }),
    }),
    prior: Duration.optional(),
    /** A first order to this host, in an emergency that waives the information before it. */
    waived: z.literal(true).optional(),
    notBefore: Instant.optional(),
    messages,
  }),
  /** The host knows procedures and deadlines (TCO art. 3(2), LCEN art. 6-2): its first order may be served from then on. */
  event("prior_information.given", { messageId: MessageId, notBefore: Instant, messages }),
  event("notice.delivered", {
    /** `receipt`: it arrived on a channel that counts; `answer`: the platform answered it before we knew. */
    by: z.enum(["receipt", "answer", "hand"]),
    means: ReceiptMeans,
    messageId: MessageId.optional(),
    attempt: z.int().positive().optional(),
    clocks: z.strictObject({ acknowledge: Started, act: Started }),
    calendar: Calendar.optional(),
    /** Where an officer put it on record: who, and their words. */
    officer: z.string().optional(),
    document: Digest.optional(),
  }),
  /** The mail whose delivery had started the clocks came back: they have not started. */
  event("receipt.taken_back", { messageId: MessageId, code: z.string(), messages }),
  /** Mail: the provider has it; whether it arrives is told later. */
  event("message.handed_over", { messageId: MessageId, attempt: z.int().positive() }),
  event("message.delivered", {
    messageId: MessageId,
    attempt: z.int().positive(),
    httpStatus: z.int().optional(),
    /** A webhook that counts, behind the letter that was the receipt: when it would have been received by that. */
    receivedAt: Instant.optional(),
    /** What tells the authority that a correction has reached the platform by no channel that counts. */
    messages,
  }),
  event("message.attempt_failed", {
    messageId: MessageId,
    attempt: z.int().positive(),
    code: z.string(),
    httpStatus: z.int().optional(),
    nextAttemptAt: Instant,
    /** The same words by mail, once the webhook has failed for the published time. */
    messages,
  }),
  event("message.abandoned", {
    messageId: MessageId,
    attempts: z.int().positive(),
    code: z.string(),
    httpStatus: z.int().optional(),
    /** The ladder step that is a task for the officer now, because its recipient cannot be reached. */
    task: z.string().optional(),
    messages,
  }),
  event("case.undeliverable", { messages }),
  event("delivery.resumed", { document: Digest, messages }),
  event("answer.received", {
    answer: AnswerType,
    webhookId: z.string(),
    /** Digest of the answer as it was received. */
    document: Digest,
    reason: z.string().optional(),
    items: z.array(z.strictObject({ itemId: ItemId, outcome: Measure, measuredAt: Instant.optional() })).optional(),
    /** The items that an answer without measures is about; absent: all. */
    concerned: z.array(ItemId).optional(),
    /** `link`: by the page behind the link of a mail, which proves less than a signature. */
    identified: z.enum(["webhook", "link"]),
    question: Question.pick({ type: true, reason: true, concerned: true, dueAt: true }).optional(),
    late: z.boolean(),
    ended: z.strictObject({ acknowledge: Ended.optional(), act: Ended.optional() }).optional(),
    /** Reminders that had not gone out yet and have lost their point. */
    dropped: z.array(MessageId).optional(),
    messages,
  }),
  /** We could not be reached across the due instant; said again when the outage turns out to be longer. */
  event("clock.service_interrupted", { clock: ClockName, ...ServiceInterrupted.shape }),
  event("clock.missed", {
    clock: ClockName,
    dueLegal: Instant,
    scheduled: z.array(StepDue).optional(),
  }),
  /** One warning before the breach; `sent` is false where it would have come after the due instant. */
  event("clock.warned", { clock: ClockName, sent: z.boolean(), messages }),
  event("clock.suspended", { clock: ClockName, ground: SuspensionGround, letter, messages }),
  /** The means, and the officer's reason, where a correction was served by hand. */
  event("clock.reset", {
    clock: ClockName,
    reason: ResetReason,
    ...Started.shape,
    means: ReceiptMeans.optional(),
    document: Digest.optional(),
  }),
  event("clock.extended", {
    clock: ClockName,
    from: Instant,
    ...Started.omit({ startedAt: true }).shape,
    ...byOfficer,
    messages,
  }),
  /** The authority owed a reply: no step is taken before `until`; the due instant stays. */
  event("clock.held", { clock: ClockName, until: Instant }),
  /** Nothing is to be done any more that it could run for. */
  event("clock.stopped", { clock: ClockName, reason: z.enum(["released", "obligation_removed"]) }),
  event("question.replied", { question: QuestionType, ...byOfficer, messages }),
  /** The reply could not be delivered: the question is open again. */
  event("question.reopened", { question: QuestionType, letter, messages }),
  event("question.settled", { question: QuestionType }),
  event("question.overdue", { question: QuestionType, messages }),
  event("question.decided", {
    question: QuestionType,
    decision: z.enum(["accepted", "disputed", "ended"]),
    /** Until when an accepted impossibility is expected to last. */
    until: Instant.optional(),
    /** Items of which no measure is expected any more. */
    released: z.array(ItemId).optional(),
    ...byOfficer,
    messages,
  }),
  /** An accepted impossibility was expected to last until now. */
  event("impossibility.ended", { messages }),
  event("notice.corrected", {
    noticeVersion: z.int().positive(),
    digest: Digest,
    items: z.array(ItemId).min(1),
    /** Of those that stay, the items of which a report is asked anew: what is asked of them has changed. */
    reopened: z.array(ItemId).optional(),
    ordered: Case.shape.ordered,
    disclosure: Case.shape.disclosure,
    addsObligation: z.boolean(),
    /** Messages that had not gone out yet and speak of the version before. */
    dropped: z.array(MessageId),
    ...byOfficer,
    messages,
  }),
  event("step.taken", { step: z.string(), clock: ClockName.optional(), recipient: Recipient, messages }),
  event("step.proposed", { step: z.string(), clock: ClockName.optional(), messages }),
  event("step.task", { step: z.string(), clock: ClockName.optional(), messages }),
  event("step.signed", {
    step: z.string(),
    by: z.string(),
    document: Digest,
    /** Digest of the draft that was signed. */
    draft: Digest.optional(),
    /** Absent where no address is known: a task for the officer follows. Absent as well once it has been done by hand. */
    recipient: Recipient.optional(),
    /** It was a task, and the officer says that it has been done. */
    byHand: z.literal(true).optional(),
    messages,
  }),
  event("step.postponed", { step: z.string(), until: Instant, ...byOfficer }),
  event("step.dropped", { step: z.string(), ...byOfficer }),
  event("step.lapsed", {
    steps: z.array(z.string()).min(1),
    /** Messages that had not gone out yet and ask for a decision on one of them. */
    dropped: z.array(MessageId).optional(),
    /** Where the case closes by itself: word to the authority, for each that it had not decided on. */
    messages,
  }),
  event("case.withdrawn", { ...byOfficer, dropped: z.array(MessageId), messages }),
  /** By an officer, or by itself thirty days after the last answer. */
  event("case.closed", { by: z.string().optional(), document: Digest.optional() }),
  event("disclosure.ended", { messages }),
  event("hold.set", { on: z.boolean(), ...byOfficer }),
  event("links.revoked", { epoch: z.int().positive(), ...byOfficer }),
  /** An item that this case had taken away came back: it is dealt with in another case. */
  event("case.relisted", { caseId: CaseId }),
]);
export type CaseEvent = z.infer<typeof CaseEvent>;

/** The event of one type. */
export type EventOf<T extends CaseEvent["type"]> = Extract<CaseEvent, { type: T }>;
