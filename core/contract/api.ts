import * as z from "zod";
import { CaseStatus, Recipient } from "../case/state.ts";
import { AnswerType } from "./answer-type.ts";
import { CaseId, Digest, DirectoryId, ItemId, MessageId, NoticeId } from "./ids.ts";
import { Instant } from "./instant.ts";
import { Measure } from "./measures.ts";
import { Notice } from "./notice.ts";
import { ClocksView, ClockView } from "./outgoing-webhook.ts";
import { ServedNotice } from "./served-notice.ts";
import { WhyStep } from "./why-step.ts";

const Links = z.record(z.string(), z.string()).meta({ description: "Where to go from here." });
const version = z.int().positive().meta({ description: "Send it back in `If-Match` when acting." });

/** A deadline, and why it is when it is. */
const ClockWithReasons = z
  .strictObject({
    ...ClockView.shape,
    why: z.array(WhyStep).meta({ description: "From the receipt to the due instant; empty before receipt." }),
  })
  .meta({ id: "ClockWithReasons", description: "One of the two deadlines, with the reasons for its date." });
export type ClockWithReasons = z.infer<typeof ClockWithReasons>;

const ClocksWithReasons = z.strictObject({ acknowledge: ClockWithReasons, act: ClockWithReasons });

/** Whose calendar counts. */
const CalendarView = z.strictObject({
  state: z.string(),
  assumed: z.boolean().meta({ description: "The establishment is not known: the authority's State is used." }),
});

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
    state: z.enum(["available", "scheduled", "taken", "proposed", "signed", "dropped", "lapsed", "task"]).meta({
      description: "`available`: may be decided at any time; `task`: to be done by hand, no address is known.",
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
        asOrdered: z.boolean().optional().meta({
          description: "Whether the measure is one of those ordered; absent where none are, or no answer is.",
        }),
      }),
    ),
    question: z
      .strictObject({
        type: AnswerType,
        reason: z.string().optional(),
        concerned: z.array(ItemId).optional(),
        at: Instant,
      })
      .optional()
      .meta({ description: "What the platform asked or declared." }),
    ladder: z.array(Step),
    outbox: z.array(PendingMessage),
    disclosure: z.discriminatedUnion("mode", [
      z.strictObject({ mode: z.literal("allowed") }),
      z.strictObject({ mode: z.literal("withheld"), until: Instant }),
    ]),
    legalHold: z.boolean(),
    answeredAt: Instant.optional(),
    withdrawnAt: Instant.optional(),
    closedAt: Instant.optional(),
    review: z.literal("draft").meta({ description: "The legal preset awaits confirmation by counsel." }),
  })
  .meta({ id: "Case", description: "The procedure for one notice at one platform." });
export type CaseView = z.infer<typeof CaseView>;

/** Answer to an accepted notice. */
export const NoticeAccepted = z
  .strictObject({
    noticeId: NoticeId,
    reference: z.string(),
    version: z.int().positive(),
    acceptedAt: Instant,
    cases: z.array(
      z.strictObject({
        caseId: CaseId,
        platform: DirectoryId,
        status: CaseStatus,
        digest: Digest,
        items: z.array(z.strictObject({ itemId: ItemId, url: z.string() })),
        clocks: ClocksView,
        links: Links,
      }),
    ),
    review: z.literal("draft"),
    links: Links,
  })
  .meta({ id: "NoticeAccepted" });
export type NoticeAccepted = z.infer<typeof NoticeAccepted>;

/** Answer to a trial run: what would be served, and the deadlines for a receipt at once. */
export const NoticePreview = z
  .strictObject({
    dryRun: z.literal(true),
    assumedReceipt: Instant,
    cases: z.array(
      z.strictObject({
        platform: DirectoryId,
        document: ServedNotice,
        html: z.string().meta({ description: "The document as a person would read it, in the caller's language." }),
        calendar: CalendarView,
        clocks: ClocksWithReasons,
      }),
    ),
    review: z.literal("draft"),
  })
  .meta({ id: "NoticePreview" });
export type NoticePreview = z.infer<typeof NoticePreview>;

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

const reason = z.string().min(1).max(4_000).regex(/\S/).meta({ description: "Why, in words; kept, never logged." });

/** An act of the authority that needs a person and a reason. */
export const Act = z.strictObject({ by: By, reason }).meta({ id: "Act" });
export type Act = z.infer<typeof Act>;

/** A decision on a ladder step. */
export const StepDecision = z
  .strictObject({ by: By, reason, decision: z.enum(["sign", "drop"]) })
  .meta({ id: "StepDecision" });

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

/** What may be asked of a list of cases. */
export const CaseQuery = z.strictObject({
  state: z
    .enum(["open", "closed"])
    .default("open")
    .meta({ description: "Open by due instant, closed by closing date." }),
  platform: DirectoryId.optional().meta({ description: "Only this platform's." }),
  reference: z
    .string()
    .min(1)
    .max(100)
    .optional()
    .meta({ description: "The cases of the notice of this exact reference; goes with `platform` alone." }),
  cursor: z.string().max(2_000).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(25),
});

/** A look-up by reference is exact and has no pages; a parameter without effect would be refused. */
export const ReferenceQuery = z.strictObject({
  reference: z.string().min(1).max(100),
  platform: DirectoryId.optional(),
});

/** What may be asked of a list that has only pages. */
export const PageQuery = CaseQuery.pick({ cursor: true, limit: true });

/** Parameters of `POST /v1/notices`. */
export const SubmitQuery = z.strictObject({
  dryRun: z
    .enum(["true", "false"])
    .optional()
    .meta({ description: "`true`: everything but the writing: documents and deadlines, or all errors." }),
  assumedReceipt: Instant.optional().meta({
    description: "With `dryRun=true`: the instant of receipt from which deadlines are counted; by default, now.",
  }),
});

/** In which form, and in which language, an act is read. */
export const ActQuery = z.strictObject({
  format: z.enum(["html", "pdf"]).default("html"),
  language: z.enum(["fr", "en"]).optional().meta({
    description: "Of everything that the authority did not write; by default French where it wrote French.",
  }),
});

export type ActQuery = z.infer<typeof ActQuery>;

/** What a link to an act carries. */
export const ActLinkQuery = z.strictObject({
  ...ActQuery.shape,
  digest: Digest,
  expires: z.coerce.number().int().positive().meta({ description: "Seconds since 1970-01-01T00:00Z." }),
  signature: z.string().max(100),
});

/** Liveness. */
export const Health = z.strictObject({ status: z.literal("ok") }).meta({ id: "Health" });
