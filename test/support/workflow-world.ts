import { expect, vi } from "vitest";
import { presets } from "../../core/law/legal-bases.ts";
import { decide } from "../../core/case/decide.ts";
import { replay } from "../../core/case/evolve.ts";
import { isOver } from "../../core/case/status.ts";
import type { Case } from "../../core/case/state.ts";
import { Duration } from "../../core/contract/duration.ts";
import type { CaseId } from "../../core/contract/ids.ts";
import type { Instant } from "../../core/contract/instant.ts";
import { makeAwaitAnswer } from "../../functions/await-answer/handler.ts";
import { makeDeliverMessages } from "../../functions/deliver-messages/handler.ts";
import { makeEscalateCase } from "../../functions/escalate-case/handler.ts";
import { makeReconcileCases } from "../../functions/reconcile-cases/handler.ts";
import { toldInbound } from "./inbound.ts";
import { contextOf } from "../../functions/shared/cases/case-services.ts";
import { tell } from "../../functions/shared/cases/tell.ts";
import { caseStore } from "../../functions/shared/dynamo/case-store.ts";
import type { StoredCase } from "../../functions/shared/dynamo/case-item.ts";
import { directoryStore } from "../../functions/shared/dynamo/directory-store.ts";
import type { Log } from "../../functions/shared/logger.ts";
import { systemChance } from "../../functions/shared/chance.ts";
import { taskFunction } from "../../functions/shared/task-function.ts";
import { startingDirectory } from "../../core/law/directory/starting-directory.ts";
import { seedDirectory } from "../../local/directory/seed-directory.ts";
import type { InvocationResult } from "../../local/aws/lambda/invocation.ts";
import { createEngine, type Engine } from "../../local/aws/step-functions/engine.ts";
import { steps } from "../../workflows/takedown-case.steps.ts";
import { substitutions, takedownCase } from "./embedded-workflow.ts";
import { skippingClock } from "./workflow-clock.ts";
import { partiesOf, platformSecret } from "./workflow-parties.ts";
import { interleaved, workflowOf } from "./workflow-ports.ts";
import { newTableAt } from "./store-table.ts";
import { scriptedSender } from "./workflow-sender.ts";

/** How a world differs from the plainest one. */
export type WorldOptions = {
  /** Legal milliseconds to a real one. */
  scale?: number;
  /** Whether the authority has a webhook of its own to be told by. */
  authorityIsTold?: boolean;
};

/** How a case differs from the plainest one: a trial order of two half-hour periods, to one platform, of one item. */
export type OpenOptions = {
  basis?: string;
  authority?: string;
  acknowledge?: string;
  act?: string;
  notBefore?: Instant;
};

type FunctionName = "deliver-messages" | "await-answer" | "escalate-case";

/** What happens to an invocation instead; `run` is what the function would do with its event. */
type Instead = (run: () => Promise<InvocationResult>, event: unknown) => Promise<InvocationResult>;

const platform = "shein";
/** Longer than any wait of these tests; a machine under load must not fail them. */
const patience = { timeout: 60_000, interval: 10 };

export type World = Awaited<ReturnType<typeof openWorld>>;

/**
 * One deployment: a table of its own in the embedded DynamoDB, the embedded Step Functions, the functions with their
 * real stores and contracts. Only the network's edge is played.
 */
export async function openWorld(dynamoDbUrl: string, { scale = 1, authorityIsTold = false }: WorldOptions = {}) {
  const clock = skippingClock(scale);
  const table = await newTableAt(dynamoDbUrl, systemChance.id("table"));
  const lines: { level: keyof Log; code: string; fields: object }[] = [];
  const write =
    (level: keyof Log): Log["info"] =>
    (code, fields = {}) =>
      void lines.push({ level, code, fields });
  const cases = interleaved(caseStore(table));
  const directory = directoryStore(table, clock.wall);
  const { sender, sent, answerBy } = scriptedSender(clock);
  const { inbound, wasDown } = toldInbound();
  let engine: Engine;
  const workflow = workflowOf(() => engine);
  const services = {
    table,
    cases,
    directory,
    bases: presets,
    workflow,
    inbound,
    clock,
    chance: systemChance,
    hasMail: false,
    sender,
    log: { info: write("info"), warn: write("warn"), error: write("error") },
    secrets: { read: async () => platformSecret },
  };
  const told = { url: "https://authority.example/webhook", secretRefs: ["test:authority"] };
  await seedDirectory(directory, startingDirectory, {
    platforms: { [platform]: { keys: [{ kind: "hmac", secretRef: "test:platform" }] } },
    authorities: authorityIsTold ? { dgccrf: { endpoint: told, keys: [] } } : {},
  });

  const functions: Record<FunctionName, (event: unknown) => Promise<unknown>> = {
    "deliver-messages": taskOf(taskFunction(services.log, steps.deliverMessages, makeDeliverMessages(services))),
    "await-answer": taskOf(taskFunction(services.log, steps.awaitAnswer, makeAwaitAnswer(services))),
    "escalate-case": taskOf(taskFunction(services.log, steps.escalateCase, makeEscalateCase(services))),
  };
  const next = new Map<string, Instead>();
  const always = new Map<string, Instead>();
  const invoke = async (name: string, event: unknown): Promise<InvocationResult> => {
    const run = async () => resultOf(functions[name as FunctionName], event);
    const instead = next.get(name) ?? always.get(name) ?? run;
    next.delete(name);
    return instead(run, event);
  };
  const startEngine = () =>
    createEngine({
      definition: takedownCase,
      substitutions,
      invoke,
      toWallMilliseconds: clock.wallLength,
      retryDelayMilliseconds: 0,
    });
  engine = startEngine();

  const recordOf = async (caseId: CaseId): Promise<StoredCase> => {
    const record = await cases.read(caseId);
    if (record === undefined) throw new Error("no such case");
    return record;
  };
  const nameOf = (caseId: CaseId, generation: number) => `${caseId}-${generation}`;

  return {
    clock,
    services,
    cases,
    workflow,
    lines,
    sent,
    answerBy,
    wasDown,
    engine: () => engine,
    recordOf,
    ...partiesOf(services),
    reconcile: makeReconcileCases(services),

    /** Opens a case; its execution is left to be started. */
    open: async (options: OpenOptions = {}): Promise<CaseId> => {
      const { basis = "sandbox", authority = "dgccrf", acknowledge = "PT30M", act = "PT30M", notBefore } = options;
      const caseId = systemChance.id("case");
      const facts = {
        caseId,
        noticeId: systemChance.id("ntc"),
        reference: `TEST/${caseId}`,
        authority,
        platform,
        noticeVersion: 1,
        digest: `sha-256:${"a".repeat(64)}` as const,
        disclosure: { mode: "allowed" } as const,
        items: [systemChance.id("itm")],
      };
      const within = { acknowledge: Duration.parse(acknowledge), act: Duration.parse(act) };
      const context = await contextOf(services, { basis: { id: basis, version: 1 }, authority, platform });
      const decision = decide(undefined, { type: "open", facts, within, notBefore }, context);
      if (decision.kind === "refused") throw new Error(decision.code);
      const after = replay(decision.events);
      if (after === undefined) throw new Error("nothing was opened");
      const change = { before: undefined, after, events: decision.events, generation: 1 };
      const outcome = await cases.write(change, [], clock.wall());
      if (outcome.kind !== "written") throw new Error(outcome.kind);
      return caseId;
    },

    /** Changes a case as a command would that this version has not: a deadline that is moved. */
    amend: async (caseId: CaseId, change: (kase: Case) => Case): Promise<void> => {
      const before = await recordOf(caseId);
      const { generation } = before;
      const outcome = await cases.write({ before, after: change(before.case), events: [], generation }, [], 0);
      if (outcome.kind !== "written") throw new Error(outcome.kind);
      await tell(services, outcome.record);
    },

    /** Starts the execution of a generation. */
    start: async (caseId: CaseId, generation = 1) => workflow.start(caseId, generation),

    /** Replaces the next invocation of a function. */
    insteadOfNext: (name: FunctionName, instead: Instead) => void next.set(name, instead),

    /** Replaces a function until the returned call puts it back. */
    insteadOf: (name: FunctionName, instead: Instead) => {
      always.set(name, instead);
      return () => void always.delete(name);
    },

    /** Waits until an execution has entered so many states and nothing runs. */
    reaches: async (caseId: CaseId, states: number, generation = 1): Promise<void> => {
      await vi.waitUntil(() => engine.transitions(nameOf(caseId, generation)) >= states, patience);
      await engine.idle();
      expect(engine.transitions(nameOf(caseId, generation)), "states entered").toBe(states);
    },

    /** How an execution ends, and after how many states. */
    endOf: async (caseId: CaseId, generation = 1) => {
      const status = await engine.ended(nameOf(caseId, generation));
      return { status, states: engine.transitions(nameOf(caseId, generation)) };
    },

    /** Nothing is left: the case is over, no execution runs, no token lives. */
    isAtRest: async (caseId: CaseId): Promise<boolean> => {
      await engine.idle();
      const { case: kase } = await recordOf(caseId);
      return isOver(kase) && engine.openExecutions() === 0 && engine.livingTokens() === 0;
    },

    /** Types of the events on record. */
    eventsOf: async (caseId: CaseId): Promise<string[]> => {
      const page = await cases.events(caseId, { limit: 200 });
      return page.kind === "page" ? page.items.map(({ event }) => event.type) : [];
    },

    /** Kills every execution and token, as a crash of the local runtime does; a new engine begins with none. */
    crash: async (): Promise<void> => {
      await engine.close();
      engine = startEngine();
    },

    [Symbol.asyncDispose]: async (): Promise<void> => {
      await engine.close();
      table.close();
    },
  };
}

/** A composed function as Lambda calls it. */
function taskOf(handler: object): (event: unknown) => Promise<unknown> {
  return handler as (event: unknown) => Promise<unknown>;
}

async function resultOf(task: (event: unknown) => Promise<unknown>, event: unknown): Promise<InvocationResult> {
  try {
    return { payload: await task(event) };
  } catch (error) {
    const { name, message } = error instanceof Error ? error : { name: "Error", message: String(error) };
    return { error: { errorType: name, errorMessage: message } };
  }
}
