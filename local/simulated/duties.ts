import { setTimeout as pause } from "node:timers/promises";
import type * as z from "zod";
import { CaseView, type Clarification, type StepDecision } from "../../core/contract/api.ts";
import type { CaseId } from "../../core/contract/ids.ts";
import type { OutgoingWebhook } from "../../core/contract/outgoing-webhook.ts";
import { NoticeAccepted } from "../../core/contract/submission.ts";
import { lasting } from "../../core/law/lasting.ts";
import type { ApiClient } from "../campaign/api-client.ts";
import type { Duty } from "./officer.ts";

/** The case that a duty is about: one notice at one platform. */
export type Matter = { reference: string; platform: string };

/** What the officer works with. */
export type Desk = { client: ApiClient; signal: AbortSignal };

const by = { id: "agent-417", name: "Agent simulé" };

/** Signs the one step that is named. */
export function signing(matter: Matter & { step: string }, desk: Desk): Duty {
  const decision = {
    by,
    reason: "Le délai est dépassé malgré deux rappels, et l'annonce est toujours en ligne.",
    decision: "sign",
  } as const satisfies z.infer<typeof StepDecision>;
  return {
    isAskedBy: (message) =>
      message.type === "case.decision_needed" && isAbout(message.data, matter) && message.data.step?.id === matter.step,
    after: lasting("PT2H"),
    does: async (caseId) =>
      actOn(caseId, desk, {
        isNeeded: ({ ladder }) => ladder.some(({ step, state }) => step === matter.step && state === "proposed"),
        path: `steps/${matter.step}/decision`,
        body: decision,
      }),
  };
}

/** Answers the question of a platform. */
export function clarifying(matter: Matter & { text: string; language: string }, desk: Desk): Duty {
  const { text, language } = matter;
  const body = {
    by,
    reason: "La plateforme a besoin de cette précision pour agir.",
    text,
    language,
  } satisfies z.infer<typeof Clarification>;
  return {
    isAskedBy: (message) =>
      message.type === "case.answer_received" &&
      isAbout(message.data, matter) &&
      message.data.status === "awaiting_authority",
    after: lasting("PT2H"),
    does: async (caseId) =>
      actOn(caseId, desk, {
        isNeeded: ({ questions }) =>
          questions.some(({ type, state }) => type === "clarification_requested" && state === "open"),
        path: "clarification",
        body,
      }),
  };
}

/** What came of a second notice. */
type Resubmission = Matter & {
  notice: { reference: string };
  /** Told of its cases. */
  opened: (caseIds: readonly CaseId[]) => void;
};

/** Finds, the day after a case is settled, that its item is back, and submits another notice for it. */
export function submittingAgain({ notice, opened, ...matter }: Resubmission, { client, signal }: Desk): Duty {
  const headers = { "idempotency-key": `campaign-${notice.reference}` };
  return {
    isAskedBy: (message) => message.type === "case.settled" && isAbout(message.data, matter),
    after: lasting("PT22H"),
    does: async () =>
      untilDone(signal, async () => {
        const submitted = await client.post("/v1/notices", notice, headers, NoticeAccepted);
        if (submitted.kind === "ok") opened(submitted.body.cases.map(({ caseId }) => caseId));
        return submitted.kind === "ok";
      }),
  };
}

type Report = Extract<OutgoingWebhook, { type: `case.${string}` }>["data"];

function isAbout({ reference, platform }: Report, matter: Matter): boolean {
  return reference === matter.reference && platform === matter.platform;
}

/** An act, and whether there is still something to be done. */
type PlannedAct = { isNeeded: (read: CaseView) => boolean; path: string; body: object };

/** Acts on the version that was read; reads again if the case has changed in between. */
async function actOn(caseId: CaseId, { client, signal }: Desk, { isNeeded, path, body }: PlannedAct): Promise<void> {
  await untilDone(signal, async () => {
    const read = await client.get(`/v1/cases/${caseId}`, CaseView);
    if (read.kind === "failed") return false;
    if (!isNeeded(read.body)) return true;
    const headers = { "if-match": `"${read.body.version}"` };
    const acted = await client.post(`/v1/cases/${caseId}/${path}`, body, headers, CaseView);
    return acted.kind === "ok";
  });
}

const mostTries = 10;
const pauseMilliseconds = 100;

async function untilDone(signal: AbortSignal, act: () => Promise<boolean>): Promise<void> {
  for (let attempt = 0; attempt < mostTries && !signal.aborted; attempt += 1) {
    if (await act()) return;
    await pause(pauseMilliseconds, undefined, { signal }).catch(() => undefined);
  }
}
