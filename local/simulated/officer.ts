import { setTimeout as pause } from "node:timers/promises";
import { CaseView } from "../../core/contract/api.ts";
import type { StepDecision } from "../../core/contract/api.ts";
import { elapsedMilliseconds } from "../../core/contract/duration.ts";
import { lasting } from "../../core/law/lasting.ts";
import type * as z from "zod";
import type { ApiClient } from "../campaign/api-client.ts";
import type { Happening, SimulationClock } from "./parties.ts";

/** Which step the officer signs. Every other one waits for somebody. */
export type OfficersTask = {
  /** The officer's authority, by whose webhook the need of a decision is learnt. */
  authority: string;
  platform: string;
  /** Of the notice. */
  reference: string;
  step: string;
};

/** Legal time the officer takes to read the file. */
const consideration = lasting("PT2H");

const mostTries = 10;
const pauseMilliseconds = 100;

const decision = {
  by: { id: "agent-417", name: "Agent simulé" },
  reason: "Le délai est dépassé malgré deux rappels, et l'annonce est toujours en ligne.",
  decision: "sign",
} as const satisfies z.infer<typeof StepDecision>;

/** Plays the officer: to be told of everything that befalls the parties. Signs the step of the task once, if asked to. */
export function playOfficer(task: OfficersTask, client: ApiClient, clock: SimulationClock, signal: AbortSignal) {
  let isAtWork = false;
  return (happening: Happening): void => {
    const caseId = caseToDecide(happening, task);
    if (caseId === undefined || isAtWork) return;
    isAtWork = true;
    clock.after(elapsedMilliseconds(consideration) ?? 0, () => {
      void sign(caseId, task.step, client, signal);
    });
  };
}

function caseToDecide(happening: Happening, task: OfficersTask): string | undefined {
  if (happening.kind !== "received" || happening.message.type !== "case.decision_needed") return undefined;
  const { party } = happening;
  const { reference, platform, step, caseId } = happening.message.data;
  const isMine =
    party.kind === "authority" &&
    party.id === task.authority &&
    reference === task.reference &&
    platform === task.platform &&
    step?.id === task.step;
  return isMine ? caseId : undefined;
}

/** Signs the version that was read; reads again if the case has changed in between. */
async function sign(caseId: string, step: string, client: ApiClient, signal: AbortSignal): Promise<void> {
  for (let attempt = 0; attempt < mostTries && !signal.aborted; attempt += 1) {
    const read = await client.get(`/v1/cases/${caseId}`, CaseView);
    if (read.kind === "ok") {
      if (!read.body.ladder.some((begun) => begun.step === step && begun.state === "proposed")) return;
      const headers = { "if-match": `"${read.body.version}"` };
      const path = `/v1/cases/${caseId}/steps/${step}/decision`;
      const signed = await client.post(path, decision, headers, CaseView);
      if (signed.kind === "ok") return;
    }
    await pause(pauseMilliseconds, undefined, { signal }).catch(() => undefined);
  }
}
