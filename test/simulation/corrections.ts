import * as z from "zod";
import type { Correction, Submission } from "./journal.ts";
import { pageOf, platformOf } from "./notices.ts";
import type { ActorGround } from "./platform.ts";
import type { Random } from "./random.ts";

const second = 1_000;

const Body = z.looseObject({
  items: z.array(z.looseObject({ url: z.string() })),
  orderedMeasures: z.array(z.string()).optional(),
});
export type NoticeBody = z.infer<typeof Body>;

/** A notice as it was submitted. */
export function bodyOf({ body }: Pick<Submission, "body">): NoticeBody {
  return Body.parse(JSON.parse(body));
}

/** An officer corrects a notice: says it better, asks for more, or for less, or changes nothing at all. */
export function correct(ground: ActorGround, submission: Submission, version: number, kind: CorrectionKind): void {
  const { kernel, journal, random, deployment } = ground;
  const accepted = submission.answers.find(({ status }) => status === 202);
  if (accepted === undefined) return;
  const { noticeId } = JSON.parse(accepted.body) as { noticeId: string };
  const before = journal.corrections.findLast((one) => one.noticeId === noticeId && isDone(one))?.notice;
  const notice = corrected(before ?? bodyOf(submission), kind, random);
  const correction: Correction = { noticeId, version, notice, requests: [] };
  journal.corrections.push(correction);

  function attempt(number: number): void {
    const again = () => {
      if (number < 12)
        kernel.after(random.whole(1, 2 ** number) * second, () => {
          attempt(number + 1);
        });
    };
    if (deployment.inbound.isDown()) {
      again();
      return;
    }
    const request: Correction["requests"][number] = { arrivedAt: kernel.now() };
    correction.requests.push(request);
    journal.tell("officer", () => `corrects ${noticeId} (${kind}) to version ${version}`);
    deployment.request(
      "correct-notice",
      {
        httpMethod: "POST",
        resource: "/v1/notices/{noticeId}/versions",
        pathParameters: { noticeId },
        multiValueHeaders: { "content-type": ["application/json"], "if-match": [`"${version - 1}"`] },
        body: JSON.stringify({ by: { id: "officer-2", name: "B. Petit" }, reason: "A simulation.", notice }),
        caller: { kind: "authority", id: submission.authority },
      },
      (told) => {
        request.told = told;
        journal.tell("officer", () => `is told ${told.status} ${told.body.slice(0, 200)}`);
        if (told.status >= 500) again();
      },
    );
  }
  attempt(1);
}

/** Whether it is in force: it was said so, or, asked again, that somebody was first, and only this officer corrects. */
export function isDone({ requests }: Correction): boolean {
  const wasUnheard = (at: number) => requests.some(({ arrivedAt, told }) => arrivedAt < at && told?.status !== 200);
  return requests.some(
    ({ told, arrivedAt }) => told?.status === 200 || (told?.status === 412 && wasUnheard(arrivedAt)),
  );
}

/** What a correction changes. */
export type CorrectionKind = "words" | "more" | "less" | "measures" | "nothing";
export const correctionKinds = ["words", "more", "more", "less", "measures", "nothing"] as const;

function corrected(notice: NoticeBody, kind: CorrectionKind, random: Random): NoticeBody {
  const { items, orderedMeasures } = notice;
  switch (kind) {
    case "words":
      return { ...notice, statementOfReasons: `Said better, for the ${random.whole(2, 99)}th time.` };
    case "more": {
      const platform = platformOf(random.pick(items).url);
      const url = pageOf(platform, random.whole(4, 9));
      return items.some((item) => item.url === url)
        ? notice
        : { ...notice, items: [...items, { url, kind: "product_listing" }] };
    }
    case "less": {
      const spare = items.filter(
        ({ url }) => items.filter((other) => platformOf(other.url) === platformOf(url)).length > 1,
      );
      if (spare.length === 0) return notice;
      const gone = random.pick(spare);
      return { ...notice, items: items.filter((item) => item !== gone) };
    }
    case "measures":
      return orderedMeasures?.includes("removed") === true && orderedMeasures.length === 1
        ? { ...notice, orderedMeasures: [...orderedMeasures, "disabled_eu"] }
        : { ...notice, orderedMeasures: orderedMeasures ?? ["removed"] };
    case "nothing":
      return notice;
  }
}
