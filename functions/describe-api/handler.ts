import type { LegalBasisList, LegalBasisView } from "../../core/contract/legal-basis-view.ts";
import type { Language } from "../../core/contract/language.ts";
import { problems, type ProblemKey } from "../../core/contract/problems.ts";
import type { LegalBases } from "../../core/law/legal-bases.ts";
import { docsPage } from "./docs-page.ts";
import { legalBasesPage } from "./legal-bases-page.ts";
import { legalBasisPage } from "./legal-basis-page.ts";
import { openApiDocument, type Addresses } from "./openapi-document.ts";
import { problemPage } from "./problem-page.ts";
import { shownBases } from "./shown-bases.ts";

/** What the service says of itself. */
type DescribeApi = {
  /** The OpenAPI document, as JSON text. */
  openapi: () => string;
  /** The readable documentation, as HTML. */
  docs: (language: Language) => string;
  /** The page about a kind of problem, as HTML; undefined where there is no such kind. */
  problem: (key: string, language: Language) => string | undefined;
  /** Every legal basis, usable or not. */
  legalBases: () => LegalBasisList;
  /** One legal basis in its newest version; undefined where there is no such basis. */
  legalBasis: (id: string) => LegalBasisView | undefined;
  /** The page that lists the legal bases, as HTML. */
  legalBasesPage: (language: Language) => string;
  /** The page about a legal basis, as HTML; undefined where there is no such basis. */
  legalBasisPage: (id: string, language: Language) => string | undefined;
  health: () => { status: "ok" };
};

/** What a deployment is, so that it can be described. */
type Described = Pick<Addresses, "publicUrl"> &
  Partial<Addresses> & {
    bases: LegalBases;
    /** Whether the deployment knows the basis `sandbox`. */
    allowSandbox: boolean;
  };

/**
 * The answers of the routes that describe the service.
 *
 * @param described `tokenUrl` is by default `/oauth2/token` under `publicUrl`.
 */
export function makeDescribeApi({ bases, allowSandbox, ...addresses }: Described): DescribeApi {
  const publicUrl = addresses.publicUrl.replace(/\/+$/, "");
  const known: Addresses = { publicUrl, tokenUrl: addresses.tokenUrl ?? `${publicUrl}/oauth2/token` };
  const shown = shownBases(bases, allowSandbox);
  const shownAs = (asked: string) => shown.find(({ view }) => view.id === asked);
  // Building it takes longer than answering: once, and only if it is asked for.
  let document: string | undefined;
  return {
    openapi: () => (document ??= JSON.stringify(openApiDocument(known))),
    docs: (language) => docsPage(language, known, shown),
    problem: (key, language) => (isProblem(key) ? problemPage(key, language) : undefined),
    legalBases: () => ({ legalBases: shown.map(({ view }) => view), review: "draft" }),
    legalBasis: (id) => shownAs(id)?.view,
    legalBasesPage: (language) => legalBasesPage(shown, language),
    legalBasisPage: (id, language) => {
      const basis = shownAs(id);
      return basis === undefined ? undefined : legalBasisPage(basis, language);
    },
    health: () => ({ status: "ok" }),
  };
}

function isProblem(key: string): key is ProblemKey {
  return Object.hasOwn(problems, key);
}
