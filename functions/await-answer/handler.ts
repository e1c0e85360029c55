import { awaitOf } from "../../core/case/token-protocol.ts";
import type { NextClock } from "../../core/contract/workflow-clock.ts";
import type { CaseServices } from "../shared/cases/case-services.ts";

/** Any failure of ours: the state is tried again with a token of its own. The name stands in the definition. */
export class Retryable extends Error {
  override name = "Retryable" as const;
}

const mostTries = 8;

/** *Await answer*: parks the token with the case, or completes it at once when there is nothing to wait for. */
export function makeAwaitAnswer({ cases, workflow, clock: time }: Pick<CaseServices, "cases" | "workflow" | "clock">) {
  async function park(clock: NextClock, token: string): Promise<"done" | "again"> {
    const record = await cases.read(clock.caseId);
    if (record === undefined) throw new Error(`no case ${clock.caseId}`);
    const decided = awaitOf(record, clock, token, time.now());
    switch (decided.kind) {
      case "succeed":
        await workflow.succeed(token, decided.clock);
        return "done";
      case "fail":
        await workflow.fail(token, decided.error);
        return "done";
      case "ghost":
        return "done";
      case "store": {
        const stored = await cases.update(record, { wait: decided.wait });
        return stored === "stored" ? "done" : "again";
      }
    }
  }

  return async ({ clock, token }: { clock: NextClock; token: string }): Promise<null> => {
    try {
      for (let attempt = 0; attempt < mostTries; attempt += 1) {
        if ((await park(clock, token)) === "done") return null;
      }
    } catch (cause) {
      throw new Retryable("the token could not be stored", { cause });
    }
    throw new Retryable(`the case moved ${mostTries} times while its token was being stored`);
  };
}
