import type { QuestionType } from "../../core/case/question.ts";
import type { Case } from "../../core/case/state.ts";
import type { CaseId } from "../../core/contract/ids.ts";
import { epochOf } from "../../core/contract/instant.ts";
import { act, type Act } from "./authority.ts";
import { offsets, type ActorGround } from "./platform.ts";
import { legalOf } from "./ports.ts";

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

/** Tells an officer that a platform has asked or declared something. */
export type Replier = (caseId: CaseId, question: QuestionType) => void;

/** An officer who replies to platforms, soon, late, at the last moment or never, and gives more time where it pleases. */
export function replyingOfficer(ground: ActorGround): Replier {
  const { kernel, random, deployment } = ground;
  const { legal } = deployment;

  function later(legalMilliseconds: number, caseId: CaseId, choose: (kase: Case) => Act | undefined): void {
    kernel.after(legalMilliseconds / legal.scale, () => {
      void deployment.store.read(caseId).then((record) => {
        const chosen = record === undefined ? undefined : choose(record.case);
        if (record !== undefined && chosen !== undefined) act(ground, record.case, chosen, random.happens(0.1));
      });
    });
  }

  const sometime = () => random.whole(0, random.pick([second, 10 * minute, 3 * hour, day, 5 * day]));

  function decide(caseId: CaseId, question: Exclude<QuestionType, "clarification_requested">): void {
    const decision = random.happens(0.65) ? "accept" : "dispute";
    const lasts = random.happens(0.5) ? random.whole(minute, random.pick([hour, day, 4 * day])) : undefined;
    const isFor = question === "impossible" && decision === "accept" && lasts !== undefined;
    later(sometime(), caseId, () => ({ operation: "verdict", question, decision, ...(isFor && { lasts }) }));
    if (question === "impossible" && random.happens(0.5))
      later(sometime() + hour, caseId, ({ questions }) =>
        questions.some(({ type, accepted }) => type === "impossible" && accepted !== undefined)
          ? { operation: "verdict", question, decision: "end" }
          : undefined,
      );
  }

  return (caseId, question) => {
    // Some never reply.
    if (random.happens(0.3)) return;
    if (question === "clarification_requested") later(sometime(), caseId, () => ({ operation: "clarify" }));
    else decide(caseId, question);
  };
}

/** An officer who gives a case more time, at some moment or at its very due instant. */
export function giveMoreTime(ground: ActorGround, caseId: CaseId): void {
  const { kernel, random, deployment } = ground;
  const { legal } = deployment;
  const lasts = random.whole(1, random.pick([minute, 3 * hour, 2 * day]));
  const offset = random.pick(offsets);
  const isAimed = random.happens(0.5);
  const read = async () => (await deployment.store.read(caseId))?.case;
  const extend = () => {
    void read().then((kase) => {
      if (kase?.clocks.act.dueLegal !== undefined)
        act(ground, kase, { operation: "extend", lasts }, random.happens(0.1));
    });
  };
  void read().then((kase) => {
    const due = kase?.clocks.act.dueLegal;
    if (!isAimed || due === undefined) extend();
    else kernel.after((epochOf(due) - legalOf(kernel.now(), legal)) / legal.scale + offset, extend);
  });
}
