import { steps } from "../../workflows/takedown-case.steps.ts";
import { sendingServices } from "../shared/sending-wiring.ts";
import { taskFunction } from "../shared/task-function.ts";
import { Env } from "./env.ts";
import { makeDeliverMessages } from "./handler.ts";

const services = sendingServices("deliver-messages", Env.parse(process.env));

export const handler = taskFunction(services.log, steps.deliverMessages, makeDeliverMessages(services));
