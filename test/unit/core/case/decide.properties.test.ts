import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { caseView } from "../../../../core/case/case-view.ts";
import { CaseEvent } from "../../../../core/case/events.ts";
import { replay } from "../../../../core/case/evolve.ts";
import { isKeptStill, nextWake } from "../../../../core/case/next-wake.ts";
import { isOpen } from "../../../../core/case/question.ts";
import { Case, CaseStatus, type Message } from "../../../../core/case/state.ts";
import { isOver, isOwed, statusOf } from "../../../../core/case/status.ts";
import { CaseView } from "../../../../core/contract/api.ts";
import { elapsedMilliseconds } from "../../../../core/contract/duration.ts";
import { plus } from "../../../../core/contract/instant.ts";
import { hour, minute, second } from "../../../support/cases.ts";
import {
  playAtRandom,
  randomAction,
  randomScene,
  type RandomHistory,
  type RandomScene,
} from "../../../support/random-cases.ts";

const actions = fc.array(randomAction, { maxLength: 60, size: "max" });

/** Checks something of every random history; what it is played with is frozen throughout. */
function always(check: (history: RandomHistory, scene: RandomScene) => void, numRuns = 150): void {
  fc.assert(
    fc.property(randomScene, actions, (scene, happening) => {
      check(playAtRandom(scene, happening), scene);
    }),
    { numRuns },
  );
}

const messagesIn = (events: readonly CaseEvent[]): Message[] =>
  events.flatMap((event) => ("messages" in event.data ? (event.data.messages ?? []) : []));

/** What gives a clock that has ended, or has not begun after all, another course. */
const beginsAnew: CaseEvent["type"][] = ["notice.corrected", "receipt.taken_back", "clock.reset", "clock.suspended"];

/** A case without what may change of it once it is closed. */
function whatWasDecided(kase: Case) {
  const { caseId, items, clocks, answeredAt, withdrawnAt, restoredAt, closedAt, questions, noticeVersion, digest } =
    kase;
  return { caseId, items, clocks, answeredAt, withdrawnAt, restoredAt, closedAt, questions, noticeVersion, digest };
}

const throughJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

/** What becomes of any case: it is held, its links end, its items come back, its secrecy ends or it closes by itself. */
const alwaysPossible = ["set_hold", "revoke_links", "note_relisting", "take_due_step"];

/** What may still happen to a case that is over, by its status. */
const movesOfTheSettled: Partial<Record<ReturnType<typeof statusOf>, readonly string[]>> = {
  answered: ["receive_answer", "withdraw", "close", "decide_step", "decide_question", "correct", ...alwaysPossible],
  withdrawn: ["receive_answer", "close", ...alwaysPossible],
  closed: alwaysPossible,
};

describe("in every history of a case", () => {
  it("a refused command leaves the case as it is, and no command changes what it was given", () => {
    always(({ steps }) => {
      for (const { decision, before, after } of steps) {
        if (decision.kind === "refused") expect(after).toBe(before);
        else expect(decision.events.length).toBeGreaterThan(0);
      }
    });
  });

  it("the events alone, read back from JSON, give the case", () => {
    always(({ events, kase }) => {
      const read = events.map((event) => CaseEvent.parse(throughJson(event)));
      expect(throughJson(replay(read))).toEqual(throughJson(kase));
      expect(kase.version).toBe(events.length);
    });
  });

  it("every event and every state has its shape", () => {
    always(({ steps, events, kase, basis }) => {
      for (const event of events) expect(CaseEvent.parse(event)).toEqual(event);
      for (const { after } of steps) if (after !== undefined) expect(Case.parse(after)).toEqual(after);
      expect(CaseView.safeParse(throughJson(caseView(kase, basis))).error).toBeUndefined();
    }, 60);
  });

  it("no escalation comes before the due instant and its pause", () => {
    always(({ steps }, { settleMilliseconds }) => {
      for (const { decision, before } of steps) {
        for (const event of decision.kind === "decided" ? decision.events : []) {
          if (event.type !== "clock.missed") continue;
          const { clock, dueLegal } = event.data;
          const isShort = (elapsedMilliseconds(before!.clocks[clock].within) ?? Infinity) < hour;
          const pause = isShort ? 0 : settleMilliseconds;
          expect(pause === 0 || pause >= 5 * second).toBe(true);
          expect(event.at > plus(dueLegal, pause)).toBe(true);
          expect(dueLegal).toBe(before!.clocks[clock].dueLegal);
        }
      }
    });
  });

  it("no escalation comes before the end of what was given back for an outage of ours, and nothing is given back in vain", () => {
    always(({ steps, events }, { settleMilliseconds }) => {
      for (const { before, after, decision } of steps) {
        for (const event of decision.kind === "decided" ? decision.events : []) {
          if (event.type === "clock.service_interrupted") {
            const { clock, from, to, until } = event.data;
            const { dueLegal, serviceInterrupted } = before!.clocks[clock];
            const hurt = [dueLegal!, serviceInterrupted?.until ?? dueLegal!];
            expect(hurt.some((instant) => from <= instant && instant <= to)).toBe(true);
            expect(until >= plus(to, 15 * minute)).toBe(true);
            expect(serviceInterrupted === undefined || until > serviceInterrupted.until).toBe(true);
          }
          if (event.type !== "clock.missed") continue;
          const { serviceInterrupted, within } = after!.clocks[event.data.clock];
          const isShort = (elapsedMilliseconds(within) ?? Infinity) < hour;
          if (serviceInterrupted === undefined || isShort) continue;
          expect(event.at > plus(serviceInterrupted.until, settleMilliseconds)).toBe(true);
        }
      }
      for (const [index, event] of events.entries()) {
        if (event.type !== "answer.received") continue;
        for (const [name, ended] of Object.entries(event.data.ended ?? {})) {
          if (ended.lateCause !== "service_interrupted") continue;
          const isMissed = ({ type, data }: CaseEvent) => type === "clock.missed" && data.clock === name;
          expect(events.slice(0, index).some(isMissed)).toBe(false);
        }
      }
    });
  });

  it("nobody who acknowledged in time is escalated for a missing acknowledgement, nor the other way round", () => {
    always(({ kase }) => {
      for (const { verdict, dueLegal, endedAt, missedAt } of Object.values(kase.clocks)) {
        if (missedAt !== undefined) expect(verdict).not.toBe("met");
        // A clock that stood still has no due instant: whatever is answered then is in time.
        if (verdict === "met" && dueLegal !== undefined) expect(endedAt! <= dueLegal).toBe(true);
      }
    });
  });

  it("a case that is over moves only by an answer, by an act of the authority, or by a date that was set before", () => {
    always(({ steps }) => {
      for (const { before, command, decision } of steps) {
        if (before === undefined || !isOver(before) || decision.kind === "refused") continue;
        expect(movesOfTheSettled[statusOf(before)]).toContain(command.type);
      }
    });
  });

  it("a closed case records what comes of messages already queued, what becomes of its record, and nothing else", () => {
    const ofMessages = ["record_attempt", "record_mail_event"];
    always(({ steps }) => {
      for (const { before, command, after } of steps) {
        if (before?.closedAt === undefined || after === before) continue;
        expect([...ofMessages, ...alwaysPossible]).toContain(command.type);
        expect(whatWasDecided(after!)).toEqual(whatWasDecided(before));
      }
    });
  });

  it("messages are numbered 1, 2, … without a gap; a letter has the number of the webhook whose words it carries", () => {
    always(({ events, kase }) => {
      const messages = messagesIn(events);
      const own = messages.filter(
        ({ sequence }, index) => messages.findIndex((one) => one.sequence === sequence) === index,
      );
      expect(own.map(({ sequence }) => sequence)).toEqual(own.map((_, index) => index + 1));
      expect(new Set(messages.map(({ messageId }) => messageId)).size).toBe(messages.length);
      expect(kase.sequence).toBe(own.length);
      for (const { sequence, channel, type, to } of messages) {
        const twins = messages.filter((one) => one.sequence === sequence);
        expect(twins.length).toBeLessThanOrEqual(2);
        for (const twin of twins) expect({ type: twin.type, to: twin.to }).toEqual({ type, to });
        if (twins.length === 2) expect(twins.filter((twin) => twin.channel === channel)).toHaveLength(1);
      }
    });
  });

  it("there is no clock without a receipt, and no reminder without a clock", () => {
    always(({ steps }) => {
      for (const { after } of steps) {
        if (after === undefined || after.delivery.state === "delivered") continue;
        for (const { state } of Object.values(after.clocks)) expect(["not_started", "stopped"]).toContain(state);
        expect(after.outbox.filter(({ type }) => type === "notice.reminder")).toEqual([]);
      }
    });
  });

  it("the issuing authority is told on the channels that it wishes, and on no other", () => {
    always(({ events, kase }, { authorityIsTold }) => {
      const told = messagesIn(events).filter(({ to }) => to.kind === "authority" && to.id === kase.authority);
      for (const { channel } of told) expect(authorityIsTold).toContain(channel);
    });
  });

  it("nothing goes by mail in a deployment that has none", () => {
    always(({ events, kase }, { hasMail }) => {
      if (hasMail) return;
      const letters = messagesIn(events).filter(({ channel }) => channel === "mail");
      expect(letters.filter(({ to }) => to.kind !== "authority" || to.id !== kase.authority)).toEqual([]);
    });
  });

  it("a clock that stands still has no due instant, one that runs has", () => {
    always(({ steps }) => {
      for (const { after } of steps) {
        for (const { state, dueLegal, suspended } of after === undefined ? [] : Object.values(after.clocks)) {
          expect(suspended !== undefined).toBe(state === "suspended");
          if (state === "suspended" || state === "not_started") expect(dueLegal).toBeUndefined();
          if (state === "running") expect(dueLegal).toBeDefined();
        }
      }
    });
  });

  it("a clock ends once, unless more is asked: its verdict never becomes another", () => {
    always(({ steps }) => {
      for (const { before, after, decision } of steps) {
        const isBegunAnew =
          decision.kind === "decided" && decision.events.some(({ type }) => beginsAnew.includes(type));
        if (before === undefined || after === undefined || isBegunAnew) continue;
        for (const name of ["acknowledge", "act"] as const) {
          const { verdict, endedAt } = before.clocks[name];
          if (endedAt !== undefined) expect(after.clocks[name]).toMatchObject({ endedAt, ...(verdict && { verdict }) });
        }
      }
    });
  });

  it("no breach and no step follows while the case is not delivered, or the authority owes a reply", () => {
    always(({ steps }) => {
      for (const { before, command, decision } of steps) {
        if (command.type !== "take_due_step" || decision.kind === "refused" || before === undefined) continue;
        const escalates = decision.events.some(({ type }) => type === "clock.missed" || type === "step.taken");
        if (!escalates) continue;
        expect(before.delivery.state).toBe("delivered");
        expect(isKeptStill(before)).toBe(false);
      }
    });
  });

  it("no step comes before the end of what was given back for a reply that the authority owed", () => {
    always(({ steps }) => {
      for (const { before, now, decision } of steps) {
        for (const event of decision.kind === "decided" ? decision.events : []) {
          if (event.type !== "clock.missed") continue;
          const { heldUntil } = before!.clocks[event.data.clock];
          expect(heldUntil === undefined || now > heldUntil).toBe(true);
        }
      }
    });
  });

  it("a withdrawn case sends nothing more of the notice", () => {
    const told = ["notice.withdrawn", "notice.disclosure_ended"];
    always(({ steps }) => {
      for (const { after } of steps) {
        if (after?.withdrawnAt === undefined) continue;
        const toThePlatform = after.outbox.filter(({ to }) => to.kind === "platform").map(({ type }) => type);
        for (const type of toThePlatform) expect(told).toContain(type);
        expect(after.outbox.map(({ type }) => type)).not.toContain("case.decision_needed");
      }
    });
  });

  it("a case is undeliverable only when nothing is left that could serve it", () => {
    always(({ steps }) => {
      for (const { after } of steps) {
        if (after === undefined || statusOf(after) !== "undeliverable") continue;
        const left = after.outbox.filter(({ type }) => type === "notice.issued" || type === "notice.prior_information");
        expect(left).toEqual([]);
      }
    });
  });

  it("a notice that is still to be delivered is on its way: somebody is trying, or the case is undeliverable", () => {
    always(({ steps }) => {
      for (const { after } of steps) {
        if (after === undefined || !isOwed(after) || after.delivery.state !== "pending") continue;
        const left = after.outbox.filter(({ type }) => type === "notice.issued" || type === "notice.prior_information");
        expect(left.length).toBeGreaterThan(0);
      }
    });
  });

  it("the authority has nothing open that it is not reminded of, and nothing waits for a reply that is under way for ever", () => {
    always(({ steps }) => {
      for (const { after } of steps) {
        if (after === undefined || !isOwed(after)) continue;
        for (const { replied } of after.questions) {
          if (replied === undefined) continue;
          const underWay = after.outbox.filter(({ type }) => type === "notice.clarified");
          expect(underWay.length).toBeGreaterThan(0);
        }
        for (const question of after.questions) {
          if (!isOpen(question) || question.remindedAt !== undefined) continue;
          expect(nextWake(after)! <= question.dueAt).toBe(true);
        }
      }
    });
  });

  it("a case that was worked off, by a machine whose recipients take everything, wakes later or not at all", () => {
    fc.assert(
      fc.property(randomScene, actions, (scene, happening) => {
        playAtRandom(scene, [...happening, { kind: "work_off", lettersTold: true }], (kase, now) => {
          const wake = nextWake(kase);
          expect(wake === undefined || wake > now).toBe(true);
        });
      }),
      { numRuns: 300 },
    );
  });
});

describe("the random histories", () => {
  it("reach every status and every kind of event: they leave nothing out", () => {
    const statuses = new Set<string>();
    const types = new Set<string>();
    fc.assert(
      fc.property(randomScene, actions, (scene, happening) => {
        const { steps, events } = playAtRandom(scene, happening);
        for (const { after } of steps) if (after !== undefined) statuses.add(statusOf(after));
        for (const { type } of events) types.add(type);
      }),
      { numRuns: 1_000, seed: 20_251_103 },
    );
    expect([...statuses].sort()).toEqual([...CaseStatus.options].sort());
    expect([...types].sort()).toEqual(CaseEvent.options.map((option) => option.shape.type.value).sort());
  });
});
