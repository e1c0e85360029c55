import { sendingServices } from "../shared/sending-wiring.ts";
import { taskFunction } from "../shared/task-function.ts";
import { Env } from "./env.ts";
import { makeReconcileCases, ReconcileInput, ReconcileOutput } from "./handler.ts";

const env = Env.parse(process.env);
const services = sendingServices("reconcile-cases", env);

export const handler = taskFunction(
  services.log,
  { input: ReconcileInput, output: ReconcileOutput },
  makeReconcileCases(services, env.STARTS_PER_SECOND),
);
