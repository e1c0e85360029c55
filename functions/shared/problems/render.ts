import { problems, type Problem, type ProblemKey } from "../../../core/contract/problems.ts";
import type { Bilingual, Language } from "../../../core/contract/language.ts";

/** One fault of a request, in both languages. */
export type RenderableError = {
  pointer: string;
  code: string;
  detail: Bilingual;
  provision?: string | Bilingual | undefined;
};

/** What a problem says about the request at hand. */
type ProblemContext = {
  language: Language;
  /** The request, as in `x-request-id`. */
  instance: string;
  /** All faults at once. */
  errors?: readonly RenderableError[] | undefined;
  /** Where the case stands, for a refused answer or act. */
  caseStatus?: string | undefined;
  possibleAnswers?: string[] | undefined;
  links?: Record<string, string> | undefined;
};

/** The problem document (RFC 9457) of one kind of problem, in one language. */
export function renderProblem(key: ProblemKey, context: ProblemContext): Problem {
  const { language, instance, errors, caseStatus, possibleAnswers, links } = context;
  const { status, title, detail } = problems[key];
  return {
    type: problemPath(key),
    title: title[language],
    status,
    detail: detail[language],
    instance,
    ...(errors !== undefined && errors.length > 0 && { errors: errors.map((error) => told(error, language)) }),
    ...(caseStatus !== undefined && { caseStatus }),
    ...(possibleAnswers !== undefined && { possibleAnswers }),
    ...(links !== undefined && { links }),
  };
}

/** The `type` of a kind of problem: where its page stands, the same in every deployment. */
export function problemPath(key: ProblemKey): `/problems/${ProblemKey}` {
  return `/problems/${key}`;
}

function told({ pointer, code, detail, provision }: RenderableError, language: Language) {
  const cited = typeof provision === "object" ? provision[language] : provision;
  return { pointer, code, detail: detail[language], ...(cited !== undefined && { provision: cited }) };
}
