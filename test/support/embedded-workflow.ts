import { readFileSync } from "node:fs";
import { createEngine, type Engine, type EngineOptions } from "../../local/aws/step-functions/engine.ts";
import { failing, type Script, type ScriptedFunctions, scriptedFunctions } from "./embedded-functions.ts";

/** The project's own state machine, as JSON text. */
export const takedownCase = readFileSync(new URL("../../workflows/takedown-case.asl.json", import.meta.url), "utf8");

/** What stands for its placeholders in tests. */
export const substitutions = {
  Partition: "aws",
  DeliverMessages: "deliver-messages",
  AwaitAnswer: "await-answer",
  EscalateCase: "escalate-case",
} as const;

/** The payload every state takes and gives, as far as the definition reads it. */
export const clock = (next: "wait" | "deliver" | "end", timeoutSeconds = 3_600) => ({
  caseId: "case_1",
  generation: 1,
  round: 1,
  next,
  wakeAt: "2025-11-03T09:00:00.000Z",
  timeoutSeconds,
});

/** The engine of the project's machine, its functions answered by the test. */
export function workflowEngine(
  scripts: Partial<Record<"deliver-messages" | "await-answer" | "escalate-case", Script>>,
  options: Partial<EngineOptions> = {},
): { engine: Engine; functions: ScriptedFunctions; tokens: string[] } {
  const tokens: string[] = [];
  const functions = scriptedFunctions({
    "deliver-messages": () => ({ payload: clock("wait") }),
    "escalate-case": failing("NotExpected"),
    ...scripts,
    "await-answer": (payload: { token: string }, call) => {
      tokens.push(payload.token);
      return scripts["await-answer"]?.(payload as never, call) ?? { payload: null };
    },
  });
  const engine = createEngine({
    definition: takedownCase,
    substitutions,
    invoke: functions.invoke,
    retryDelayMilliseconds: 0,
    ...options,
  });
  return { engine, functions, tokens };
}
