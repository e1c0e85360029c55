import { httpFunction } from "../shared/http/http-function.ts";
import { openSecrets } from "../shared/secrets.ts";
import { caseServices } from "../shared/wiring.ts";
import { Env } from "./env.ts";
import { makeAnswerByLink } from "./handler.ts";

const env = Env.parse(process.env);
const services = caseServices("answer-by-link", env);
const secrets = openSecrets(services.clock.wall);
const linkSecret = async () => secrets.read(env.ACT_LINKS);

export const handler = httpFunction(services, makeAnswerByLink({ ...services, linkSecret }));
