import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { caseView } from "../../../../core/case/case-view.ts";
import { CaseEvent } from "../../../../core/case/events.ts";
import { replay } from "../../../../core/case/evolve.ts";
import { nextWake } from "../../../../core/case/next-wake.ts";
import { Case, CaseStatus } from "../../../../core/case/state.ts";
import { isOver, statusOf } from "../../../../core/case/status.ts";
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
function always(check: (history: RandomHistory, scene: RandomScene) => void, numRuns = 200): void {
  fc.assert(
    fc.property(randomScene, actions, (scene, happening) => {
      check(playAtRandom(scene, happening), scene);
    }),
    { numRuns },
  );
}

const throughJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

/** What may still happen to a case that is over, by its status. */
const movesOfTheSettled: Partial<Record<ReturnType<typeof statusOf>, readonly string[]>> = {
  answered: ["receive_answer", "withdraw", "close", "decide_step"],
  withdrawn: ["receive_answer", "close"],
  closed: [],
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
    always(({ events, kase }) => {
      for (const name of ["acknowledge", "act"] as const) {
        const escalated = events.some((event) => event.type === "clock.missed" && event.data.clock === name);
        const { verdict, dueLegal, endedAt } = kase.clocks[name];
        if (escalated) expect(verdict).not.toBe("met");
        if (verdict === "met") expect(endedAt! <= dueLegal!).toBe(true);
      }
    });
  });

  it("a case that is over moves only by an answer or by an act of the authority", () => {
    always(({ steps }) => {
      for (const { before, command, decision } of steps) {
        if (before === undefined || !isOver(before) || decision.kind === "refused") continue;
        expect(movesOfTheSettled[statusOf(before)]).toContain(command.type);
      }
    });
  });

  it("a closed case records what comes of messages already queued, and nothing else", () => {
    always(({ steps }) => {
      for (const { before, command, after } of steps) {
        if (before?.closedAt === undefined || after === before) continue;
        expect(command.type).toBe("record_attempt");
        expect(after!.sequence).toBe(before.sequence);
        expect({ ...after, outbox: [], ladder: [], version: 0, delivery: {} }).toEqual({
          ...before,
          outbox: [],
          ladder: [],
          version: 0,
          delivery: {},
        });
      }
    });
  });

  it("messages are numbered 1, 2, … without a gap, each with an id of its own", () => {
    always(({ events, kase }) => {
      const messages = events.flatMap((event) => ("messages" in event.data ? (event.data.messages ?? []) : []));
      expect(messages.map(({ sequence }) => sequence)).toEqual(messages.map((_, index) => index + 1));
      expect(new Set(messages.map(({ messageId }) => messageId)).size).toBe(messages.length);
      expect(kase.sequence).toBe(messages.length);
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

  it("an authority without a webhook is sent nothing", () => {
    always(({ events, kase }, { authorityIsTold }) => {
      if (authorityIsTold) return;
      const messages = events.flatMap((event) => ("messages" in event.data ? (event.data.messages ?? []) : []));
      expect(messages.filter(({ to }) => to.kind === "authority" && to.id === kase.authority)).toEqual([]);
    });
  });

  it("a case that was worked off, by a machine whose recipients take everything, wakes later or not at all", () => {
    fc.assert(
      fc.property(randomScene, actions, (scene, happening) => {
        playAtRandom(scene, [...happening, { kind: "work_off" }], (kase, now) => {
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
      { numRuns: 500, seed: 20_251_103 },
    );
    expect([...statuses].sort()).toEqual([...CaseStatus.options].sort());
    expect([...types].sort()).toEqual(CaseEvent.options.map((option) => option.shape.type.value).sort());
  });
});
