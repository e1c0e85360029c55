import type { Language } from "../../core/contract/language.ts";
import { systemClock } from "../shared/clock.ts";
import { httpFunction } from "../shared/http/http-function.ts";
import { ok, problem, type Outcome } from "../shared/http/outcome.ts";
import { openLegalBases } from "../shared/legal-bases.ts";
import { functionLogger } from "../shared/logger.ts";
import { Env } from "./env.ts";
import { makeDescribeApi } from "./handler.ts";
import { pageHeaders } from "./page.ts";

const env = Env.parse(process.env);
const described = makeDescribeApi({
  publicUrl: env.PUBLIC_URL,
  ...(env.TOKEN_URL !== undefined && { tokenUrl: env.TOKEN_URL }),
  bases: openLegalBases(env.LEGAL_BASES_FILE),
  allowSandbox: env.SANDBOX === "allowed",
});
const services = { clock: systemClock(), log: functionLogger("describe-api") };

export const handler = httpFunction(services, {
  health: async () => ok(described.health()),
  openapi: async () => ok(JSON.parse(described.openapi()) as object),
  docs: async ({ language }) => pageOrNone(described.docs(language), language),
  problem: async ({ params, language }) => pageOrNone(described.problem(params["problem"] ?? "", language), language),
  listLegalBases: async () => ok(described.legalBases()),
  readLegalBasis: async ({ params }) => {
    const basis = described.legalBasis(params["basisId"] ?? "");
    return basis === undefined ? problem("not-found") : ok(basis);
  },
  legalBasesPage: async ({ language }) => pageOrNone(described.legalBasesPage(language), language),
  legalBasisPage: async ({ params, language }) =>
    pageOrNone(described.legalBasisPage(params["basisId"] ?? "", language), language),
});

function pageOrNone(html: string | undefined, language: Language): Outcome {
  return html === undefined ? problem("not-found") : { kind: "page", html, headers: pageHeaders(language) };
}
