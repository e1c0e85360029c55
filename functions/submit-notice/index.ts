import { noticeStore } from "../shared/dynamo/notice-store.ts";
import { httpFunction } from "../shared/http/http-function.ts";
import { caseServices } from "../shared/wiring.ts";
import { Env } from "./env.ts";
import { makeSubmitBatch, makeSubmitNotice } from "./handler.ts";

const env = Env.parse(process.env);
const services = caseServices("submit-notice", env);
const notices = noticeStore(services.table, services.cases);

const submitting = { ...services, notices, allowSandbox: env.SANDBOX === "allowed" };

export const handler = httpFunction(services, {
  submitNotice: makeSubmitNotice(submitting),
  submitBatch: makeSubmitBatch(submitting),
});
