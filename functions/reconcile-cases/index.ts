import { sendingServices } from "../shared/sending-wiring.ts";
import { taskFunction } from "../shared/task-function.ts";
import { Env } from "./env.ts";
import { makeReconcileCases, ReconcileInput, ReconcileOutput } from "./handler.ts";

const services = sendingServices("reconcile-cases", Env.parse(process.env));

export const handler = taskFunction(
  services.log,
  { input: ReconcileInput, output: ReconcileOutput },
  makeReconcileCases(services),
);
