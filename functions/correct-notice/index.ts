import { noticeStore } from "../shared/dynamo/notice-store.ts";
import { httpFunction } from "../shared/http/http-function.ts";
import { caseServices } from "../shared/wiring.ts";
import { Env } from "./env.ts";
import { makeCorrectNotice } from "./handler.ts";

const env = Env.parse(process.env);
const services = caseServices("correct-notice", env);
const notices = noticeStore(services.table, services.cases);
const correcting = { ...services, notices, allowSandbox: env.SANDBOX === "allowed" };

export const handler = httpFunction(services, { correctNotice: makeCorrectNotice(correcting) });
