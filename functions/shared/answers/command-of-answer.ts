import type { ReceiveAnswer } from "../../../core/case/commands.ts";
import type { Answer } from "../../../core/contract/answer.ts";
import { AnswerType } from "../../../core/contract/answer-type.ts";

/** How an answer came, and when, and the digest of what came. */
export type Receipt = Pick<ReceiveAnswer, "identified" | "webhookId" | "receivedAt" | "document">;

/** The command that puts an answer on record. */
export function commandOfAnswer(answer: Answer, receipt: Receipt): ReceiveAnswer {
  const { data } = answer;
  return {
    type: "receive_answer",
    answer: AnswerType.parse(answer.type.slice("notice.".length)),
    ...receipt,
    noticeVersion: data.version,
    digest: data.digest,
    ...("reason" in data && { reason: data.reason }),
    ...concernedBy(answer),
    ...(answer.type === "notice.action_taken" && {
      items: answer.data.items.map(({ itemId, outcome, measuredAt }) => ({ itemId, outcome, measuredAt })),
    }),
  };
}

/** The items that an answer without measures names. */
function concernedBy(answer: Answer): Pick<ReceiveAnswer, "concerned"> {
  if (answer.type === "notice.action_taken" || answer.type === "notice.acknowledged") return {};
  return answer.data.items === undefined ? {} : { concerned: answer.data.items };
}
