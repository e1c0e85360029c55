import { systemClock } from "../shared/clock.ts";
import { httpFunction } from "../shared/http/http-function.ts";
import { ok, problem } from "../shared/http/outcome.ts";
import { functionLogger } from "../shared/logger.ts";
import { Env } from "./env.ts";
import { makeDescribeApi } from "./handler.ts";
import { pageHeaders } from "./page.ts";

const env = Env.parse(process.env);
const {
  openapi,
  docs,
  problem: problemPage,
  health,
} = makeDescribeApi({ publicUrl: env.PUBLIC_URL, ...(env.TOKEN_URL !== undefined && { tokenUrl: env.TOKEN_URL }) });
const services = { clock: systemClock(), log: functionLogger("describe-api") };

export const handler = httpFunction(services, {
  health: async () => ok(health()),
  openapi: async () => ok(JSON.parse(openapi()) as object),
  docs: async ({ language }) => ({ kind: "page", html: docs(language), headers: pageHeaders(language) }),
  problem: async ({ params, language }) => {
    const html = problemPage(params["problem"] ?? "", language);
    return html === undefined ? problem("not-found") : { kind: "page", html, headers: pageHeaders(language) };
  },
});
