import * as z from "zod";
import { Question, QuestionType } from "../case/question.ts";
import { CaseStatus, ReceiptMeans, Recipient } from "../case/state.ts";
import { AnswerType } from "./answer-type.ts";
import { CaseId, Digest, DirectoryId, ItemId, MessageId, NoticeId } from "./ids.ts";
import { Instant } from "./instant.ts";
import { Measure } from "./measures.ts";
import { LanguageCode, Notice } from "./notice.ts";
import { ClocksView } from "./outgoing-webhook.ts";
import type { RuleWords } from "./rule-words.ts";
import { ServedNotice } from "./served-notice.ts";
import { CalendarView, ClocksWithReasons, Links } from "./view-parts.ts";

const version = z.int().positive().meta({ description: "Send it back in `If-Match` when acting." });

/** A case as lists show it. */
export const CaseSummary = z
  .strictObject({
    caseId: CaseId,
    noticeId: NoticeId,
    reference: z.string(),
    authority: DirectoryId,
    platform: DirectoryId,
    legalBasis: z.string(),
    status: CaseStatus,
    overdue: z.array(z.enum(["acknowledge", "act"])).meta({ description: "Clocks past due and unanswered." }),
    openedAt: Instant,
    acknowledgeDueAt: Instant.optional(),
    actDueAt: Instant.optional(),
    review: z.literal("draft").meta({ description: "The legal preset awaits confirmation by counsel." }),
    links: Links,
  })
  .meta({ id: "CaseSummary", description: "A case in a list." });
export type CaseSummary = z.infer<typeof CaseSummary>;

const Step = z
  .strictObject({
    step: z.string(),
    subject: z.strictObject({ fr: z.string(), en: z.string() }),
    mode: z.enum(["automatic", "decision"]),
    state: z
      .enum(["available", "scheduled", "taken", "proposed", "postponed", "signed", "dropped", "lapsed", "task"])
      .meta({
        description:
          "`available`: may be decided at any time; `task`: to be done by hand, no address is known; sign it once it is done.",
      }),
    at: Instant.optional(),
    dueAt: Instant.optional(),
    clock: z.enum(["acknowledge", "act"]).optional(),
    recipient: Recipient.optional(),
    by: z.string().optional(),
  })
  .meta({ id: "LadderStep", description: "A step of the escalation ladder." });

const PendingMessage = z
  .strictObject({
    messageId: MessageId,
    type: z.string(),
    to: Recipient,
    channel: z.string(),
    attempt: z.int().positive().meta({ description: "The attempt to come." }),
    nextAttemptAt: Instant,
    windowEndsAt: Instant,
  })
  .meta({ id: "PendingMessage", description: "A message that has not reached its recipient." });

/** What the platform asked or declared. */
const QuestionView = z
  .strictObject({
    ...Question.omit({ replied: true, remindedAt: true }).shape,
    state: z.enum(["open", "replied", "accepted"]).meta({
      description: "`replied`: the clarification is on its way; `accepted`: the impossibility lasts.",
    }),
    overdue: z.boolean().meta({ description: "The authority has not replied within its own time." }),
  })
  .meta({ id: "Question", description: "What the platform asked or declared." });

/** A whole case. */
export const CaseView = z
  .strictObject({
    ...CaseSummary.omit({ acknowledgeDueAt: true, actDueAt: true }).shape,
    version,
    noticeVersion: z.int().positive(),
    digest: Digest,
    clocks: ClocksWithReasons,
    calendar: CalendarView.optional().meta({ description: "Whose days count, as of the receipt." }),
    items: z.array(
      z.strictObject({
        itemId: ItemId,
        outcome: Measure.optional(),
        measuredAt: Instant.optional(),
        reportedAt: Instant.optional(),
        released: QuestionType.optional().meta({
          description: "The platform's position that the authority has accepted: no measure is expected any more.",
        }),
        restoredAt: Instant.optional().meta({ description: "When the platform said that it is back." }),
        asOrdered: z.boolean().optional().meta({
          description: "Whether the measure is one of those ordered; absent where none are, or no answer is.",
        }),
      }),
    ),
    questions: z
      .array(QuestionView)
      .meta({ description: "What the platform asked or declared and has not been dealt with." }),
    possibleAnswers: z.array(AnswerType).meta({ description: "The platform's answers that have a place now." }),
    delivery: z.strictObject({
      state: z.enum(["pending", "delivered", "exhausted"]),
      notBefore: Instant.optional().meta({ description: "A first order to a host waits for its prior information." }),
      deliveredAt: Instant.optional(),
      means: ReceiptMeans.optional(),
    }),
    ladder: z.array(Step),
    outbox: z.array(PendingMessage),
    disclosure: z.discriminatedUnion("mode", [
      z.strictObject({ mode: z.literal("allowed") }),
      z.strictObject({ mode: z.literal("withheld"), until: Instant }),
    ]),
    legalHold: z.boolean().meta({ description: "No part of the record is erased while it is on hold." }),
    relistedFrom: CaseId.optional().meta({
      description: "An earlier case in which the same item had been taken away.",
    }),
    relistedIn: z.array(CaseId).meta({ description: "Later cases for items of this one that came back; the newest." }),
    answeredAt: Instant.optional(),
    withdrawnAt: Instant.optional(),
    restoredAt: Instant.optional(),
    closesAt: Instant.optional().meta({ description: "When it closes by itself, unless it is disputed." }),
    closedAt: Instant.optional(),
    review: z.literal("draft").meta({ description: "The legal preset awaits confirmation by counsel." }),
  })
  .meta({ id: "Case", description: "The procedure for one notice at one platform." });
export type CaseView = z.infer<typeof CaseView>;

/** A notice as it was submitted, with its cases. */
export const NoticeView = z
  .strictObject({
    noticeId: NoticeId,
    version: z.int().positive(),
    acceptedAt: Instant,
    notice: Notice,
    cases: z.array(CaseSummary),
    links: Links,
  })
  .meta({ id: "NoticeView" });
export type NoticeView = z.infer<typeof NoticeView>;

const next = z.string().optional().meta({ description: "Cursor of the next page; absent on the last." });

/** One page of cases. */
export const CasePage = z.strictObject({ cases: z.array(CaseSummary), next }).meta({ id: "CasePage" });

/** One event of a case's record. */
export const EventView = z
  .strictObject({
    eventId: z.string().meta({ description: "`<caseId>/<sequence>`." }),
    sequence: z.int().positive(),
    type: z.string(),
    at: Instant,
    actor: z.strictObject({ kind: z.string(), id: z.string().optional(), person: z.string().optional() }),
    data: z.record(z.string(), z.unknown()),
    previousHash: Digest,
    hash: Digest.meta({ description: "SHA-256 over the canonical event with its predecessor's hash." }),
  })
  .meta({ id: "CaseEvent", description: "Ids, codes, instants and digests only." });

/** One page of events, oldest first. */
export const EventPage = z.strictObject({ events: z.array(EventView), next }).meta({ id: "EventPage" });

/** A platform's open cases with all that is needed to answer them. */
export const PlatformPage = z
  .strictObject({
    cases: z.array(
      z.strictObject({
        caseId: CaseId,
        status: CaseStatus,
        version: z.int().positive(),
        digest: Digest,
        clocks: ClocksView,
        document: ServedNotice.optional(),
      }),
    ),
    next,
  })
  .meta({ id: "PlatformPage" });

/** The officer who acts. */
const By = z
  .strictObject({
    id: z
      .string()
      .regex(/^[A-Za-z0-9._@-]{1,100}$/)
      .meta({ description: "The officer's identifier at the authority." }),
    name: z.string().min(1).max(200),
  })
  .meta({ id: "By" });
export type By = z.infer<typeof By>;

const reason = z.string().min(1).max(4_000).regex(/\S/).meta({ description: "Why, in words; kept, never logged." });

/** An act of the authority that needs a person and a reason. */
export const Act = z.strictObject({ by: By, reason }).meta({ id: "Act" });
export type Act = z.infer<typeof Act>;

/** A decision on a ladder step. */
export const StepDecision = z
  .discriminatedUnion("decision", [
    z.strictObject({ by: By, reason, decision: z.literal("sign") }),
    z.strictObject({
      by: By,
      reason,
      decision: z.literal("postpone"),
      until: Instant.meta({ description: "When it is to be decided again; a year from now at most." }),
    }),
    z.strictObject({ by: By, reason, decision: z.literal("drop") }),
  ])
  .meta({ id: "StepDecision" });
export type StepDecision = z.infer<typeof StepDecision>;

/** What the platform reads, in the authority's words. */
const words = {
  text: z.string().min(1).max(4_000).regex(/\S/).meta({ description: "What the platform reads." }),
  language: LanguageCode.meta({ description: "Language of `text`." }),
};

/** Reply to a request for clarification. */
export const Clarification = z.strictObject({ by: By, reason, ...words }).meta({ id: "Clarification" });

/** More time to act. */
export const Extension = z
  .strictObject({
    by: By,
    reason,
    until: Instant.meta({ description: "The new due instant of the clock to act: later than the present one." }),
  })
  .meta({ id: "Extension" });

const untilOfAcceptance = {
  code: "out_of_place",
  detail: {
    fr: "Une fin ne s'indique que pour accepter une impossibilité (`accept`) ; ôtez `until`.",
    en: "An end is given only where an impossibility is accepted (`accept`); leave `until` away.",
  },
} satisfies RuleWords;

/** A decision on what the platform declared. */
export const QuestionVerdict = z
  .strictObject({
    by: By,
    reason,
    question: QuestionType.exclude(["clarification_requested"]).meta({ description: "What is decided on." }),
    decision: z.enum(["accept", "dispute", "end"]).meta({
      description: "`end`: an impossibility that was accepted has ended.",
    }),
    until: Instant.optional().meta({ description: "With `accept`, of an impossibility: when it is expected to end." }),
    ...words,
  })
  .check(({ value: { question, decision, until }, issues }) => {
    if (until === undefined || (question === "impossible" && decision === "accept")) return;
    issues.push({ code: "custom", input: until, path: ["until"], params: untilOfAcceptance });
  })
  .meta({ id: "QuestionVerdict" });

/** A receipt that was served by other means. */
export const ManualReceipt = z
  .strictObject({
    by: By,
    reason,
    receivedAt: Instant.meta({ description: "When the platform received it, by the proof of service." }),
    means: z.enum(["registered_letter", "bailiff", "by_hand"]),
  })
  .meta({ id: "ManualReceipt" });

/** Whether a record may be erased when its time has come. */
export const LegalHold = z.strictObject({ by: By, reason, on: z.boolean() }).meta({ id: "LegalHold" });

/** Answer to a platform's webhook; the same for a repeated `webhook-id`. */
export const AnswerAccepted = z
  .strictObject({
    accepted: z.literal(true),
    status: CaseStatus,
    late: z.boolean(),
    clocks: ClocksView,
  })
  .meta({ id: "AnswerAccepted" });
export type AnswerAccepted = z.infer<typeof AnswerAccepted>;

/** In which form, and in which language, an act is read. */
export const ActQuery = z.strictObject({
  format: z.enum(["html", "pdf", "json"]).default("html").meta({
    description: "`json`: the served notice itself in canonical form; the SHA-256 of this file is its digest.",
  }),
  language: z.enum(["fr", "en"]).optional().meta({
    description: "Of everything that the authority did not write; by default French where it wrote French.",
  }),
});

export type ActQuery = z.infer<typeof ActQuery>;

/** In which form a draft is read. */
export const DraftQuery = z.strictObject({ format: z.enum(["json", "html"]).default("json") });

/** What every signed link carries. */
const signed = {
  digest: Digest,
  epoch: z.coerce
    .number()
    .int()
    .nonnegative()
    .meta({ description: "Of the case's links; the authority revokes them." }),
  expires: z.coerce.number().int().positive().meta({ description: "Seconds since 1970-01-01T00:00Z." }),
  signature: z.string().max(100),
};

/** What a link to an act carries. Anything more is left unread: programs that mail passes through add marks of their own. */
export const ActLinkQuery = z.object({ ...ActQuery.shape, ...signed });

/** What the link to the answering page carries; anything more is left unread. */
export const AnswerLinkQuery = z.object({
  ...ActQuery.pick({ language: true }).shape,
  ...signed,
  recorded: z.string().max(100).optional().meta({ description: "The answer that was just put on record here." }),
});
export type AnswerLinkQuery = z.infer<typeof AnswerLinkQuery>;

/** Liveness. */
export const Health = z.strictObject({ status: z.literal("ok") }).meta({ id: "Health" });
