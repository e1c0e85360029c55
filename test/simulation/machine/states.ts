import * as z from "zod";
import { loadDefinition, type TaskState } from "../../../local/aws/step-functions/definition.ts";

const ErrorEquals = z.array(z.string()).min(1);

/** What leads to a value in the input or, with two signs, in the context. Functions and filters are not known. */
const ValuePath = z.string().regex(/^\$\$?(\.\w+)*$/);

/** A payload template: each of its keys that ends in `.$` has a path, every other one a text. Nothing is nested. */
const Template = z.record(z.string(), z.string()).superRefine((template, context) => {
  for (const [key, value] of Object.entries(template)) {
    if (key.endsWith(".$") && !ValuePath.safeParse(value).success) context.addIssue(`${value} is no path known here`);
  }
});
export type Template = z.infer<typeof Template>;

const Retrier = z
  .strictObject({
    ErrorEquals,
    IntervalSeconds: z.int().positive(),
    BackoffRate: z.number().min(1),
    MaxDelaySeconds: z.int().positive(),
    MaxAttempts: z.int().nonnegative(),
    JitterStrategy: z.enum(["FULL", "NONE"]),
  })
  .readonly();
export type Retrier = z.infer<typeof Retrier>;

const Catcher = z.strictObject({
  ErrorEquals,
  ResultPath: z.string().regex(/^\$\.\w+$/),
  Next: z.string(),
});
export type Catcher = z.infer<typeof Catcher>;

const Task = z.strictObject({
  Type: z.literal("Task"),
  Comment: z.string().optional(),
  Resource: z.string(),
  Parameters: z.strictObject({ FunctionName: z.string(), Payload: Template }),
  ResultSelector: Template.optional(),
  // Read by the loader, which leaves an upper bound in its place.
  TimeoutSeconds: z.int(),
  Retry: z.array(Retrier).default([]),
  Catch: z.array(Catcher).default([]),
  Next: z.string(),
});

const Choice = z.strictObject({
  Type: z.literal("Choice"),
  Comment: z.string().optional(),
  Choices: z.array(z.strictObject({ Variable: ValuePath, StringEquals: z.string(), Next: z.string() })),
  Default: z.string(),
});

const Succeed = z.strictObject({ Type: z.literal("Succeed"), Comment: z.string().optional() });

const Definition = z.strictObject({
  Comment: z.string().optional(),
  QueryLanguage: z.literal("JSONPath").optional(),
  StartAt: z.string(),
  States: z.record(z.string(), z.discriminatedUnion("Type", [Task, Choice, Succeed])),
});

/** A Task state, and how it ends. */
export type Task = z.infer<typeof Task> & TaskState;

/** A state of the machine. */
export type State = Task | z.infer<typeof Choice> | z.infer<typeof Succeed>;

/** The states of a machine, and the one it starts at. */
export type States = { startAt: string; state: (name: string) => State };

/** Definitions that were read: a simulation makes thousands of machines of one. */
const known = new Map<string, States>();

/**
 * Reads a definition as the embedded engine does, and refuses besides every field that the double does not run.
 *
 * @throws when it cannot be run.
 */
export function statesOf(json: string, substitutions: Readonly<Record<string, string>>): States {
  const text = JSON.stringify([json, substitutions]);
  const before = known.get(text);
  if (before !== undefined) return before;
  const states = readStates(json, substitutions);
  known.set(text, states);
  return states;
}

function readStates(json: string, substitutions: Readonly<Record<string, string>>): States {
  const { definition, tasks } = loadDefinition(json, substitutions);
  const { StartAt, States: read } = Definition.parse(definition);
  const states = new Map<string, State>();
  for (const [name, state] of Object.entries(read)) {
    const task = tasks.get(name);
    if (state.Type !== "Task") states.set(name, state);
    else if (task !== undefined) states.set(name, { ...state, ...task });
  }
  const state = (name: string): State => {
    const found = states.get(name);
    if (found === undefined) throw new Error(`there is no state ${name}`);
    return found;
  };
  for (const next of [StartAt, ...[...states.values()].flatMap(nextOf)]) state(next);
  return { startAt: StartAt, state };
}

function nextOf(state: State): string[] {
  switch (state.Type) {
    case "Task":
      return [state.Next, ...state.Catch.map(({ Next }) => Next)];
    case "Choice":
      return [state.Default, ...state.Choices.map(({ Next }) => Next)];
    case "Succeed":
      return [];
  }
}
