import type { Language } from "../../core/contract/language.ts";
import { problems, type ProblemKey } from "../../core/contract/problems.ts";
import { docsPage } from "./docs-page.ts";
import { openApiDocument, type Addresses } from "./openapi-document.ts";
import { problemPage } from "./problem-page.ts";

/** What the service says of itself. */
type DescribeApi = {
  /** The OpenAPI document, as JSON text. */
  openapi: () => string;
  /** The readable documentation, as HTML. */
  docs: (language: Language) => string;
  /** The page about a kind of problem, as HTML; undefined where there is no such kind. */
  problem: (key: string, language: Language) => string | undefined;
  health: () => { status: "ok" };
};

/**
 * The answers of the routes that describe the service.
 *
 * @param addresses `tokenUrl` is by default `/oauth2/token` under `publicUrl`.
 */
export function makeDescribeApi(addresses: Pick<Addresses, "publicUrl"> & Partial<Addresses>): DescribeApi {
  const publicUrl = addresses.publicUrl.replace(/\/+$/, "");
  const known: Addresses = { publicUrl, tokenUrl: addresses.tokenUrl ?? `${publicUrl}/oauth2/token` };
  // Building it takes longer than answering: once, and only if it is asked for.
  let document: string | undefined;
  return {
    openapi: () => (document ??= JSON.stringify(openApiDocument(known))),
    docs: (language) => docsPage(language, known),
    problem: (key, language) => (isProblem(key) ? problemPage(key, language) : undefined),
    health: () => ({ status: "ok" }),
  };
}

function isProblem(key: string): key is ProblemKey {
  return Object.hasOwn(problems, key);
}
