import { httpFunction } from "../shared/http/http-function.ts";
import { openSecrets } from "../shared/secrets.ts";
import { caseServices } from "../shared/wiring.ts";
import { Env } from "./env.ts";
import { makeReceiveAnswer } from "./handler.ts";

const services = caseServices("receive-answer", Env.parse(process.env));

const secrets = openSecrets(services.clock.wall);

export const handler = httpFunction(services, { receiveAnswer: makeReceiveAnswer({ ...services, secrets }) });
