import * as z from "zod";
import { CaseStatus } from "../case/state.ts";
import { CaseId, Digest, DirectoryId, ItemId, NoticeId } from "./ids.ts";
import { Instant } from "./instant.ts";
import { LocalDate } from "./local-date.ts";
import { Notice } from "./notice.ts";
import { ClocksView } from "./outgoing-webhook.ts";
import { Problem } from "./problems.ts";
import { ServedNotice } from "./served-notice.ts";
import { CalendarView, ClocksWithReasons, Links } from "./view-parts.ts";

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

const Position = z.int().nonnegative().meta({ description: "Position in `items` of the notice, from 0." });

/** An order that an item of the notice stands under already. */
const AlreadyUnderOrder = z
  .strictObject({
    item: Position,
    platform: DirectoryId,
    sameAuthority: z.boolean(),
    caseId: CaseId.optional().meta({ description: "One's own case; nobody else's is named." }),
    reference: z.string().optional().meta({ description: "One's own reference." }),
    authority: z
      .strictObject({ fr: z.string(), en: z.string() })
      .optional()
      .meta({ description: "Who issued it, where it is another authority." }),
    since: Instant.meta({ description: "When that case was opened." }),
    links: Links.optional(),
  })
  .meta({
    id: "AlreadyUnderOrder",
    description:
      "The same address, or the same locator on the same platform, in a case that is open and in force. It refuses nothing. Another authority's case is not told of while its seller must not be, and takes no place from those that are. Of each item the ten newest of one's own and the ten newest of others' are told, among the 200 newest of each at its address or locator.",
  });
export type AlreadyUnderOrder = z.infer<typeof AlreadyUnderOrder>;

const alreadyUnderOrder = z.array(AlreadyUnderOrder).default([]);

/** The earlier case that a relisting goes back to. */
const RelistedFrom = z
  .strictObject({
    caseId: CaseId,
    reference: z.string(),
    items: z.array(Position).min(1).meta({ description: "The items that have come back." }),
    identicalContent: z
      .strictObject({
        until: LocalDate,
        holds: z.boolean().meta({
          description: "Whether the earlier order still covers it: false once its clause has ended.",
        }),
      })
      .optional()
      .meta({ description: "The earlier order's clause on identical content, where it has one." }),
    links: Links,
  })
  .meta({
    id: "RelistedFrom",
    description: "An own earlier case in which the platform had taken the same item away. The newest, if several.",
  });
export type RelistedFrom = z.infer<typeof RelistedFrom>;

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
        relistedFrom: RelistedFrom.optional(),
        links: Links,
      }),
    ),
    alreadyUnderOrder,
    review: z.literal("draft"),
    links: Links,
  })
  .meta({ id: "NoticeAccepted" });
export type NoticeAccepted = z.infer<typeof NoticeAccepted>;

const PreviewedCase = z.strictObject({
  platform: DirectoryId,
  document: ServedNotice,
  html: z.string().meta({ description: "The document as a person would read it, in the caller's language." }),
  calendar: CalendarView,
  clocks: ClocksWithReasons,
  relistedFrom: RelistedFrom.optional(),
});

/** Answer to a trial run: what would be served, and the deadlines for a receipt at once. */
export const NoticePreview = z
  .strictObject({
    dryRun: z.literal(true),
    assumedReceipt: Instant,
    cases: z.array(PreviewedCase),
    alreadyUnderOrder,
    review: z.literal("draft"),
  })
  .meta({ id: "NoticePreview" });
export type NoticePreview = z.infer<typeof NoticePreview>;

/** Notices of one batch, at most. */
export const batchLimit = 100;

/** Notices to be submitted at once. */
export const NoticeBatch = z.strictObject({ notices: z.array(Notice).min(1).max(batchLimit) }).meta({
  id: "NoticeBatch",
  description: "Each notice is judged and accepted alone.",
});

/** What came of one notice of a batch. */
const BatchResult = z
  .strictObject({
    index: Position.meta({ description: "Position in `notices` of the batch, from 0." }),
    status: z.int().meta({ description: "The status a single submission would have been answered with." }),
    notice: NoticeAccepted.optional().meta({ description: "With 202." }),
    preview: z
      .strictObject({ ...NoticePreview.shape, cases: z.array(PreviewedCase.omit({ html: true })) })
      .optional()
      .meta({ description: "With 200, in a trial run. The documents as pages are shown by a single one." }),
    problem: Problem.optional().meta({ description: "Otherwise; pointers are relative to the notice." }),
  })
  .meta({ id: "BatchResult" });

/** Answer to a batch. */
export const BatchAnswer = z
  .strictObject({ results: z.array(BatchResult).meta({ description: "One for each notice, in their order." }) })
  .meta({ id: "BatchAnswer" });
export type BatchAnswer = z.infer<typeof BatchAnswer>;
