import type { CaseId } from "../../core/contract/ids.ts";
import type { QuestionType } from "../../core/case/question.ts";
import type { Case } from "../../core/case/state.ts";
import { epochOf, instantOf, type Instant } from "../../core/contract/instant.ts";
import { findLegalBasis, presets } from "../../core/law/legal-bases.ts";
import type { DrawnNotice } from "./notices.ts";
import type { ActRequest } from "./journal.ts";
import type { ActorGround } from "./platform.ts";
import { legalOf } from "./ports.ts";
import type { Endpoint } from "./post.ts";
import type { Illness } from "./weather.ts";

const second = 1_000;

/** An authority's desk: submits until it is told what came of it. */
export function submit(
  { kernel, journal, random, deployment, weather }: ActorGround,
  { authority, body }: DrawnNotice,
): void {
  const submission = {
    authority,
    key: deployment.chance.id("key"),
    body,
    answers: [] as { status: number; body: string }[],
  };
  journal.submissions.push(submission);

  function attempt(number: number): void {
    const again = () => {
      kernel.after(random.whole(1, 2 ** Math.min(number, 12)) * second, () => {
        attempt(number + 1);
      });
    };
    if (random.happens(weather().lostOnTheWay)) {
      again();
      return;
    }
    const isAnswerLost = random.happens(weather().lostOnTheWay);
    journal.tell(authority, () => `submits under ${submission.key}`);
    deployment.request(
      "submit-notice",
      {
        httpMethod: "POST",
        resource: "/v1/notices",
        pathParameters: {},
        multiValueHeaders: { "content-type": ["application/json"], "idempotency-key": [submission.key] },
        body,
        caller: { kind: "authority", id: authority },
      },
      (told) => {
        if (isAnswerLost) {
          again();
          return;
        }
        submission.answers.push(told);
        journal.tell(authority, () => `is told ${told.status} ${told.body.slice(0, 80)}`);
        if (told.status >= 500) again();
      },
    );
  }

  const copies = random.happens(weather().repeated) ? random.whole(2, 4) : 1;
  for (let copy = 0; copy < copies; copy += 1)
    kernel.after(random.whole(0, random.pick([5, 2_000])), () => {
      attempt(1);
    });
}

/** What an officer does about a case. */
export type Act = {
  operation: "withdraw" | "close" | "resume" | "decide" | "clarify" | "verdict" | "extend";
  step?: string;
  question?: Exclude<QuestionType, "clarification_requested">;
  decision?: "sign" | "drop" | "accept" | "dispute" | "end";
  /** Legal milliseconds from now, or from the due instant that is extended, to the instant that it names. */
  lasts?: number;
};

/** An officer looks at a case, and may act. */
export async function look(ground: ActorGround, caseId: CaseId): Promise<void> {
  const record = await ground.deployment.store.read(caseId);
  if (record === undefined) return;
  const chosen = choose(record.case, (probability) => ground.random.happens(probability));
  if (chosen !== undefined) act(ground, record.case, chosen, ground.random.happens(0.3));
}

/** An officer acts on a case, again where the service does not answer; `isCareful`, or to sign: on no other version than this one. */
export function act({ kernel, journal, deployment }: ActorGround, kase: Case, chosen: Act, isCareful: boolean): void {
  const { caseId } = kase;
  const { operation, step, question, decision } = chosen;
  const until = untilOf(kase, chosen, legalOf(kernel.now(), deployment.legal));

  function attempt(number: number): void {
    const again = () => {
      if (number < 8)
        kernel.after(10 * second, () => {
          attempt(number + 1);
        });
    };
    const words = [operation, step, question, decision, until].filter((word) => word !== undefined).join(" ");
    journal.tell("officer", () => `${words} on ${caseId}`);
    if (deployment.inbound.isDown()) {
      again();
      return;
    }
    const request: ActRequest = { caseId, operation, step, question, decision, until, arrivedAt: kernel.now() };
    journal.acts.push(request);
    deployment.request(
      "act-on-case",
      {
        httpMethod: "POST",
        resource: resources[operation],
        pathParameters: { caseId, ...(step !== undefined && { step }) },
        multiValueHeaders: {
          "content-type": ["application/json"],
          ...((isCareful || decision === "sign") && { "if-match": [`"${kase.version}"`] }),
        },
        body: JSON.stringify({
          by: { id: "officer-1", name: "A. Martin" },
          reason: "A simulation.",
          ...(decision !== undefined && { decision }),
          ...(question !== undefined && { question }),
          ...(until !== undefined && { until }),
          ...((operation === "clarify" || operation === "verdict") && { text: "As simulated.", language: "en" }),
        }),
        caller: { kind: "authority", id: kase.authority },
      },
      (told) => {
        request.told = told.status;
        journal.tell("officer", () => `is told ${told.status} ${told.body.slice(0, 60)}`);
        if (told.status >= 500) again();
      },
    );
  }
  attempt(1);
}

function untilOf({ clocks }: Case, { operation, lasts }: Act, legalNow: number): Instant | undefined {
  if (lasts === undefined) return undefined;
  const { dueLegal } = clocks.act;
  return instantOf(lasts + (operation === "extend" && dueLegal !== undefined ? epochOf(dueLegal) : legalNow));
}

const resources: Record<Act["operation"], string> = {
  withdraw: "/v1/cases/{caseId}/withdrawal",
  close: "/v1/cases/{caseId}/closure",
  resume: "/v1/cases/{caseId}/redelivery",
  decide: "/v1/cases/{caseId}/steps/{step}/decision",
  clarify: "/v1/cases/{caseId}/clarification",
  verdict: "/v1/cases/{caseId}/verdict",
  extend: "/v1/cases/{caseId}/extension",
};

function choose(kase: Case, happens: (probability: number) => boolean): Act | undefined {
  if (kase.closedAt !== undefined) return undefined;
  const over = kase.answeredAt !== undefined || kase.withdrawnAt !== undefined;
  if (kase.delivery.state === "exhausted" && !over) return happens(0.7) ? { operation: "resume" } : undefined;
  const step = kase.ladder.find(({ state }) => state === "proposed" || state === "task")?.step ?? manualStep(kase);
  if (step !== undefined && kase.withdrawnAt === undefined && happens(0.5)) {
    return { operation: "decide", step, decision: happens(0.7) ? "sign" : "drop" };
  }
  if (over) return happens(0.3) ? { operation: "close" } : happens(0.1) ? { operation: "withdraw" } : undefined;
  return happens(0.2) ? { operation: "withdraw" } : undefined;
}

function manualStep(kase: Case): string | undefined {
  return findLegalBasis(presets, kase.basis.id, kase.basis.version)?.ladder.find(
    ({ id, on }) => on === "manual" && !kase.ladder.some((begun) => begun.step === id),
  )?.id;
}

/** The endpoint of an authority: takes what comes, unless it is ill. */
export function authorityEndpoint({ kernel, random, weather }: ActorGround, illnesses: readonly Illness[]): Endpoint {
  return {
    receive: () => {
      const ill = illnesses.find(({ from, to }) => from <= kernel.now() && kernel.now() < to);
      const takes = random.whole(1, 500);
      if (ill !== undefined) return { ...ill, takes, copies: 1, isRead: false };
      return { status: random.happens(weather().lostOnTheWay) ? "none" : 200, takes, copies: 1, isRead: true };
    },
    read: () => undefined,
  };
}
