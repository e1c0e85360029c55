import { steps } from "../../workflows/takedown-case.steps.ts";
import { sendingServices } from "../shared/sending-wiring.ts";
import { taskFunction } from "../shared/task-function.ts";
import { Env } from "./env.ts";
import { makeEscalateCase } from "./handler.ts";

const services = sendingServices("escalate-case", Env.parse(process.env));

export const handler = taskFunction(services.log, steps.escalateCase, makeEscalateCase(services));
