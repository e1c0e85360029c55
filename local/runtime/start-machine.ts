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

/** Starts the state machine with the project's own definition, and the API by which the functions reach it. */
export async function startMachine(
  invoke: Invoke,
  toWallMilliseconds: LegalClock["toWallDelay"],
  closing: Closing,
): Promise<{ engine: Engine; url: string }> {
  const definition = await readFile(join(project, "workflows/takedown-case.asl.json"), "utf8");
  const engine = createEngine({ definition, substitutions, invoke, toWallMilliseconds });
  const { url, close } = await serveStepFunctions(engine);
  closing.add(close);
  closing.add(engine.close);
  return { engine, url };
}
