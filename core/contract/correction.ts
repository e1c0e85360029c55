import * as z from "zod";
import { CaseStatus } from "../case/state.ts";
import { Act } from "./api.ts";
import { CaseId, Digest, DirectoryId, NoticeId } from "./ids.ts";

/** A new version of a notice, whole, with who corrects it and why. */
export const NoticeCorrection = z
  .strictObject({
    ...Act.shape,
    notice: z.unknown().meta({ description: "The notice as it is to be (`Notice`), whole; judged like a new one." }),
  })
  .meta({ id: "NoticeCorrection" });
export type NoticeCorrection = z.infer<typeof NoticeCorrection>;

/** What became of each case. */
export const NoticeCorrected = z
  .strictObject({
    noticeId: NoticeId,
    reference: z.string(),
    version: z.int().positive(),
    cases: z.array(
      z.strictObject({
        caseId: CaseId,
        platform: DirectoryId,
        changed: z.boolean().meta({ description: "False: what it is served is as before, and nothing moves." }),
        restarts: z.boolean().meta({
          description: "Something is asked that was not: the clock to act starts anew when the correction arrives.",
        }),
        status: CaseStatus,
        digest: Digest,
        links: z.record(z.string(), z.string()),
      }),
    ),
  })
  .meta({ id: "NoticeCorrected", description: "What became of each case." });
export type NoticeCorrected = z.infer<typeof NoticeCorrected>;
