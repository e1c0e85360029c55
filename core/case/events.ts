import * as z from "zod";
import { Digest, DirectoryId, ItemId, MessageId } from "../contract/ids.ts";
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
  OpenQuestion,
  Recipient,
  ServiceInterrupted,
  Verdict,
} from "./state.ts";

/** Who caused an event. */
const Actor = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("authority"), id: DirectoryId, person: z.string().optional() }),
  z.strictObject({ kind: z.literal("platform"), id: DirectoryId }),
  z.strictObject({ kind: z.literal("system") }),
]);

/** Messages that an event puts into the outbox, in the same transaction. */
const messages = z.array(Message).optional();

/** A clock that began to run. */
const Started = z.strictObject({ startedAt: Instant, dueOperational: Instant, dueLegal: Instant });
export type Started = z.infer<typeof Started>;

/** How an answer ended a clock. */
const Ended = z.strictObject({ verdict: Verdict, lateCause: LateCause.optional() });
export type Ended = z.infer<typeof Ended>;

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
    notBefore: Instant.optional(),
    messages,
  }),
  event("notice.delivered", {
    /** `receipt`: the endpoint took it; `answer`: the platform answered it before we knew. */
    by: z.enum(["receipt", "answer"]),
    messageId: MessageId.optional(),
    attempt: z.int().positive().optional(),
    clocks: z.strictObject({ acknowledge: Started, act: Started }),
    calendar: Calendar.optional(),
  }),
  event("message.delivered", { messageId: MessageId, attempt: z.int().positive(), httpStatus: z.int().optional() }),
  event("message.attempt_failed", {
    messageId: MessageId,
    attempt: z.int().positive(),
    code: z.string(),
    httpStatus: z.int().optional(),
    nextAttemptAt: Instant,
  }),
  event("message.abandoned", {
    messageId: MessageId,
    attempts: z.int().positive(),
    code: z.string(),
    httpStatus: z.int().optional(),
    /** The ladder step that is a task for the officer now, because its recipient cannot be reached. */
    task: z.string().optional(),
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
    question: OpenQuestion.omit({ at: true }).optional(),
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
  event("step.taken", { step: z.string(), clock: ClockName.optional(), recipient: Recipient, messages }),
  event("step.proposed", { step: z.string(), clock: ClockName.optional(), messages }),
  event("step.task", { step: z.string(), clock: ClockName.optional(), messages }),
  event("step.signed", {
    step: z.string(),
    by: z.string(),
    document: Digest,
    /** Absent where no address is known: the officer serves it by hand. */
    recipient: Recipient.optional(),
    messages,
  }),
  event("step.dropped", { step: z.string(), by: z.string(), document: Digest }),
  event("step.lapsed", { steps: z.array(z.string()).min(1) }),
  event("case.withdrawn", { by: z.string(), document: Digest, dropped: z.array(MessageId), messages }),
  event("case.closed", { by: z.string(), document: Digest }),
]);
export type CaseEvent = z.infer<typeof CaseEvent>;

/** The event of one type. */
export type EventOf<T extends CaseEvent["type"]> = Extract<CaseEvent, { type: T }>;
