import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Invoke } from "../aws/lambda/invocation.ts";
import { createEngine, type Engine } from "../aws/step-functions/engine.ts";
import { serveStepFunctions } from "../aws/step-functions/server.ts";
import type { LegalClock } from "../clock/legal-clock.ts";
import type { Closing } from "./closing.ts";
import { project } from "./project.ts";

/** What stands for the placeholders of the definition on this machine. */
const substitutions = {
  Partition: "aws",
  DeliverMessages: "deliver-messages",
  AwaitAnswer: "await-answer",
  EscalateCase: "escalate-case",
};

const stateMachineArn = "arn:aws:states:eu-west-3:000000000000:stateMachine:local";

/** The state machine's API, which functions must know before they load; the machine itself is made while they do. */
export type OpenedMachine = { stateMachineArn: string; url: string; start: () => Promise<Engine> };

/** Opens the API by which functions reach the state machine, which is made of the project's own definition. */
export async function openMachine(
  invoke: Invoke,
  toWallMilliseconds: LegalClock["toWallDelay"],
  closing: Closing,
): Promise<OpenedMachine> {
  const { promise, resolve } = Promise.withResolvers<Engine>();
  const { url, close } = await serveStepFunctions(promise);
  closing.add(close);
  const start = async () => {
    const definition = await readFile(join(project, "workflows/takedown-case.asl.json"), "utf8");
    const engine = createEngine({ definition, substitutions, invoke, toWallMilliseconds, stateMachineArn });
    closing.add(engine.close);
    resolve(engine);
    return engine;
  };
  return { stateMachineArn, url, start };
}
