import * as z from "zod";
import { batchLimit, NoticeAccepted, NoticePreview, type BatchAnswer } from "../../core/contract/submission.ts";
import { batchBodyLimit, bodyLimit } from "../../core/contract/route.ts";
import { problems } from "../../core/contract/problems.ts";
import { sha256 } from "../shared/digest.ts";
import { ok, problem, type Outcome } from "../shared/http/outcome.ts";
import { outage } from "../shared/http/outage.ts";
import type { HttpRequest } from "../shared/http/http-request.ts";
import { parseAs, readJson } from "../shared/http/json-body.ts";
import { renderProblem } from "../shared/problems/render.ts";
import type { SubmitServices } from "./accept.ts";
import type { Asked } from "./asked.ts";
import { submit } from "./submit.ts";

type Result = BatchAnswer["results"][number];

/** The shape of the whole: each notice is judged by itself. */
const Batch = z.strictObject({ notices: z.array(z.unknown()).min(1).max(batchLimit) });

/**
 * How long notices are begun, in wall milliseconds; those after it are told to come again. A function behind the API has
 * 29 s, and no notice takes the rest.
 */
const timeToBegin = 20_000;

/**
 * Submits each notice of a batch, one after the other: so that of two with one reference it is the first that counts, and
 * so that the second finds what the first is about. The key of the batch and the position make the key of each: a batch that
 * is sent again answers the same, and does what was left undone.
 */
export async function submitEach(services: SubmitServices, request: HttpRequest, asked: Asked): Promise<Outcome> {
  const json = readJson(request, batchBodyLimit);
  if (json.kind === "problem") return json;
  const batch = parseAs(Batch, json.value);
  if (batch.kind === "problem") return batch;
  const end = services.clock.wall() + timeToBegin;
  const results: Result[] = [];
  for (const [index, input] of batch.value.notices.entries()) {
    const outcome =
      services.clock.wall() < end
        ? await submitOne(services, request, asked, { index, input })
        : problem("unavailable");
    results.push(resultOf(index, outcome, request));
  }
  return ok({ results } satisfies BatchAnswer);
}

async function submitOne(
  services: SubmitServices,
  { receivedAt: now, language, requestId }: HttpRequest,
  { authority, key, trial }: Asked,
  { index, input }: { index: number; input: unknown },
): Promise<Outcome> {
  // Not its canonical text, which not any JSON has: what cannot be a notice is refused by its judge, with the reason.
  const text = JSON.stringify(input);
  if (Buffer.byteLength(text) > bodyLimit) return problem("too-large");
  // A key of a caller has no space: the key of an entry is never that of a notice sent alone.
  const purpose = trial ?? { kind: "service" as const, key: `${key} ${index}`, digest: sha256(text) };
  try {
    return await submit(services, { authority, input, now, language, purpose });
  } catch (error) {
    // One that cannot be accepted now, or at all, is no reason to refuse those after it.
    return outage(error, { requestId, log: services.log });
  }
}

function resultOf(index: number, outcome: Outcome, { language, requestId }: HttpRequest): Result {
  switch (outcome.kind) {
    case "ok":
      return outcome.status === 202
        ? { index, status: 202, notice: NoticeAccepted.parse(outcome.body) }
        : { index, status: 200, preview: withoutPages(NoticePreview.parse(outcome.body)) };
    case "problem": {
      const { key, errors, links } = outcome;
      const document = renderProblem(key, { language, instance: requestId, errors, links });
      return { index, status: problems[key].status, problem: document };
    }
    case "page":
    case "see_other":
    case "file":
      throw new Error("a submission is not answered by a page");
  }
}

/** A hundred notices as pages would be more than a function can answer. */
function withoutPages({ cases, ...preview }: NoticePreview): NonNullable<Result["preview"]> {
  return { ...preview, cases: cases.map(({ html: _html, ...shown }) => shown) };
}
