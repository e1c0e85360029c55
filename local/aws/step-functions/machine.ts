import { StateMachine } from "aws-local-stepfunctions";
import type { InterpretedDefinition } from "./definition.ts";

/** A machine keeps nothing of its executions: one serves every engine of the same definition. */
const machines = new Map<string, StateMachine>();

/**
 * The interpreter of a definition. It does not hold it against the schema of the language, as the interpreter would by
 * default: compiling that schema takes more than a second of every start, and the tests do so with the same validator.
 */
export function machineOf(definition: InterpretedDefinition): StateMachine {
  const text = JSON.stringify(definition);
  const machine = machines.get(text) ?? new StateMachine(definition, { validationOptions: { noValidate: true } });
  machines.set(text, machine);
  return machine;
}
