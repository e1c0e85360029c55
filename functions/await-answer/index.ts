import { steps } from "../../workflows/takedown-case.steps.ts";
import { taskFunction } from "../shared/task-function.ts";
import { caseServices } from "../shared/wiring.ts";
import { Env } from "./env.ts";
import { makeAwaitAnswer } from "./handler.ts";

const services = caseServices("await-answer", Env.parse(process.env));

export const handler = taskFunction(services.log, steps.awaitAnswer, makeAwaitAnswer(services));
