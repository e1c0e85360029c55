import * as z from "zod";
import { actProblems } from "./problem-kinds/acts.ts";
import { answerProblems } from "./problem-kinds/answers.ts";
import { noticeProblems } from "./problem-kinds/notices.ts";
import type { ProblemKind } from "./problem-kinds/problem-kind.ts";
import { requestProblems } from "./problem-kinds/requests.ts";

/** Every problem the API can answer with; the key is the last part of its `type` and never changes. */
export const problems = {
  ...requestProblems,
  ...noticeProblems,
  ...answerProblems,
  ...actProblems,
} as const satisfies Record<string, ProblemKind>;

/** The kinds of problem. */
export type ProblemKey = keyof typeof problems;

/** One fault of a request: where, which, and what to do; never the value. */
const ProblemError = z
  .strictObject({
    pointer: z.string().meta({ description: "RFC 6901 pointer into the body; empty for the whole." }),
    code: z.string().meta({ description: "Stable code of the fault." }),
    detail: z.string().meta({ description: "What is wrong and what to do, in the language asked for." }),
    provision: z
      .string()
      .optional()
      .meta({ description: "The provision that asks for it, or that leaves no room for it." }),
  })
  .meta({ id: "ProblemError" });

/** RFC 9457 problem document. */
export const Problem = z
  .strictObject({
    type: z.string().meta({ description: "Stable, under `/problems/`." }),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    instance: z.string().meta({ description: "The request, as in `x-request-id`." }),
    errors: z.array(ProblemError).optional().meta({ description: "All faults at once." }),
    possibleAnswers: z
      .array(z.string())
      .optional()
      .meta({ description: "For a refused answer: those that have a place now." }),
    caseStatus: z.string().optional().meta({ description: "Where the case stands, for a refused answer or act." }),
    links: z.record(z.string(), z.string()).optional(),
  })
  .meta({ id: "Problem", description: "RFC 9457 problem document." });
export type Problem = z.infer<typeof Problem>;
