import { StateMachine } from "aws-local-stepfunctions";
import type { InterpretedDefinition } from "./definition.ts";

/** A machine keeps nothing of its executions: one serves every engine of the same definition. */
const machines = new Map<string, StateMachine>();

/**
 * The interpreter of a definition. Making it validates, which takes some 90 ms, so that it is made once.
 *
 * @throws when the definition is not valid.
 */
export function machineOf(definition: InterpretedDefinition): StateMachine {
  const text = JSON.stringify(definition);
  const machine = machines.get(text) ?? new StateMachine(definition);
  machines.set(text, machine);
  return machine;
}
