import { randomUUID } from "node:crypto";
import { presets } from "../../core/law/legal-bases.ts";
import type { Case } from "../../core/case/state.ts";
import type { CaseId } from "../../core/contract/ids.ts";
import { millisecondsBetween } from "../../core/contract/instant.ts";
import { NoticeAccepted } from "../../core/contract/submission.ts";
import { startingDirectory } from "../../core/law/directory/starting-directory.ts";
import { makeAwaitAnswer } from "../../functions/await-answer/handler.ts";
import { makeDeliverMessages } from "../../functions/deliver-messages/handler.ts";
import { makeEscalateCase } from "../../functions/escalate-case/handler.ts";
import { systemChance } from "../../functions/shared/chance.ts";
import { caseStore } from "../../functions/shared/dynamo/case-store.ts";
import { directoryStore } from "../../functions/shared/dynamo/directory-store.ts";
import { inboundStore } from "../../functions/shared/dynamo/inbound-store.ts";
import { noticeStore } from "../../functions/shared/dynamo/notice-store.ts";
import { inboundOf } from "../../functions/shared/inbound/inbound.ts";
import { messageSender } from "../../functions/shared/messages/send-message.ts";
import type { Secrets } from "../../functions/shared/secrets.ts";
import type { Workflow } from "../../functions/shared/workflow.ts";
import { makeSubmitNotice } from "../../functions/submit-notice/handler.ts";
import { seedDirectory } from "../../local/directory/seed-directory.ts";
import { createEngine, type Engine } from "../../local/aws/step-functions/engine.ts";
import { steps } from "../../workflows/takedown-case.steps.ts";
import { substitutions, takedownCase } from "../support/embedded-workflow.ts";
import { partiesOf, platformSecret } from "../support/workflow-parties.ts";
import { workflowOf } from "../support/workflow-ports.ts";
import { openCountedTable } from "./counted-table.ts";
import { openRecipient } from "./recipient.ts";
import { standingClock } from "./standing-clock.ts";

/** What one case used of the services that are paid for by use. */
export type Counts = {
  apiRequests: number;
  /** Invocations of all functions, the authorizer's included: as if it never remembered a token. */
  invocations: number;
  /** States entered and retried, and one for each start (AWS: Step Functions, pricing). */
  stateTransitions: number;
  startExecutions: number;
  writeUnits: number;
  readUnits: number;
  /** Secrets asked for: as if no function remembered one. */
  secretReads: number;
};

/** How a deployment differs from the plainest one. */
export type DeploymentOptions = { platformIsDown?: boolean; authorityIsTold?: boolean };

const authority = "dgccrf";
const platform = "shein";
const second = 1_000;

type Parties = ReturnType<typeof partiesOf>;

/** Everything, deployed on this machine. */
export type Deployment = Awaited<ReturnType<typeof openDeployment>>;

/**
 * The real handlers, stores, sender and machine on the embedded engines; everything that costs is counted. Time stands
 * still but where a scenario lets it pass, so that a count is the same each time.
 */
export async function openDeployment(dynamoDbUrl: string, options: DeploymentOptions = {}) {
  const { platformIsDown = false, authorityIsTold = false } = options;
  const clock = standingClock();
  const recipient = await openRecipient();
  const { table, uncounted, consumed, close } = await openCountedTable(dynamoDbUrl);
  const reachAt = async (url: string) =>
    seedDirectory(directoryStore(uncounted), startingDirectory, {
      platforms: {
        [platform]: {
          endpoint: { url, secretRefs: ["test:to"] },
          keys: [{ kind: "hmac", secretRef: "test:from" }],
        },
      },
      authorities: authorityIsTold
        ? { [authority]: { endpoint: { url: recipient.url, secretRefs: ["test:to"] }, keys: [] } }
        : {},
    });
  await reachAt(platformIsDown ? recipient.refusingUrl : recipient.url);
  const used = { apiRequests: 0, invocations: 0, secretReads: 0 };

  const cases = caseStore(table);
  const workflow = workflowOf((): Engine => engine);
  let starts = 0;
  const start: Workflow["start"] = async (...named) => {
    starts += 1;
    return workflow.start(...named);
  };
  const read: Secrets["read"] = async () => {
    used.secretReads += 1;
    return platformSecret;
  };
  /** The services of one invocation, which remembers nothing of the one before. */
  const cold = () => {
    const services = {
      table,
      cases,
      directory: directoryStore(table, clock.wall),
      bases: presets,
      workflow: { ...workflow, start },
      hasMail: false,
      inbound: inboundOf({ store: inboundStore(table), reach: async () => Promise.resolve(true), clock }),
      clock,
      chance: systemChance,
      log: { info: () => undefined, warn: () => undefined, error: () => undefined },
      secrets: { read },
    };
    const publicUrl = "https://sommation.example";
    return {
      ...services,
      sender: messageSender({ ...services, actLinks: "test:act-links", publicUrl, allowLoopbackHttp: true }),
    };
  };

  const functions: Record<string, (event: unknown) => Promise<unknown>> = {
    "deliver-messages": async (event) => makeDeliverMessages(cold())(steps.deliverMessages.input.parse(event)),
    "await-answer": async (event) => makeAwaitAnswer(cold())(steps.awaitAnswer.input.parse(event)),
    "escalate-case": async (event) => makeEscalateCase(cold())(steps.escalateCase.input.parse(event)),
  };
  const engine: Engine = createEngine({
    definition: takedownCase,
    substitutions,
    invoke: async (name, event) => {
      used.invocations += 1;
      return { payload: await functions[name]?.(event) };
    },
    // A scenario ends its waits itself.
    toWallMilliseconds: () => Number.MAX_SAFE_INTEGER,
  });

  /** A call of the API: one request, one invocation, and the authorizer's where there is a token. */
  const called = ({ withToken }: { withToken: boolean }) => {
    used.apiRequests += 1;
    used.invocations += withToken ? 2 : 1;
  };
  const waitOf = async (caseId: CaseId) => {
    await engine.idle();
    const wait = (await caseStore(uncounted).read(caseId))?.wait;
    if (wait === undefined) throw new Error("the machine does not wait");
    return wait;
  };

  return {
    caseAt: async (caseId: CaseId): Promise<Case> => {
      const record = await caseStore(uncounted).read(caseId);
      if (record === undefined) throw new Error("no such case");
      return record.case;
    },

    submit: async (notice: object): Promise<CaseId> => {
      called({ withToken: true });
      const services = { ...cold(), notices: noticeStore(table, cases), allowSandbox: true };
      const outcome = await makeSubmitNotice(services)({
        requestId: "req-1",
        language: "fr",
        receivedAt: clock.now(),
        caller: { kind: "authority", id: authority },
        params: {},
        query: {},
        headers: { "content-type": ["application/json"], "idempotency-key": [randomUUID()] },
        rawBody: Buffer.from(JSON.stringify(notice)),
      });
      const accepted = outcome.kind === "ok" ? NoticeAccepted.parse(outcome.body) : undefined;
      const [only] = accepted?.cases ?? [];
      if (only === undefined) throw new Error(`not accepted: ${JSON.stringify(outcome)}`);
      await engine.idle();
      return only.caseId;
    },

    answer: async (...said: Parameters<Parties["answer"]>) => {
      called({ withToken: false });
      const outcome = await partiesOf(cold()).answer(...said);
      await engine.idle();
      return outcome;
    },

    act: async (...done: Parameters<Parties["act"]>) => {
      called({ withToken: true });
      const outcome = await partiesOf(cold()).act(...done);
      await engine.idle();
      return outcome;
    },

    /** The platform can be reached from now on. */
    repairEndpoint: async () => reachAt(recipient.url),

    /** Lets time pass until the machine wakes by its own timer, in whole seconds as the timer counts. */
    sleepUntilWake: async (caseId: CaseId): Promise<void> => {
      const { wakeAt, tokens } = await waitOf(caseId);
      const seconds = Math.max(1, Math.ceil(millisecondsBetween(clock.now(), wakeAt) / second));
      clock.pass(seconds * second);
      // What the timer of the wait raises.
      for (const taskToken of tokens) engine.sendTaskFailure({ taskToken, error: "States.Timeout" });
      await engine.idle();
    },

    /** How the case's execution has ended; undefined while it runs. */
    ended: async (caseId: CaseId) => engine.ended(`${caseId}-1`),

    counts: (caseId: CaseId): Counts => ({
      ...used,
      stateTransitions: engine.transitions(`${caseId}-1`) + starts,
      startExecutions: starts,
      ...consumed,
    }),

    [Symbol.asyncDispose]: async (): Promise<void> => {
      await engine.close();
      await recipient.close();
      await close();
    },
  };
}
