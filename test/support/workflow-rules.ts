import validate from "asl-validator";
import * as z from "zod";
import { steps } from "../../workflows/takedown-case.steps.ts";

/** A state as far as the rules look at it. */
const State = z.looseObject({
  Type: z.string(),
  Comment: z.string().optional(),
  Resource: z.string().optional(),
  Parameters: z.looseObject({ FunctionName: z.unknown(), Payload: z.record(z.string(), z.unknown()) }).optional(),
  ResultSelector: z.unknown().optional(),
  TimeoutSeconds: z.unknown().optional(),
  TimeoutSecondsPath: z.unknown().optional(),
  Retry: z.array(z.looseObject({ ErrorEquals: z.array(z.string()) })).optional(),
  Catch: z.array(z.looseObject({ ErrorEquals: z.array(z.string()), ResultPath: z.unknown().optional() })).optional(),
  Choices: z.array(z.record(z.string(), z.unknown())).optional(),
  Default: z.string().optional(),
});
type State = z.infer<typeof State>;

/** A definition as far as the rules look at it. */
export const Definition = z.looseObject({ States: z.record(z.string(), State) });
export type Definition = z.infer<typeof Definition>;

type Rule = (definition: Definition) => string[];

/**
 * The rules of the definition (docs/workflow.md, part 4). Each names what breaks it; an empty list: the definition keeps
 * it. What the interpreter of the local engine ignores, or AWS and it understand differently, is ruled out.
 */
export const rules = {
  "is valid Amazon States Language in every partition": (definition) =>
    partitions.flatMap((partition) => {
      const text = JSON.stringify(definition)
        .replaceAll("${Partition}", partition)
        .replace(/\$\{(\w+)\}/g, `arn:${partition}:lambda:eu-west-3:000000000000:function:$1`);
      // A copy of its own: the validator writes into what it is given.
      const { isValid, errorsText } = validate(JSON.parse(text));
      return isValid ? [] : [`${partition}: ${errorsText()}`];
    }),
  "uses no field of JSONata, no heartbeat, no InputPath or OutputPath": (definition) =>
    fieldsOf(definition)
      .filter(({ key, value }) => forbidden.has(key) || (key === "QueryLanguage" && value !== "JSONPath"))
      .map(({ key }) => key),
  "asks of a choice what is, never what is not": (definition) =>
    fieldsOf(definition)
      .filter(({ key, value }) => /^Is[A-Z]/.test(key) && value === false)
      .map(({ key }) => key),
  "replaces no state's input by a result or an error": (definition) => [
    ...fieldsOf(definition)
      .filter(({ key, value }) => key === "ResultPath" && value === "$")
      .map(({ key }) => key),
    ...tasksOf(definition).flatMap(([name, { Catch = [] }]) =>
      Catch.filter(({ ResultPath }) => ResultPath !== "$.error").map(() => `${name}: Catch without $.error`),
    ),
  ],
  "limits the time of every task": (definition) =>
    tasksOf(definition).flatMap(([name, task]) => {
      const isSet = waits(task) ? task.TimeoutSecondsPath === timeoutPath : Number(task.TimeoutSeconds) > functionLimit;
      const hasOther = (waits(task) ? task.TimeoutSeconds : task.TimeoutSecondsPath) !== undefined;
      return isSet && !hasOther ? [] : [`${name}: timeout`];
    }),
  "repeats the wait's timeout in its parameters, where the local engine reads it": (definition) =>
    tasksOf(definition)
      .filter(([, task]) => task.TimeoutSecondsPath !== undefined)
      .filter(([, { Parameters }]) => Parameters?.Payload["timeoutSeconds.$"] !== timeoutPath)
      .map(([name]) => name),
  "gives the next state nothing but the function's payload": (definition) =>
    tasksOf(definition)
      .filter(([, task]) => !waits(task))
      .filter(([, { ResultSelector }]) => JSON.stringify(ResultSelector) !== '{"Payload.$":"$.Payload"}')
      .map(([name]) => name),
  "retries every task by exactly one list": (definition) =>
    tasksOf(definition)
      .filter(([, { Retry = [] }]) => Retry.length !== 1)
      .map(([name]) => name),
  "never retries a wait that timed out": (definition) =>
    tasksOf(definition)
      .filter(([, task]) => waits(task))
      .flatMap(([, { Retry = [] }]) => errorsIn(Retry).filter((error) => error.startsWith("States."))),
  "leaves States.ALL to itself": (definition) =>
    tasksOf(definition).flatMap(([name, { Retry = [], Catch = [] }]) =>
      [...Retry, ...Catch]
        .filter(({ ErrorEquals }) => ErrorEquals.includes("States.ALL") && ErrorEquals.length > 1)
        .map(() => name),
    ),
  "handles exactly the errors that its contracts raise": (definition) =>
    differences(
      tasksOf(definition).flatMap(([name, { Retry = [], Catch = [] }]) =>
        errorsIn([...Retry, ...Catch])
          .filter((error) => !/^(States|Lambda|Sandbox)\./.test(error))
          .map((error) => `${name} ${error}`),
      ),
      Object.values(steps).flatMap(({ state, raises }) => raises.map((error) => `${state} ${error}`)),
    ),
  "runs in every partition": (definition) =>
    tasksOf(definition)
      .filter(
        ([, { Resource = "" }]) => !/^arn:\$\{Partition\}:states:::lambda:invoke(\.waitForTaskToken)?$/.test(Resource),
      )
      .map(([name]) => name),
  "has a contract for every task, and a task for every contract": (definition) =>
    differences(
      tasksOf(definition).map(([name, { Parameters }]) => `${name} ${String(Parameters?.FunctionName)}`),
      Object.values(steps).map(({ state, placeholder }) => `${state} \${${placeholder}}`),
    ),
  "hands every function what its contract takes": (definition) =>
    Object.values(steps).flatMap(({ state, input }) =>
      differences(
        Object.keys(definition.States[state]?.Parameters?.Payload ?? {}).map((key) => key.replace(/\.\$$/, "")),
        Object.keys(input.shape),
      ).map((difference) => `${state}: ${difference}`),
    ),
  "has no placeholder but those that are supplied": (definition) =>
    differences(
      [...new Set(JSON.stringify(definition).match(/\$\{[^}]*\}/g) ?? [])],
      ["Partition", ...Object.values(steps).map(({ placeholder }) => placeholder)].map((name) => `\${${name}}`),
    ),
  "has no placeholder in a comment, which no deployment replaces": (definition) =>
    fieldsOf(definition)
      .filter(({ key, value }) => key === "Comment" && String(value).includes("${"))
      .map(({ value }) => String(value)),
  "reads of the context object only what both engines know": (definition) =>
    fieldsOf(definition)
      .map(({ value }) => value)
      .filter((value): value is string => typeof value === "string" && value.includes("$$"))
      .filter((value) => !/^\$\$\.(Execution\.(Id|Name|Input|StartTime)|Task\.Token)$/.test(value)),
  "takes a token where it waits for one, and nowhere else": (definition) =>
    tasksOf(definition)
      .filter(([, task]) => waits(task) !== JSON.stringify(task.Parameters ?? {}).includes("$$.Task.Token"))
      .map(([name]) => name),
  "chooses by `next` alone, and for each of its values": (definition) =>
    Object.entries(definition.States)
      .filter(([, { Type }]) => Type === "Choice")
      .flatMap(([name, { Choices = [], Default }]) => {
        const cases = Choices.map(({ Variable, StringEquals, Next: _next, ...other }) =>
          Variable === "$.Payload.next" && Object.keys(other).length === 0 ? String(StringEquals) : "something else",
        );
        const covered = [...cases, ...(Default === undefined ? [] : ["wait"])];
        return differences(covered, ["wait", "deliver", "end"]).map((difference) => `${name}: ${difference}`);
      }),
} as const satisfies Record<string, Rule>;

const partitions = ["aws", "aws-cn", "aws-us-gov"] as const;

const forbidden = new Set([
  "Assign",
  "Arguments",
  "Output",
  "Condition",
  "Items",
  "HeartbeatSeconds",
  "HeartbeatSecondsPath",
  "InputPath",
  "OutputPath",
]);

const timeoutPath = "$.Payload.timeoutSeconds";
/** Seconds a function may take; its state must give it longer. */
const functionLimit = 60;

function tasksOf({ States }: Definition): [string, State][] {
  return Object.entries(States).filter(([, { Type }]) => Type === "Task");
}

function waits({ Resource = "" }: State): boolean {
  return Resource.endsWith(".waitForTaskToken");
}

function errorsIn(lists: readonly { ErrorEquals: string[] }[]): string[] {
  return lists.flatMap(({ ErrorEquals }) => ErrorEquals);
}

/** Every field of the definition, however deep. */
function fieldsOf(value: unknown): { key: string; value: unknown }[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]: [string, unknown]) => [
    { key, value: inner },
    ...fieldsOf(inner),
  ]);
}

function differences(found: readonly string[], expected: readonly string[]): string[] {
  return [
    ...found.filter((one) => !expected.includes(one)).map((one) => `unexpected ${one}`),
    ...expected.filter((one) => !found.includes(one)).map((one) => `missing ${one}`),
  ];
}
