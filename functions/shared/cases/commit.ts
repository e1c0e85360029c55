import { decideEach } from "../../../core/case/decide.ts";
import { evolve } from "../../../core/case/evolve.ts";
import { isOver } from "../../../core/case/status.ts";
import { outageQuestion } from "../../../core/case/service-interruption.ts";
import type { Command, Context, Refusal } from "../../../core/case/commands.ts";
import type { CaseEvent } from "../../../core/case/events.ts";
import type { Case } from "../../../core/case/state.ts";
import type { CaseId } from "../../../core/contract/ids.ts";
import type { StoredCase } from "../dynamo/case-item.ts";
import type { Guard } from "../dynamo/guard.ts";
import type { Repeats } from "../dynamo/transaction.ts";
import { backOff, mostTries } from "./back-off.ts";
import { contextOf, type CaseServices } from "./case-services.ts";

/** A command on a case that exists. */
export type CaseCommand = Exclude<Command, { type: "open" }>;

/** What came of a command. Only `committed` has changed anything. */
export type Committed<N extends string = never> =
  | { kind: "committed"; before: StoredCase; record: StoredCase; events: CaseEvent[] }
  | (Refusal & { record?: StoredCase })
  | { kind: "guarded"; name: N }
  | { kind: "version_changed"; record: StoredCase };

/** What a commit may need besides the command. */
export type CommitOptions<N extends string> = {
  /** Items that may exist only once, made from what the command leads to. */
  guards?: (after: Case, events: CaseEvent[]) => Guard<N>[];
  /** The version the caller has read (`If-Match`). */
  expectedVersion?: number | undefined;
  /** The record as the caller has just read or written it, to decide on first: it is read only if it has moved since. */
  known?: StoredCase | undefined;
  /** `answered` where a refusal would be shown to whoever has asked for it once. */
  repeats?: Repeats;
};

/** The store was too contended to commit: an outage, to be retried by the caller. */
export class StoreBusy extends Error {
  override name = "StoreBusy" as const;
}

/**
 * One conditional transaction for one command, or for several that are decided in order: read, decide, write; decided anew with the same command, and so with the
 * same instant of receipt, whenever another writer was first. Telling the machine is left to the caller.
 * @throws StoreBusy after eight refusals in a row.
 */
export async function commit<N extends string = never>(
  services: CaseServices,
  caseId: CaseId,
  command: CaseCommand | readonly CaseCommand[],
  options: CommitOptions<N> = {},
): Promise<Committed<N>> {
  const commands: readonly CaseCommand[] = "type" in command ? [command] : command;
  for (let attempt = 0; attempt < mostTries; attempt += 1) {
    if (attempt > 0) await backOff(services, attempt);
    const before = (attempt === 0 ? options.known : undefined) ?? (await services.cases.read(caseId));
    if (before === undefined) return { kind: "refused", code: "unknown_case" };
    if (options.expectedVersion !== undefined && options.expectedVersion !== before.case.version) {
      return { kind: "version_changed", record: before };
    }
    const decision = decideEach(before.case, commands, await contextFor(services, before.case, commands));
    if (decision.kind === "refused") return { ...decision, record: before };
    const after = decision.events.reduce<Case>(evolve, before.case);
    // A case that was over needs an execution again; the old one has ended or will.
    const reopened = isOver(before.case) && !isOver(after);
    const generation = before.generation + (reopened ? 1 : 0);
    const guards = options.guards?.(after, decision.events) ?? [];
    const { repeats } = options;
    const change = { before, after, events: decision.events, generation, ...(repeats !== undefined && { repeats }) };
    const outcome = await services.cases.write(change, guards, services.clock.wall());
    if (outcome.kind === "written")
      return { kind: "committed", before, record: outcome.record, events: decision.events };
    if (outcome.kind === "guarded") return outcome;
  }
  throw new StoreBusy(`case ${caseId} could not be committed in ${mostTries} tries`);
}

async function contextFor(services: CaseServices, kase: Case, commands: readonly CaseCommand[]): Promise<Context> {
  const context = await contextOf(services, kase);
  const [question] = commands.flatMap((command) => outageQuestion(kase, command, context.now) ?? []);
  if (question === undefined) return context;
  return { ...context, outages: await services.inbound.outages({ ...question, now: context.now }) };
}
