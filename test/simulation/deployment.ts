import { readFileSync } from "node:fs";
import { presets } from "../../core/law/legal-bases.ts";
import { CaseId } from "../../core/contract/ids.ts";
import { makeActOnCase } from "../../functions/act-on-case/handler.ts";
import { makeAnswerByLink } from "../../functions/answer-by-link/handler.ts";
import { makeAwaitAnswer } from "../../functions/await-answer/handler.ts";
import { makeCorrectNotice } from "../../functions/correct-notice/handler.ts";
import { makeDeliverMessages } from "../../functions/deliver-messages/handler.ts";
import { makeEscalateCase } from "../../functions/escalate-case/handler.ts";
import { makeReceiveAnswer } from "../../functions/receive-answer/handler.ts";
import { MailEvents, MailEventsRecorded, makeRecordMailEvent } from "../../functions/record-mail-event/handler.ts";
import { makeReconcileCases, ReconcileInput, ReconcileOutput } from "../../functions/reconcile-cases/handler.ts";
import { makeSubmitNotice } from "../../functions/submit-notice/handler.ts";
import { makeWatchInbound, WatchInput, WatchOutput } from "../../functions/watch-inbound/handler.ts";
import { caseStore } from "../../functions/shared/dynamo/case-store.ts";
import { directoryStore } from "../../functions/shared/dynamo/directory-store.ts";
import { noticeStore } from "../../functions/shared/dynamo/notice-store.ts";
import { tombstones } from "../../functions/shared/dynamo/tombstones.ts";
import { inboundStore } from "../../functions/shared/dynamo/inbound-store.ts";
import { inboundKey } from "../../functions/shared/dynamo/keys.ts";
import { httpFunction } from "../../functions/shared/http/http-function.ts";
import { inboundOf } from "../../functions/shared/inbound/inbound.ts";
import type { Log } from "../../functions/shared/logger.ts";
import {
  messageSender,
  type MessageSender,
  type SenderServices,
} from "../../functions/shared/messages/send-message.ts";
import { taskFunction } from "../../functions/shared/task-function.ts";
import { stepFunctions } from "../../functions/shared/workflow.ts";
import type { FunctionName } from "../../core/contract/functions.ts";
import { steps } from "../../workflows/takedown-case.steps.ts";
import { containersOn, type Container } from "./container.ts";
import type { Fates } from "./fates.ts";
import type { Journal } from "./journal.ts";
import { beatSeconds, watchedInbound } from "./inbound.ts";
import type { Kernel } from "./kernel.ts";
import type { Carrier } from "./mail.ts";
import { virtualMachine } from "./machine/virtual-machine.ts";
import { secrets } from "./parties.ts";
import { chanceFrom, clockFor, refusals, stepFunctionsFor, tableFor, type LegalTime } from "./ports.ts";
import type { Post } from "./post.ts";
import type { Random } from "./random.ts";
import { memoryTable } from "./table/memory-table.ts";

const definition = readFileSync(new URL("../../workflows/takedown-case.asl.json", import.meta.url), "utf8");
const substitutions = {
  Partition: "aws",
  DeliverMessages: "deliver-messages",
  AwaitAnswer: "await-answer",
  EscalateCase: "escalate-case",
};

/** Where the secret of links is kept. */
const actLinks = "sim:act-links";

/** What an API call came to, as far as its caller hears of it. */
export type HttpAnswer = { status: number; body: string };

/** What a deployment stands on. */
export type DeploymentGround = {
  kernel: Kernel;
  journal: Journal;
  random: Random;
  legal: LegalTime;
  fates: () => Fates;
  /** The network between our sender and endpoints. */
  post: Post;
  /** The mail service, where the deployment has one. */
  carrier?: Carrier | undefined;
};

/** A whole deployment in this process: the real functions, stores and definition on a virtual table and machine. */
export type Deployment = ReturnType<typeof deploy>;

/** Brings a deployment up; its directory is still empty. */
export function deploy({ kernel, journal, random, legal, fates, post, carrier }: DeploymentGround) {
  const indexWatches: (() => void)[] = [];
  const memory = memoryTable({
    propagate: (apply) => {
      kernel.after(fates().indexLag(), () => {
        apply();
        for (const watch of indexWatches) watch();
      });
    },
  });
  const chance = chanceFrom(random.fork("ids"), kernel.now);
  const tokens = random.fork("tokens");
  const containers = containersOn(
    {
      kernel,
      fates,
      journal,
      refusals,
      onAllDie: () => {
        crash(0);
      },
    },
    (container) => handlerOf(container),
  );
  let machine = newMachine();
  const inbound = watchedInbound({
    kernel,
    legal,
    memory,
    beat: () => {
      containers.invoke("watch-inbound", {}, () => undefined);
    },
  });
  /** What is to be done once everything has died. */
  let onCrash: (downFor: number) => void = () => undefined;

  function newMachine() {
    return virtualMachine({
      definition,
      substitutions,
      invoke: invokeTask,
      after: (milliseconds, run) => kernel.after(milliseconds + fates().timerLag(), run),
      now: kernel.now,
      newToken: () =>
        Array.from({ length: 6 }, () => tokens.bits().toString(16).padStart(8, "0"))
          .join("")
          .slice(0, 43),
      fraction: tokens.fraction,
      toWallMilliseconds: (milliseconds) => milliseconds / legal.scale,
    });
  }

  function handlerOf(container: Container): (event: unknown) => Promise<unknown> {
    const { name } = container;
    const table = tableFor(container, memory, {
      fates,
      journal,
      wall: kernel.now,
      onRead: ({ pk }) => {
        if (pk === inboundKey.pk) inbound.fillIn();
      },
    });
    const clock = clockFor(container, kernel, legal);
    const cases = caseStore(table);
    const directory = directoryStore(table, clock.wall);
    const reach = async () =>
      container
        .effect(
          "reach",
          () => "our own gateway",
          () => !inbound.isDown(),
        )
        .catch(() => false);
    const workflow = stepFunctions(
      "sim",
      stepFunctionsFor(container, () => machine, fates),
    );
    const inboundServices = { store: inboundStore(table), reach, clock };
    const services = {
      table,
      cases,
      directory,
      bases: presets,
      workflow,
      hasMail: carrier !== undefined,
      inbound: inboundOf(inboundServices),
      clock,
      chance,
      log: logOf(name),
      publicUrl: "https://api.example",
    };
    const sender = senderOn(container, services);
    const sending = { ...services, sender };
    switch (name) {
      case "submit-notice": {
        const notices = noticeStore(table, cases);
        return task(
          httpFunction(services, { submitNotice: makeSubmitNotice({ ...services, notices, allowSandbox: true }) }),
        );
      }
      case "correct-notice": {
        const notices = noticeStore(table, cases);
        return task(
          httpFunction(services, { correctNotice: makeCorrectNotice({ ...services, notices, allowSandbox: true }) }),
        );
      }
      case "receive-answer":
        return task(httpFunction(services, { receiveAnswer: makeReceiveAnswer({ ...services, secrets }) }));
      case "answer-by-link": {
        const linkSecret = async () => secrets.read(actLinks);
        return task(httpFunction(services, makeAnswerByLink({ ...services, linkSecret })));
      }
      case "act-on-case":
        return task(httpFunction(services, makeActOnCase({ ...services, tombstones: tombstones(table) })));
      case "deliver-messages":
        return task(taskFunction(services.log, steps.deliverMessages, makeDeliverMessages(sending)));
      case "await-answer":
        return task(taskFunction(services.log, steps.awaitAnswer, makeAwaitAnswer(services)));
      case "escalate-case":
        return task(taskFunction(services.log, steps.escalateCase, makeEscalateCase(sending)));
      case "reconcile-cases":
        return task(
          taskFunction(services.log, { input: ReconcileInput, output: ReconcileOutput }, makeReconcileCases(sending)),
        );
      case "record-mail-event":
        return task(
          taskFunction(services.log, { input: MailEvents, output: MailEventsRecorded }, makeRecordMailEvent(services)),
        );
      case "watch-inbound": {
        const watch = makeWatchInbound({ ...inboundServices, log: services.log, clock, beatSeconds });
        return task(taskFunction(services.log, { input: WatchInput, output: WatchOutput }, watch));
      }
      default:
        throw new Error(`the simulation runs no ${name}`);
    }
  }

  /** The real sender; the carrier of its letters is told what they are, which no letter says to a program. */
  function senderOn(
    container: Container,
    services: Omit<SenderServices, "actLinks" | "secrets" | "allowLoopbackHttp">,
  ) {
    const types = new Map<string, string>();
    const sender = messageSender({
      actLinks,
      ...services,
      secrets,
      allowLoopbackHttp: false,
      post: async (message) => post(container, message),
      mailer: carrier && {
        send: async (letter) => carrier.send(container, letter, types.get(letter.tags.messageId) ?? ""),
      },
    });
    const send: MessageSender["send"] = async (kase, message) => {
      types.set(message.messageId, message.type);
      return sender.send(kase, message);
    };
    return { send };
  }

  function logOf(name: string): Log {
    const write =
      (level: keyof Log): Log["info"] =>
      (code, fields = {}) => {
        if (level !== "info") journal.warnings.push({ level, code, at: kernel.now() });
        journal.tell(name, () => `log ${level} ${code} ${JSON.stringify(fields)}`);
      };
    return { info: write("info"), warn: write("warn"), error: write("error") };
  }

  /** The machine invokes a function. */
  function invokeTask(name: string, event: unknown) {
    const { promise, resolve } = Promise.withResolvers<
      { payload: unknown } | { error: { errorType: string; errorMessage: string } }
    >();
    const functionName = name as FunctionName;
    const { delay, again, isUnheard } = fates().ofInvocation(functionName);
    const of = machine;
    kernel.after(delay, () => {
      if (of !== machine) return;
      journal.tell("machine", () => `invokes ${name} ${JSON.stringify(event)}`);
      containers.invoke(functionName, event, (how) => {
        if (isUnheard) return;
        if (how.kind === "returned") resolve({ payload: how.value });
        else resolve({ error: { errorType: errorTypeOf(how), errorMessage: "" } });
      });
    });
    if (again !== undefined) {
      kernel.after(delay + again, () => {
        journal.tell("machine", () => `invokes ${name} again`);
        if (of === machine) containers.invoke(functionName, event, () => undefined);
      });
    }
    return promise;
  }

  /** A request at our gateway. */
  function request(name: FunctionName, event: GatewayRequest, answered: (answer: HttpAnswer) => void): void {
    if (inbound.isDown()) {
      answered({ status: 503, body: "" });
      return;
    }
    const requestContext = { requestId: chance.id("req"), requestTimeEpoch: kernel.now(), authorizer: event.caller };
    const { caller: _caller, ...parts } = event;
    const { delay } = fates().ofInvocation(name);
    kernel.after(delay, () => {
      containers.invoke(name, { ...parts, requestContext }, (how) => {
        if (how.kind === "returned") {
          const { statusCode, body } = how.value as { statusCode: number; body: string };
          answered({ status: statusCode, body });
        } else {
          answered({ status: how.kind === "timed_out" ? 504 : 502, body: "" });
        }
      });
    });
  }

  /** The schedule invokes the reconciler; `done` says whether it ended well. */
  function reconcile(scope: "due" | "all", done: (isWell: boolean) => void = () => undefined): void {
    journal.tell("schedule", () => `reconcile ${scope}`);
    containers.invoke("reconcile-cases", { scope }, (how) => {
      done(how.kind === "returned" && (how.value as { failed: number }).failed === 0);
    });
  }

  /** The mail service tells us of a letter; `told` says whether that ended well. */
  function tellOfMail(message: string, told: (isWell: boolean) => void): void {
    const { delay } = fates().ofInvocation("record-mail-event");
    kernel.after(delay, () => {
      containers.invoke("record-mail-event", { Records: [{ Sns: { Message: message } }] }, (how) => {
        told(how.kind === "returned");
      });
    });
  }

  /** Everything that runs dies: invocations, executions, tokens. What is in the table stays. */
  function crash(downFor: number): void {
    journal.tell("world", () => `everything dies, for ${Math.round(downFor / 1_000)} s`);
    const before = machine;
    machine = newMachine();
    before.close();
    containers.killAll();
    onCrash(downFor);
  }

  return {
    memory,
    /** The table without faults: for those who look and do not take part. */
    store: caseStore(memory.table),
    notices: noticeStore(memory.table, caseStore(memory.table)),
    chance,
    legal,
    request,
    reconcile,
    tellOfMail,
    crash,
    machine: () => machine,
    onIndexed: (watch: () => void) => void indexWatches.push(watch),
    caseIds: () => [...new Set(journal.commits.map(({ caseId }) => CaseId.parse(caseId)))],
    onCrash: (then: (downFor: number) => void) => {
      onCrash = then;
    },
    inbound,
  };
}

/** A request as a client sends it through the gateway. */
export type GatewayRequest = {
  httpMethod: "GET" | "POST";
  resource: string;
  pathParameters: Record<string, string>;
  multiValueHeaders: Record<string, string[]>;
  multiValueQueryStringParameters?: Record<string, string[]>;
  body: string;
  caller?: { kind: "authority"; id: string };
};

/** How Step Functions names the failure of an invocation. */
function errorTypeOf(how: { kind: "threw"; error: unknown } | { kind: "died" } | { kind: "timed_out" }): string {
  if (how.kind === "timed_out") return "Sandbox.Timedout";
  if (how.kind === "died") return "Lambda.Unknown";
  return how.error instanceof Error ? how.error.name : "Error";
}

/** A composed function as Lambda calls it. */
function task(handler: object): (event: unknown) => Promise<unknown> {
  return handler as (event: unknown) => Promise<unknown>;
}
