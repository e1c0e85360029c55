import * as z from "zod";
import type { InvocationResult } from "../../../local/aws/lambda/invocation.ts";
import type { Refusal, Sent, SendTaskFailure, SendTaskSuccess } from "../../../local/aws/step-functions/answers.ts";
import { clock } from "../../support/embedded-workflow.ts";

/** What ends a wait for an answer. */
export type Ending =
  { by: "timeout" } | { by: "success"; next: "wait" | "deliver" | "end" } | { by: "failure"; error: string };

/** One wait, as a script has it. */
export type Wait = {
  /** The errors its function fails with first, one an attempt. */
  failures: readonly string[];
  ending: Ending;
  /** Whether the function itself ends it, before it returns. */
  isEarly: boolean;
};

/** What happens to one execution. After the last wait of the script comes one that ends with success. */
export type Script = {
  /** The errors with which the first calls of these functions fail. */
  failures: { "deliver-messages": readonly string[]; "escalate-case": readonly string[] };
  waits: readonly Wait[];
};

/** A machine that a script runs on, embedded or virtual. */
export type Stage = {
  start: (invoke: (name: string, payload: unknown) => Promise<InvocationResult>) => void;
  success: (request: SendTaskSuccess) => Sent | Refusal;
  failure: (request: SendTaskFailure) => Sent | Refusal;
  status: () => string | undefined;
  transitions: () => number;
  livingTokens: () => number;
  /** Lets it run until it waits for somebody. @param isTimed Whether the wait it is in ends by itself. */
  settle: (isTimed: () => boolean) => Promise<void>;
};

const last: Wait = { failures: [], ending: { by: "success", next: "end" }, isEarly: false };

/** The seconds of a wait that is to time out, and of one that is not. */
const [shortSeconds, longSeconds] = [1, 1_000_000];

const Payload = z.looseObject({
  token: z.string().optional(),
  executionId: z.string(),
  clock: z.looseObject({ round: z.int() }),
});

/** Plays a script on a machine. @returns Everything that can be seen of it, in order. */
export async function playScript(script: Script, stage: Stage): Promise<string[]> {
  const seen: string[] = [];
  const tokens: string[] = [];
  const calls = { "deliver-messages": 0, "escalate-case": 0 };
  let wait = -1;
  let attempts = 0;
  const current = () => script.waits[wait] ?? last;
  const upcoming = (next: "wait" | "deliver" | "end" = "wait") => {
    const { ending } = script.waits[wait + 1] ?? last;
    return { ...clock(next, ending.by === "timeout" ? shortSeconds : longSeconds), round: wait + 2 };
  };

  function send(taskToken: string, ending: Ending): void {
    const answer =
      ending.by === "success"
        ? stage.success({ taskToken, output: JSON.stringify({ Payload: upcoming(ending.next) }) })
        : stage.failure({ taskToken, error: ending.by === "failure" ? ending.error : "LookAgain", cause: "" });
    seen.push(`token ${tokens.indexOf(taskToken)}: ${answer.kind === "sent" ? "sent" : answer.type}`);
  }

  function awaitAnswer(token: string, round: number): InvocationResult {
    // Tried again, it is given the same input.
    if (round - 1 !== wait) attempts = 0;
    wait = round - 1;
    const errorType = current().failures[attempts];
    attempts += 1;
    tokens.push(token);
    if (errorType !== undefined) return { error: { errorType, errorMessage: "" } };
    if (current().isEarly) send(token, current().ending);
    return { payload: null };
  }

  function taskOf(name: string): InvocationResult {
    if (name !== "deliver-messages" && name !== "escalate-case") throw new Error(`no function ${name}`);
    const errorType = script.failures[name][calls[name]];
    calls[name] += 1;
    return errorType === undefined ? { payload: upcoming() } : { error: { errorType, errorMessage: "" } };
  }

  stage.start(async (name, payload) => {
    const { token, executionId: _executionId, ...rest } = Payload.parse(payload);
    seen.push(`${name} ${JSON.stringify(rest)}`);
    return Promise.resolve(token === undefined ? taskOf(name) : awaitAnswer(token, rest.clock.round));
  });
  const isTimed = () => wait >= 0 && current().ending.by === "timeout";
  for (;;) {
    await stage.settle(isTimed);
    seen.push(`${stage.status()}, ${stage.livingTokens()} living`);
    const token = tokens.at(-1);
    if (stage.status() !== "RUNNING" || token === undefined) break;
    for (const dead of tokens.slice(0, -1)) send(dead, { by: "failure", error: "LookAgain" });
    send(token, current().ending);
    send(token, current().ending);
  }
  seen.push(`${stage.transitions()} transitions`);
  return seen;
}
