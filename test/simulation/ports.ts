import * as z from "zod";
import { instantOf } from "../../core/contract/instant.ts";
import type { Chance } from "../../functions/shared/chance.ts";
import type { Clock } from "../../functions/shared/clock.ts";
import type { Operations, Table, TableRequest } from "../../functions/shared/dynamo/client.ts";
import type { StepFunctions, StepFunctionsOperations } from "../../functions/shared/workflow.ts";
import type { Container, Refusals } from "./container.ts";
import type { EffectKind, Fates } from "./fates.ts";
import type { Journal } from "./journal.ts";
import type { Kernel } from "./kernel.ts";
import type { VirtualMachine } from "./machine/virtual-machine.ts";
import type { Random } from "./random.ts";
import type { MemoryTable } from "./table/memory-table.ts";
import { refused } from "./table/refusal.ts";

/** How the legal clock runs beside the wall clock. */
export type LegalTime = { anchorWall: number; anchorLegal: number; scale: number };

/** The legal instant of a wall instant, in milliseconds. */
export function legalOf(wall: number, { anchorWall, anchorLegal, scale }: LegalTime): number {
  return Math.floor(anchorLegal + (wall - anchorWall) * scale);
}

const refusedAt: Record<EffectKind, readonly (() => Error)[]> = {
  read: [() => refused("ProvisionedThroughputExceededException"), () => refused("InternalServerError")],
  query: [() => refused("ProvisionedThroughputExceededException"), () => refused("TimeoutError")],
  put: [() => refused("ThrottlingException"), () => refused("InternalServerError")],
  update: [() => refused("ProvisionedThroughputExceededException"), () => refused("TransactionConflictException")],
  transact: [
    () => refused("TransactionCanceledException", { CancellationReasons: [{ Code: "TransactionConflict" }] }),
    () => refused("TransactionCanceledException", { CancellationReasons: [{ Code: "ThrottlingError" }] }),
    () => refused("TransactionInProgressException"),
    () => refused("ProvisionedThroughputExceededException"),
  ],
  start: [() => refused("ThrottlingException"), () => refused("TimeoutError")],
  succeed: [() => refused("ThrottlingException"), () => refused("TimeoutError")],
  fail: [() => refused("ThrottlingException"), () => refused("TimeoutError")],
  post: [() => refused("TimeoutError")],
  mail: [
    () => refused("TooManyRequestsException"),
    () => refused("TimeoutError"),
    () => refused("SendingPausedException"),
    () => refused("TooManyRequestsException"),
    () => refused("InternalServerError"),
    () => refused("MessageRejected"),
  ],
  reach: [() => refused("TimeoutError")],
  pause: [() => refused("TimeoutError")],
};

/** What a call comes to by the faults of a simulation. */
export const refusals: Refusals = {
  refusal: (kind, how) => {
    const choices = refusedAt[kind];
    return (choices[how % choices.length] ?? (() => refused("TimeoutError")))();
  },
  lostAnswer: () => refused("TimeoutError"),
};

const retried = new Set([
  "ProvisionedThroughputExceededException",
  "ThrottlingException",
  "InternalServerError",
  "TooManyRequestsException",
  "TimeoutError",
]);

/** Tries as `jsonService` does, before its caller learns of anything. */
export async function withRetries<T>(tries: number, request: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await request();
    } catch (error) {
      const passes = error instanceof Error && retried.has(error.name);
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
  const call: Table["call"] = async (operation, input) => {
    const request = { operation, input } as TableRequest;
    const kind = kindOf[operation];
    // The tries of one transaction have the same ClientRequestToken, if it has one: it is done, and noted, once.
    const isOne = request.operation === "TransactWriteItems" && request.input.ClientRequestToken !== undefined;
    let isDone = false;
    return withRetries(fates().tries, async () =>
      container.effect(
        kind,
        () => aboutRequest(request),
        () => {
          if (isDone && isOne) return {};
          if (request.operation === "GetItem") onRead(request.input.Key as { pk: string; sk: string });
          const answer = memory.execute(request);
          isDone = true;
          noteCommit(journal, request, wall());
          noteWait(journal, request);
          noteRevisions(journal, request);
          return answer;
        },
      ),
    );
  };
  return { call, tableName: memory.tableName };
}

const kindOf: Record<keyof Operations, EffectKind> = {
  GetItem: "read",
  Query: "query",
  PutItem: "put",
  UpdateItem: "update",
  DeleteItem: "update",
  TransactWriteItems: "transact",
};

const Keyed = z.looseObject({ pk: z.string(), sk: z.string() });
const Request = z.looseObject({
  Key: Keyed.optional(),
  Item: Keyed.optional(),
  IndexName: z.string().optional(),
  UpdateExpression: z.string().optional(),
  TransactItems: z
    .array(z.record(z.string(), z.looseObject({ Item: Keyed.optional(), Key: Keyed.optional() })))
    .optional(),
});

/** The keys that a request names, the index, and what it changes. */
function aboutRequest(request: TableRequest): string {
  const input = Request.parse(request.input);
  const entries = (input.TransactItems ?? []).flatMap((entry) => Object.values(entry));
  const named = [input, ...entries].flatMap(({ Key, Item }) => Key ?? Item ?? []);
  const keys = named.map(({ pk, sk }) => (pk.startsWith("CASE#") ? `${pk.slice(5)}/${sk}` : pk));
  return `${[...new Set(keys)].join(" + ")}${input.IndexName ?? ""} ${input.UpdateExpression ?? ""}`.trim();
}

const Parking = z.object({
  Key: z.looseObject({ pk: z.string() }),
  ExpressionAttributeValues: z.looseObject({
    ":wait": z.looseObject({ generation: z.int(), round: z.int() }).optional(),
  }),
});

/** Two writers never write on one revision of a case: each write makes the next. */
function noteRevisions(journal: Journal, request: TableRequest): void {
  const written: { pk: string; rev: unknown }[] = [];
  if (request.operation === "UpdateItem") {
    const { Key, ExpressionAttributeValues: values } = request.input;
    written.push({ pk: String(Key?.["pk"]), rev: values?.[":next"] });
  }
  if (request.operation === "TransactWriteItems") {
    for (const { Put } of request.input.TransactItems ?? []) {
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
function noteWait(journal: Journal, request: TableRequest): void {
  if (request.operation !== "UpdateItem") return;
  const { Key, ExpressionAttributeValues: values } = Parking.parse(request.input);
  const wait = values[":wait"];
  if (wait === undefined) return;
  const before = journal.waits.get(Key.pk);
  const goesBack =
    before !== undefined &&
    (wait.generation < before.generation || (wait.generation === before.generation && wait.round < before.round));
  if (goesBack) journal.faults.push(`${Key.pk} waits for round ${wait.round} after round ${before.round}`);
  journal.waits.set(Key.pk, wait);
}

function noteCommit(journal: Journal, request: TableRequest, at: number): void {
  if (request.operation !== "TransactWriteItems") return;
  const events = new Map<string, number[]>();
  for (const entry of request.input.TransactItems ?? []) {
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
): StepFunctions {
  const perform = (request: StepFunctionsRequest) => {
    const answer = performed(machine(), request);
    if (answer.kind === "refused") throw refused(answer.type);
    return {};
  };
  return {
    call: async (operation, input) => {
      const request = { operation, input } as StepFunctionsRequest;
      const about = () => aboutCall(request);
      return withRetries(fates().tries, async () =>
        container.effect(kindOfCall[operation], about, () => perform(request)),
      );
    },
  };
}

type StepFunctionsRequest = {
  [O in keyof StepFunctionsOperations]: { operation: O; input: StepFunctionsOperations[O] };
}[keyof StepFunctionsOperations];

const kindOfCall = { StartExecution: "start", SendTaskSuccess: "succeed", SendTaskFailure: "fail" } as const;

function performed(machine: VirtualMachine, { operation, input }: StepFunctionsRequest) {
  switch (operation) {
    case "StartExecution":
      return machine.startExecution({ name: input.name, input: input.input });
    case "SendTaskSuccess":
      return machine.sendTaskSuccess({ taskToken: input.taskToken ?? "", output: input.output ?? "" });
    case "SendTaskFailure":
      return machine.sendTaskFailure({ taskToken: input.taskToken ?? "", error: input.error });
  }
}

function aboutCall({ operation, input }: StepFunctionsRequest): string {
  if (operation === "StartExecution") return input.name ?? "";
  const token = (input.taskToken ?? "").slice(0, 4);
  return `${token} ${(operation === "SendTaskFailure" ? input.error : input.output) ?? ""}`;
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
