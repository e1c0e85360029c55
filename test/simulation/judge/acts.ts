import type { CaseEvent } from "../../../core/case/events.ts";
import type { ActRequest, Journal } from "../journal.ts";
import type { CaseFile } from "./record.ts";

/** What is on record of an act, in the words of whoever asked for it; undefined for what no officer has done. */
function actOf({ type, data }: CaseEvent): Omit<ActRequest, "caseId" | "arrivedAt"> | undefined {
  switch (type) {
    case "case.withdrawn":
      return { operation: "withdraw" };
    case "case.closed":
      return data.by === undefined ? undefined : { operation: "close" };
    case "delivery.resumed":
      return { operation: "resume" };
    case "step.signed":
      return { operation: "decide", step: data.step, decision: "sign" };
    case "step.dropped":
      return { operation: "decide", step: data.step, decision: "drop" };
    case "question.replied":
      return { operation: "clarify" };
    case "question.decided": {
      const decision = { accepted: "accept", disputed: "dispute", ended: "end" }[data.decision];
      return { operation: "verdict", question: data.question, decision, until: data.until };
    }
    case "clock.extended":
      return { operation: "extend", until: data.dueLegal };
    default:
      return undefined;
  }
}

/** What an officer was told is done is on record, and nothing is that no officer has asked for before. */
export function faultsOfActs({ caseId, events, writtenAt }: CaseFile, journal: Journal): string[] {
  const requests = journal.acts.filter((act) => act.caseId === caseId);
  const done = events.flatMap(({ sequence, event }) => {
    const act = actOf(event);
    return act === undefined ? [] : [{ words: wordsOf(act), at: writtenAt.get(sequence) ?? 0 }];
  });
  const lost = requests.filter(
    (request) => request.told === 200 && !done.some(({ words }) => words === wordsOf(request)),
  );
  const invented = done.filter(
    ({ words, at }) => !requests.some((request) => wordsOf(request) === words && request.arrivedAt <= at),
  );
  return [
    ...lost.map((request) => `${wordsOf(request)} was accepted and is not on record`),
    ...invented.map(({ words }) => `${words} is on record, and nobody has asked for it`),
  ];
}

function wordsOf({ operation, step, question, decision, until }: Omit<ActRequest, "caseId" | "arrivedAt">): string {
  return [operation, step, question, decision, until].filter((word) => word !== undefined).join(" ");
}
