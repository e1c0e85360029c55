import { Clarification, QuestionVerdict } from "../../core/contract/api.ts";
import type { Digest } from "../../core/contract/ids.ts";
import type { ReplyText } from "../../core/contract/reply-text.ts";
import type { CaseServices } from "../shared/cases/case-services.ts";
import type { StoredCase } from "../shared/dynamo/case-item.ts";
import { keep, type ActKind } from "./act-kind.ts";

const decisions = { accept: "accepted", dispute: "disputed", end: "ended" } as const;

/** Acts that tell the platform something in the authority's own words. */
export const replies = {
  clarify: {
    schema: Clarification,
    commandOf: async ({ services, found, officer, body: { text, language } }) => ({
      type: "clarify",
      content: await words(services, found, { text, language }),
      ...officer,
    }),
  } satisfies ActKind<typeof Clarification>,
  decideQuestion: {
    schema: QuestionVerdict,
    commandOf: async ({ services, found, officer, body }) => {
      const { question, decision, until, text, language } = body;
      const said = { text, language, decision: decisions[decision], ...(until !== undefined && { until }) };
      return {
        type: "decide_question",
        question,
        decision,
        ...(until !== undefined && { until }),
        content: await words(services, found, said),
        ...officer,
      };
    },
  } satisfies ActKind<typeof QuestionVerdict>,
};

async function words(
  services: CaseServices,
  { case: { caseId } }: StoredCase,
  said: Omit<ReplyText, "nonce" | "at">,
): Promise<Digest> {
  return keep(services, caseId, { at: services.clock.now(), ...said });
}
