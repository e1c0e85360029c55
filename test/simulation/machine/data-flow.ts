import { taskError } from "../../../local/aws/step-functions/attempt.ts";
import type { Template } from "./states.ts";

/** What `$$` leads to. */
export type Context = { Execution: { Id: string; Name: string }; Task: { Token: string } };

/** A map of JSON. */
type Json = Readonly<Record<string, unknown>>;

/** What paths lead into. */
export type Sources = { input: unknown; context: Context | undefined };

/**
 * The value of a payload template.
 *
 * @throws States.ParameterPathFailure where a path leads nowhere.
 */
export function filled(template: Template, sources: Sources): Json {
  return Object.fromEntries(
    Object.entries(template).map(([key, value]) =>
      key.endsWith(".$") ? [key.slice(0, -".$".length), valueAt(value, sources)] : [key, value],
    ),
  );
}

function valueAt(path: string, { input, context }: Sources): unknown {
  const value = reach(path.startsWith("$$") ? context : input, path.split(".").slice(1));
  if (value === undefined) throw taskError("States.ParameterPathFailure", `${path} leads nowhere`);
  return value;
}

/** What lies at a path of names; undefined: nothing. */
export function reach(from: unknown, names: readonly string[]): unknown {
  let found = from;
  for (const name of names) found = isJson(found) && Object.hasOwn(found, name) ? found[name] : undefined;
  return found;
}

/** An input with an error put into it. @param path `$.name`. */
export function withResult(input: unknown, path: string, result: unknown): unknown {
  if (!isJson(input)) throw taskError("States.ResultPathMatchFailure", `${path} fits into no such input`);
  return { ...input, [path.slice("$.".length)]: result };
}

function isJson(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
