import middy, { type MiddlewareObj } from "@middy/core";
import type * as z from "zod";
import { errorFields, type Log } from "./logger.ts";

/** The stack of every function that the machine or a schedule invokes: input and output parsed, failures logged by code. */
export function taskFunction<I extends z.ZodType, O extends z.ZodType>(
  log: Log,
  schemas: { input: I; output: O },
  task: (input: z.output<I>) => Promise<z.input<O>>,
) {
  return middy()
    .use(failureLine(log))
    .handler(async (event: unknown): Promise<z.output<O>> => {
      const input = schemas.input.parse(event);
      return schemas.output.parse(await task(input));
    });
}

function failureLine(log: Log): MiddlewareObj {
  return {
    onError: ({ error }) => {
      log.error("task.failed", errorFields(error));
    },
  };
}
