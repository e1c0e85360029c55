import { httpFunction } from "../shared/http/http-function.ts";
import { caseServices } from "../shared/wiring.ts";
import { Env } from "./env.ts";
import { makeReceiveAnswer } from "./handler.ts";

const services = caseServices("receive-answer", Env.parse(process.env));

export const handler = httpFunction(services, { receiveAnswer: makeReceiveAnswer(services) });
