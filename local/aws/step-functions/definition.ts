import type { StateMachine } from "aws-local-stepfunctions";
import * as z from "zod";

/** The definition as the interpreter takes it. */
export type InterpretedDefinition = ConstructorParameters<typeof StateMachine>[0];

/** What the engine itself has to know of a Task state. */
export type TaskState = {
  /** Whether it ends by its callback token rather than by what its function returns. */
  waitsForToken: boolean;
  /** Seconds after which it times out, or the path (`$.a.b`) at which its input says so. */
  timeout: number | readonly string[];
};

/** A definition ready to run. */
export type LoadedDefinition = { definition: InterpretedDefinition; tasks: ReadonlyMap<string, TaskState> };

/**
 * Fields the interpreter accepts and ignores: with any of these it would silently do something else than AWS.
 * https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html
 */
const misunderstood = ["Assign", "Arguments", "Output", "HeartbeatSeconds", "HeartbeatSecondsPath"] as const;

/** The longest time Node's timers hold: 2^31 - 1 ms, nearly 25 days. Beyond it they fire at once. */
export const longestTimerMilliseconds = 2 ** 31 - 1;

const lambdaInvoke = /^arn:[a-z-]+:states:::lambda:invoke(\.waitForTaskToken)?$/;

const Task = z.looseObject({
  Type: z.literal("Task"),
  Resource: z.string(),
  TimeoutSeconds: z.int().positive().optional(),
  TimeoutSecondsPath: z
    .string()
    .regex(/^\$(\.\w+)+$/)
    .optional(),
});

const Definition = z.looseObject({
  QueryLanguage: z.literal("JSONPath", "QueryLanguage must be JSONPath").optional(),
  States: z.record(z.string(), z.looseObject({ Type: z.string() })),
});

/** Only a type: the interpreter validates the whole of it, against a schema of its own, when it is made. */
const Interpreted = z.custom<InterpretedDefinition>();

/**
 * Reads a state machine's JSON: placeholders replaced, what the interpreter would misunderstand refused.
 *
 * @param json The definition, with placeholders `${Name}`.
 * @param substitutions What stands for each placeholder.
 * @throws when it cannot be run as AWS would run it.
 */
export function loadDefinition(json: string, substitutions: Readonly<Record<string, string>>): LoadedDefinition {
  const definition = Definition.parse(JSON.parse(substitute(json, substitutions)));
  const tasks = new Map<string, TaskState>();
  for (const [name, state] of Object.entries(definition.States)) {
    const found =
      misunderstood.find((field) => field in state) ?? ("QueryLanguage" in state ? "QueryLanguage" : undefined);
    if (found !== undefined) throw new Error(`state ${name}: ${found} is not supported`);
    if (state.Type === "Map" || state.Type === "Parallel")
      throw new Error(`state ${name}: ${state.Type} is not supported`);
    if (state.Type !== "Task") continue;
    const task = Task.parse(state);
    tasks.set(name, taskOf(name, task));
    // The engine runs the timers of Task states itself; the interpreter's stays as an upper bound.
    delete task.TimeoutSecondsPath;
    definition.States[name] = { ...task, TimeoutSeconds: Math.floor(longestTimerMilliseconds / 1_000) };
  }
  return { definition: Interpreted.parse(definition), tasks };
}

function taskOf(name: string, task: z.infer<typeof Task>): TaskState {
  const [, waitForToken] = lambdaInvoke.exec(task.Resource) ?? refuse(name, "Resource must be lambda:invoke");
  const timeout = task.TimeoutSeconds ?? task.TimeoutSecondsPath?.split(".").slice(1);
  return {
    waitsForToken: waitForToken !== undefined,
    // AWS would wait for a year, the interpreter for a minute.
    timeout: timeout ?? refuse(name, "a timeout is needed"),
  };
}

function refuse(state: string, why: string): never {
  throw new Error(`state ${state}: ${why}`);
}

function substitute(json: string, substitutions: Readonly<Record<string, string>>): string {
  return json.replace(/\$\{(\w+)\}/g, (placeholder, name: string) => {
    const value = substitutions[name];
    if (value === undefined) throw new Error(`nothing stands for ${placeholder}`);
    return JSON.stringify(value).slice(1, -1);
  });
}
