import { tombstones } from "../shared/dynamo/tombstones.ts";
import { httpFunction } from "../shared/http/http-function.ts";
import { caseServices } from "../shared/wiring.ts";
import { Env } from "./env.ts";
import { makeActOnCase } from "./handler.ts";

const services = caseServices("act-on-case", Env.parse(process.env));

export const handler = httpFunction(services, makeActOnCase({ ...services, tombstones: tombstones(services.table) }));
