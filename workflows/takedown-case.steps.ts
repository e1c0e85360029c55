import * as z from "zod";
import { NextClock, StepClock } from "../core/contract/workflow-clock.ts";

/** What a task of the machine takes, gives and may raise. The definition and the functions are tested against it. */
type StepContract = {
  /** The state of `takedown-case.asl.json`. */
  state: string;
  /** The placeholder of its function in the definition. */
  placeholder: string;
  input: z.ZodType;
  output: z.ZodType;
  /** Names of the errors it raises, or that its token is failed with. */
  raises: readonly string[];
};

const invoked = z.strictObject({ clock: StepClock, executionId: z.string().min(1) });

/** The three tasks. Payloads of every released version stay accepted: an execution keeps its definition for a year. */
export const steps = {
  deliverMessages: {
    state: "Deliver",
    placeholder: "DeliverMessages",
    input: invoked,
    output: NextClock,
    raises: [],
  },
  awaitAnswer: {
    state: "Await answer",
    placeholder: "AwaitAnswer",
    input: z.strictObject({
      token: z.string().min(1),
      timeoutSeconds: z.int().positive(),
      clock: NextClock,
      executionId: z.string().min(1),
    }),
    output: z.null(),
    raises: ["Retryable", "LookAgain", "DeadlinePassed"],
  },
  escalateCase: {
    state: "Remind, retry or escalate",
    placeholder: "EscalateCase",
    input: z.strictObject({ clock: NextClock, executionId: z.string().min(1) }),
    output: NextClock,
    raises: [],
  },
} as const satisfies Record<string, StepContract>;
