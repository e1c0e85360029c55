import * as z from "zod";
import { CaseId } from "../../../core/contract/ids.ts";
import type { Case } from "../../../core/case/state.ts";
import { caseOf } from "../../../functions/shared/dynamo/case-item.ts";
import { caseKey } from "../../../functions/shared/dynamo/keys.ts";
import type { Deployment } from "../deployment.ts";
import type { CaseFile } from "./record.ts";

const Output = z.object({ Item: z.unknown() });

/** Whether nothing is owed by anybody and nothing is left to send. */
export function needsNothing({ answeredAt, withdrawnAt, closedAt, outbox }: Case): boolean {
  return [answeredAt, withdrawnAt, closedAt].some((instant) => instant !== undefined) && outbox.length === 0;
}

/** An execution ends when nothing is owed, or when a newer generation has taken over. */
export function faultsOfEnd(name: string, { memory }: Deployment): string[] {
  const [, id = "", generation = ""] = /^(.*)-(\d+)$/.exec(name) ?? [];
  const caseId = CaseId.parse(id);
  const input = { TableName: memory.tableName, Key: caseKey(caseId), ConsistentRead: true };
  const record = caseOf(Output.parse(memory.execute({ operation: "GetItem", input })).Item);
  return record.generation > Number(generation) || needsNothing(record.case)
    ? []
    : [`${name} settled while something is owed`];
}

/** At rest: nothing runs for a case that needs nothing, and exactly the record's generation for one that does. */
export function faultsAtRest(files: readonly CaseFile[], deployment: Deployment, legalNow: string): string[] {
  const machine = deployment.machine();
  const running = machine.executions().filter((name) => machine.status(name) === "RUNNING");
  const expected = files.flatMap(({ caseId, record }) =>
    needsNothing(record.case) ? [] : [`${caseId}-${record.generation}`],
  );
  const faults = [
    ...running.filter((name) => !expected.includes(name)).map((name) => `${name} runs and nothing is left to do`),
    ...expected.filter((name) => !running.includes(name)).map((name) => `${name} does not run and something is owed`),
  ];
  if (machine.livingTokens() !== running.length)
    faults.push(`${machine.livingTokens()} tokens for ${running.length} executions`);
  for (const { caseId, record } of files) {
    const { wait, generation } = record;
    if (needsNothing(record.case)) continue;
    if (wait?.generation !== generation) faults.push(`nobody waits for ${caseId} in generation ${generation}`);
    // The last thing that is done with a machine: its tokens are tried.
    const living = (wait?.tokens ?? []).filter(
      (taskToken) => machine.sendTaskFailure({ taskToken, error: "Tried" }).kind === "sent",
    );
    if (living.length !== 1) faults.push(`${caseId} knows ${living.length} living tokens`);
    if (wait !== undefined && wait.wakeAt < legalNow) faults.push(`${caseId} waits for an instant that is over`);
  }
  return faults;
}
