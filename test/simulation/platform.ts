import { createHmac } from "node:crypto";
import { epochOf, type Instant } from "../../core/contract/instant.ts";
import { QuestionType } from "../../core/case/question.ts";
import { CaseId } from "../../core/contract/ids.ts";
import type { Deployment } from "./deployment.ts";
import type { AnswerRequest, Journal } from "./journal.ts";
import type { Kernel } from "./kernel.ts";
import { secretOf } from "./parties.ts";
import { answerOnPage, linkIn } from "./person.ts";
import type { Endpoint, Received } from "./post.ts";
import type { Random } from "./random.ts";
import type { Replier } from "./replies.ts";
import type { Illness, Weather } from "./weather.ts";

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;

/** What anybody outside the deployment acts with. */
export type ActorGround = {
  kernel: Kernel;
  journal: Journal;
  random: Random;
  deployment: Deployment;
  /** The weather of now. */
  weather: () => Weather;
};

/** The last try is made nine hours after the first, or so. */
const mostTries = 14;

type AnswerKind = AnswerRequest["type"];

/** An answer that a platform means to give. */
export type Intended = {
  type: AnswerKind;
  /** Which of the case's items it reports on. */
  items: "all" | "some" | "none";
  /** Legal milliseconds after it has read the notice; or from a due instant, which may be before it. */
  when: { after: number } | { clock: "acknowledge" | "act"; offset: number };
};

const acknowledged = (after: number): Intended => ({ type: "acknowledged", items: "none", when: { after } });

/** How close to a due instant answers are aimed, in wall milliseconds. */
export const offsets = [-60_000, -4_000, -500, -100, -10, -2, -1, 0, 0, 1, 2, 10, 100, 4_999, 5_000, 5_001, 9_000] as const;

/** Draws what a platform does about one case. */
function drawIntentions(random: Random): Intended[] {
  const soon = () => random.whole(0, random.pick([200, 2 * second, 10 * minute, 5 * hour]));
  const some = (): Intended => ({ type: "action_taken", items: "some", when: { after: soon() } });
  const whole = (after = soon()): Intended => ({ type: "action_taken", items: "all", when: { after } });
  const atDue = (type: AnswerKind, clock: "acknowledge" | "act"): Intended => ({
    type,
    items: type === "action_taken" ? "all" : "none",
    when: { clock, offset: random.pick(offsets) },
  });
  const asks = (): Intended => ({
    type: random.pick(["clarification_requested", "impossible", "contested", "refused", "not_addressee"]),
    items: "none",
    when: { after: soon() },
  });
  const days = random.whole(1, 6) * 24 * hour;
  return random.pick<() => Intended[]>([
    () => [],
    () => [whole()],
    () => [acknowledged(soon()), whole(random.whole(minute, 20 * hour))],
    () => [acknowledged(0), whole(0)],
    () => [acknowledged(soon()), some(), whole(random.whole(hour, 40 * hour))],
    () => [some(), some()],
    () => [asks(), whole(days)],
    () => [asks()],
    () => [atDue("acknowledged", "acknowledge"), atDue("action_taken", "act")],
    () => [atDue("acknowledged", "acknowledge"), atDue("refused", "act")],
    () => [atDue("contested", "acknowledge"), atDue("action_taken", "act")],
    () => [atDue("acknowledged", "acknowledge"), whole(days)],
    () => [acknowledged(soon()), atDue("action_taken", "act")],
    () => [atDue("action_taken", "acknowledge")],
    () => [atDue("action_taken", "act"), atDue("action_taken", "act")],
    () => [acknowledged(soon()), whole(days)],
  ])();
}

/** What is special about a platform. */
export type PlatformTraits = {
  illnesses: readonly Illness[];
  /** What it does about each case; drawn for each where it is not said. */
  intentions?: readonly Intended[] | undefined;
  /** Hears that it has asked or declared something. */
  asked?: Replier | undefined;
  /** How probably the reader of a letter answers by its link, of each case; never by default. */
  answersByLink?: number | undefined;
};

/** A platform: its endpoint, and its hand. */
export function platformActor(
  ground: ActorGround,
  id: string,
  { illnesses, intentions, asked, answersByLink = 0 }: PlatformTraits,
): Endpoint {
  const { kernel, journal, random, deployment, weather } = ground;
  /** Where a person answers, of the cases that a person deals with. */
  const links = new Map<string, URL>();
  const onPage = random.fork("page");
  const known = new Set<string>();
  /** How far its clock is from ours, in milliseconds. */
  const skew = random.happens(0.5) ? random.whole(-5 * minute + 2 * second, 5 * minute - 2 * second) : 0;
  const { legal } = deployment;
  /** What is asked is drawn apart, so that it disturbs nothing else. */
  const asking = random.fork("questions");

  /** Asks or declares something besides, about all items or some; what it asked about, it may act on all the same. */
  function drawQuestions(): Intended[] {
    if (!asking.happens(0.25)) return [];
    const type = asking.pick(["clarification_requested", "clarification_requested", "impossible", "contested"] as const);
    const when: Intended["when"] = asking.happens(0.3)
      ? { clock: asking.pick(["acknowledge", "act", "act"] as const), offset: asking.pick(offsets) }
      : { after: asking.whole(0, asking.pick([minute, 10 * hour, 30 * hour])) };
    const question: Intended = { type, items: asking.pick(["none", "none", "some"]), when };
    const acts: Intended = { type: "action_taken", items: "all", when: { after: asking.whole(hour, 200 * hour) } };
    return [question, ...(asking.happens(0.3) ? [{ ...question, when: { after: 12 * hour } }] : []), acts];
  }

  function intend(received: Received, intended: Intended): void {
    const caseId = CaseId.parse(received.caseId);
    const { when } = intended;
    if ("after" in when)
      kernel.after(when.after / legal.scale, () => {
        prepare(caseId, intended);
      });
    else
      kernel.after(second, () => {
        void aim(caseId, intended, when, 5);
      });
  }

  /** Looks up the due instant as soon as there is one: only the record knows it to the millisecond. */
  async function aim(
    caseId: CaseId,
    intended: Intended,
    when: { clock: "acknowledge" | "act"; offset: number },
    left: number,
  ) {
    const due = (await deployment.store.read(caseId))?.case.clocks[when.clock].dueLegal;
    if (due === undefined) {
      if (left > 0)
        kernel.after(30 * second, () => {
          void aim(caseId, intended, when, left - 1);
        });
      return;
    }
    kernel.after(wallOf(due) + when.offset - kernel.now(), () => {
      prepare(caseId, intended);
    });
  }

  function wallOf(instant: Instant): number {
    return Math.ceil(legal.anchorWall + (epochOf(instant) - legal.anchorLegal) / legal.scale);
  }

  function hasSaid({ caseId, type }: Pick<AnswerRequest, "caseId" | "type">): void {
    const question = QuestionType.safeParse(type);
    if (question.success) asked?.(caseId, question.data);
  }

  function prepare(caseId: CaseId, intended: Intended): void {
    void deployment.store.read(caseId).then((record) => {
      if (record === undefined) return;
      const { case: kase } = record;
      const items = itemsOf(
        intended,
        kase.items.map(({ itemId }) => itemId),
      );
      const concerned = intended.items === "some" && items.length === 0 ? kase.items.slice(0, 1).map(({ itemId }) => itemId) : [];
      const link = links.get(caseId);
      if (link !== undefined) {
        const said = { caseId, type: intended.type, items, concerned, ...reasonOf(intended.type) };
        answerOnPage({ ...ground, random: onPage }, id, link, said, ({ status }) => {
          if (status === 200) hasSaid(said);
        });
        return;
      }
      const body = JSON.stringify({
        type: `notice.${intended.type}`,
        data: {
          caseId,
          version: kase.noticeVersion,
          digest: kase.digest,
          ...(items.length > 0 && { items }),
          ...(concerned.length > 0 && { items: concerned }),
          ...reasonOf(intended.type),
        },
      });
      const webhookId = deployment.chance.id("wh");
      const copies = random.happens(weather().repeated) ? random.pick([2, 2, 3, 5]) : 1;
      for (let copy = 0; copy < copies; copy += 1) {
        const isAimed = "clock" in intended.when;
        const delay = copy === 0 ? (isAimed ? 0 : random.whole(0, 50)) : random.whole(0, random.pick([5, 2_000, hour]));
        kernel.after(delay, () => {
          attempt({ caseId, webhookId, type: intended.type, items, concerned, body }, 1);
        });
      }
    });
  }

  function itemsOf({ items, type }: Intended, ids: readonly string[]): AnswerRequest["items"] {
    if (items === "none" || type !== "action_taken") return [];
    const chosen = items === "all" ? ids : ids.filter((_, index) => index === 0 || random.happens(0.4));
    const now = legal.anchorLegal + (kernel.now() - legal.anchorWall) * legal.scale;
    return chosen.map((itemId) => ({
      itemId,
      outcome: random.pick(["removed", "removed", "disabled_eu", "already_unavailable"]),
      ...(random.happens(0.7) && {
        measuredAt: new Date(now + skew - random.whole(0, random.pick([0, minute, 3 * hour]))).toISOString(),
      }),
    }));
  }

  type Sendable = Pick<AnswerRequest, "caseId" | "webhookId" | "type" | "items" | "concerned"> & { body: string };

  /** One attempt; whatever is not a final answer is tried again, signed anew, under the same `webhook-id`. */
  function attempt(answer: Sendable, number: number): void {
    const again = () => {
      if (number < mostTries)
        kernel.after(random.whole(1, 2 ** number) * second, () => {
          attempt(answer, number + 1);
        });
    };
    const { webhookId, body } = answer;
    const timestamp = Math.floor((kernel.now() + skew) / second);
    if (random.happens(weather().lostOnTheWay)) {
      journal.tell(id, () => `${answer.type} ${webhookId} is lost on its way`);
      again();
      return;
    }
    if (deployment.inbound.isDown()) {
      journal.tell(id, () => `${answer.type} ${webhookId} finds our gateway down`);
      again();
      return;
    }
    const request: AnswerRequest = { platform: id, identified: "webhook", ...answer, arrivedAt: kernel.now() };
    journal.answers.push(request);
    journal.tell(id, () => `sends ${answer.type} ${webhookId} of ${answer.caseId} (${answer.items.length} items)`);
    const isAnswerLost = random.happens(weather().lostOnTheWay);
    deployment.request(
      "receive-answer",
      {
        httpMethod: "POST",
        resource: "/v1/platforms/{platformId}/webhook",
        pathParameters: { platformId: id },
        multiValueHeaders: {
          "content-type": ["application/json"],
          "webhook-id": [webhookId],
          "webhook-timestamp": [`${timestamp}`],
          "webhook-signature": [signatureOf(id, webhookId, timestamp, body)],
        },
        body,
      },
      (told) => {
        if (isAnswerLost) {
          again();
          return;
        }
        request.told = { ...told, at: kernel.now() };
        journal.tell(id, () => `is told ${told.status} of ${webhookId} ${told.body.slice(0, 60)}`);
        if (told.status >= 500) again();
        if (told.status === 200) hasSaid(answer);
      },
    );
  }

  return {
    receive: () => {
      const ill = illnesses.find(({ from, to }) => from <= kernel.now() && kernel.now() < to);
      const takes = random.whole(1, random.happens(0.9) ? 300 : weather().slowest);
      const copies = random.happens(weather().repeated) ? random.whole(2, 5) : 1;
      if (ill !== undefined) return { ...ill, takes, copies, isRead: ill.reads };
      const isLost = random.happens(weather().lostOnTheWay);
      return { status: isLost ? "none" : 202, takes, copies, isRead: true };
    },
    read: (received) => {
      const link = received.letter === undefined ? undefined : linkIn(received.letter);
      const isNew = !known.has(received.caseId) || links.has(received.caseId);
      if (link !== undefined && isNew && (links.has(received.caseId) || onPage.happens(answersByLink)))
        links.set(received.caseId, link);
      if (received.type === "notice.issued" && !known.has(received.caseId)) {
        known.add(received.caseId);
        for (const intended of intentions ?? [...drawIntentions(random), ...drawQuestions()])
          intend(received, intended);
      }
      if (received.type === "notice.corrected" && asking.happens(0.7)) {
        const after = asking.whole(0, asking.pick([minute, 10 * hour, 60 * hour]));
        intend(received, { type: "action_taken", items: "all", when: { after } });
      }
      if (received.type === "notice.withdrawn" && random.happens(0.7)) {
        intend(received, { type: "restored", items: "none", when: { after: random.whole(0, 5 * hour) } });
      }
    },
  };
}

function reasonOf(type: AnswerKind): { reason?: string } {
  const reasons: Record<string, string> = {
    clarification_requested: "insufficient_information",
    impossible: "technical",
    contested: "appeal_filed",
    refused: "not_illegal",
  };
  const reason = reasons[type];
  return reason === undefined ? {} : { reason };
}

function signatureOf(platform: string, webhookId: string, timestamp: number, body: string): string {
  const key = Buffer.from(secretOf(platform).slice("whsec_".length), "base64");
  return `v1,${createHmac("sha256", key).update(`${webhookId}.${timestamp}.${body}`).digest("base64")}`;
}
