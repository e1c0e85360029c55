import { SendTaskFailureCommand, SendTaskSuccessCommand, StartExecutionCommand } from "@aws-sdk/client-sfn";
import { GetCommand, PutCommand, QueryCommand, TransactWriteCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import { instantOf } from "../../core/contract/instant.ts";
import type { Chance } from "../../functions/shared/chance.ts";
import type { Clock } from "../../functions/shared/clock.ts";
import type { Table } from "../../functions/shared/dynamo/client.ts";
import type { StepFunctionsClient } from "../../functions/shared/workflow.ts";
import type { Container, Refusals } from "./container.ts";
import type { EffectKind, Fates } from "./fates.ts";
import type { Journal } from "./journal.ts";
import type { Kernel } from "./kernel.ts";
import type { VirtualMachine } from "./machine/virtual-machine.ts";
import type { Random } from "./random.ts";
import type { MemoryTable } from "./table/memory-table.ts";

/** How the legal clock runs beside the wall clock. */
export type LegalTime = { anchorWall: number; anchorLegal: number; scale: number };

/** An error as the SDK raises it. */
function sdkError(name: string, more: object = {}): Error {
  return Object.assign(new Error(name), { name }, more);
}

const refusedAt: Record<EffectKind, readonly (() => Error)[]> = {
  read: [() => sdkError("ProvisionedThroughputExceededException"), () => sdkError("InternalServerError")],
  query: [() => sdkError("ProvisionedThroughputExceededException"), () => sdkError("TimeoutError")],
  put: [() => sdkError("ThrottlingException"), () => sdkError("InternalServerError")],
  update: [() => sdkError("ProvisionedThroughputExceededException"), () => sdkError("TransactionConflictException")],
  transact: [
    () => sdkError("TransactionCanceledException", { CancellationReasons: [{ Code: "TransactionConflict" }] }),
    () => sdkError("TransactionCanceledException", { CancellationReasons: [{ Code: "ThrottlingError" }] }),
    () => sdkError("TransactionInProgressException"),
    () => sdkError("ProvisionedThroughputExceededException"),
  ],
  start: [() => sdkError("ThrottlingException"), () => sdkError("TimeoutError")],
  succeed: [() => sdkError("ThrottlingException"), () => sdkError("TimeoutError")],
  fail: [() => sdkError("ThrottlingException"), () => sdkError("TimeoutError")],
  post: [() => sdkError("TimeoutError")],
  reach: [() => sdkError("TimeoutError")],
  pause: [() => sdkError("TimeoutError")],
};

/** What the SDK raises for the faults of a simulation. */
export const refusals: Refusals = {
  refusal: (kind, how) => {
    const choices = refusedAt[kind];
    return (choices[how % choices.length] ?? (() => sdkError("TimeoutError")))();
  },
  lostAnswer: () => sdkError("TimeoutError"),
};

const retriedBySdk = new Set([
  "ProvisionedThroughputExceededException",
  "ThrottlingException",
  "InternalServerError",
  "TimeoutError",
]);

/** Tries as the SDK does, before its caller learns of anything. */
async function asSdk<T>(tries: number, request: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await request();
    } catch (error) {
      const passes = error instanceof Error && retriedBySdk.has(error.name);
      if (!passes || attempt >= tries) throw error;
    }
  }
}

/** Who learns of what is asked of the table. */
export type TableWatch = {
  fates: () => Fates;
  journal: Journal;
  wall: () => number;
  /** Before an item is read. */
  onRead: (key: { pk: string; sk: string }) => void;
};

/** The table as one container reaches it. */
export function tableFor(
  container: Container,
  memory: MemoryTable,
  { fates, journal, onRead, wall }: TableWatch,
): Table {
  const client = {
    send: async (command: object) => {
      const kind = kindOf(command);
      // The SDK gives every try of one transaction the same ClientRequestToken: it is done once.
      let isDone = false;
      return asSdk(fates().sdkTries, async () =>
        container.effect(
          kind,
          () => aboutRequest(command),
          () => {
            if (isDone && kind === "transact") return {};
            if (command instanceof GetCommand) onRead(command.input.Key as { pk: string; sk: string });
            const output = memory.execute(command);
            isDone = true;
            noteCommit(journal, command, wall());
            noteWait(journal, command);
            noteRevisions(journal, command);
            return output;
          },
        ),
      );
    },
  };
  return { client: z.custom<Table["client"]>().parse(client), tableName: memory.tableName };
}

function kindOf(command: object): EffectKind {
  if (command instanceof GetCommand) return "read";
  if (command instanceof QueryCommand) return "query";
  if (command instanceof PutCommand) return "put";
  if (command instanceof UpdateCommand) return "update";
  if (command instanceof TransactWriteCommand) return "transact";
  throw new Error(`the simulation knows no ${command.constructor.name}`);
}

const Keyed = z.looseObject({ pk: z.string(), sk: z.string() });
const Request = z.object({
  input: z.looseObject({
    Key: Keyed.optional(),
    Item: Keyed.optional(),
    IndexName: z.string().optional(),
    UpdateExpression: z.string().optional(),
    TransactItems: z
      .array(z.record(z.string(), z.looseObject({ Item: Keyed.optional(), Key: Keyed.optional() })))
      .optional(),
  }),
});

/** The keys that a request names. */
function keysOf(command: object): { pk: string; sk: string }[] {
  const { input } = Request.parse(command);
  const entries = (input.TransactItems ?? []).flatMap((entry) => Object.values(entry));
  return [input, ...entries].flatMap(({ Key, Item }) => Key ?? Item ?? []);
}

function aboutRequest(command: object): string {
  const { input } = Request.parse(command);
  const keys = keysOf(command).map(({ pk, sk }) => (pk.startsWith("CASE#") ? `${pk.slice(5)}/${sk}` : pk));
  return `${[...new Set(keys)].join(" + ")}${input.IndexName ?? ""} ${input.UpdateExpression ?? ""}`.trim();
}

const Parking = z.object({
  Key: z.looseObject({ pk: z.string() }),
  ExpressionAttributeValues: z.looseObject({
    ":wait": z.looseObject({ generation: z.int(), round: z.int() }).optional(),
  }),
});

/** Two writers never write on one revision of a case: each write makes the next. */
function noteRevisions(journal: Journal, command: object): void {
  const written: { pk: string; rev: unknown }[] = [];
  if (command instanceof UpdateCommand) {
    const { Key, ExpressionAttributeValues: values } = command.input;
    written.push({ pk: String(Key?.["pk"]), rev: values?.[":next"] });
  }
  if (command instanceof TransactWriteCommand) {
    for (const { Put } of command.input.TransactItems ?? []) {
      if (Put?.Item?.["sk"] === "CASE") written.push({ pk: String(Put.Item["pk"]), rev: Put.Item["rev"] });
    }
  }
  for (const { pk, rev } of written) {
    const next = (journal.revisions.get(pk) ?? 0) + 1;
    if (rev !== next) journal.faults.push(`${pk} is written in revision ${String(rev)} where ${next} is next`);
    journal.revisions.set(pk, next);
  }
}

/** The round that waits never goes back: a ghost of an older one has nothing to say. */
function noteWait(journal: Journal, command: object): void {
  if (!(command instanceof UpdateCommand)) return;
  const { Key, ExpressionAttributeValues: values } = Parking.parse(command.input);
  const wait = values[":wait"];
  if (wait === undefined) return;
  const before = journal.waits.get(Key.pk);
  const goesBack =
    before !== undefined &&
    (wait.generation < before.generation || (wait.generation === before.generation && wait.round < before.round));
  if (goesBack) journal.faults.push(`${Key.pk} waits for round ${wait.round} after round ${before.round}`);
  journal.waits.set(Key.pk, wait);
}

function noteCommit(journal: Journal, command: object, at: number): void {
  if (!(command instanceof TransactWriteCommand)) return;
  const events = new Map<string, number[]>();
  for (const entry of command.input.TransactItems ?? []) {
    const item = entry.Put?.Item as { pk: string; sk: string } | undefined;
    if (item?.sk.startsWith("EVENT#") !== true) continue;
    events.set(item.pk.slice(5), [...(events.get(item.pk.slice(5)) ?? []), Number(item.sk.slice(6))]);
  }
  for (const [caseId, numbers] of events) journal.commits.push({ caseId, at, events: numbers });
}

/** Step Functions as one container reaches it. */
export function stepFunctionsFor(
  container: Container,
  machine: () => VirtualMachine,
  fates: () => Fates,
): StepFunctionsClient {
  const refuse = (type: string): never => {
    throw sdkError(type);
  };
  const perform = (command: Parameters<StepFunctionsClient["send"]>[0]) => {
    if (command instanceof StartExecutionCommand) {
      const { name, input } = command.input;
      const answer = machine().startExecution({ name, input });
      return answer.kind === "started" ? {} : refuse(answer.type);
    }
    const answer =
      command instanceof SendTaskSuccessCommand
        ? machine().sendTaskSuccess({ taskToken: command.input.taskToken ?? "", output: command.input.output ?? "" })
        : machine().sendTaskFailure({ taskToken: command.input.taskToken ?? "", error: command.input.error });
    return answer.kind === "sent" ? {} : refuse(answer.type);
  };
  return {
    send: async (command) => {
      const kind = kindOfCall(command);
      const about = () => aboutCall(command);
      return asSdk(fates().sdkTries, async () => container.effect(kind, about, () => perform(command)));
    },
  };
}

function kindOfCall(command: Parameters<StepFunctionsClient["send"]>[0]): EffectKind {
  if (command instanceof StartExecutionCommand) return "start";
  return command instanceof SendTaskFailureCommand ? "fail" : "succeed";
}

function aboutCall(command: Parameters<StepFunctionsClient["send"]>[0]): string {
  if (command instanceof StartExecutionCommand) return command.input.name ?? "";
  const token = (command.input.taskToken ?? "").slice(0, 4);
  return command instanceof SendTaskFailureCommand
    ? `${token} ${command.input.error ?? ""}`
    : `${token} ${command.input.output ?? ""}`;
}

/** The two clocks of a container. */
export function clockFor(container: Container, kernel: Kernel, { anchorWall, anchorLegal, scale }: LegalTime): Clock {
  const at = (wall: number) => instantOf(Math.floor(anchorLegal + (wall - anchorWall) * scale));
  return {
    now: () => at(kernel.now()),
    at,
    wall: () => kernel.now(),
    legalLength: (milliseconds) => milliseconds * scale,
    wallLength: (milliseconds) => milliseconds / scale,
    pause: async (milliseconds) =>
      container.effect(
        "pause",
        () => `${Math.round(milliseconds)} ms`,
        () => undefined,
        milliseconds,
      ),
  };
}

/** Ids, nonces and fractions from the seed; ids are in the form of a UUIDv7 (RFC 9562). */
export function chanceFrom(random: Random, wall: () => number): Chance {
  const hex = (digits: number) => random.bits().toString(16).padStart(8, "0").slice(0, digits);
  return {
    id: (prefix) => {
      const time = wall().toString(16).padStart(12, "0");
      return `${prefix}_${time.slice(0, 8)}-${time.slice(8)}-7${hex(3)}-8${hex(3)}-${hex(8)}${hex(4)}`;
    },
    nonce: () => `${hex(8)}${hex(8)}${hex(6)}`,
    fraction: random.fraction,
  };
}
