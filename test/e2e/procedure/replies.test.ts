import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { CaseView } from "../../../core/contract/api.ts";
import { epochOf, instantOf } from "../../../core/contract/instant.ts";
import { removed } from "../../support/e2e-answer.ts";
import { problemIn, verdictOf } from "../../support/e2e-api.ts";
import { eventually, untilWall } from "../../support/e2e-eventually.ts";
import { sandboxNotice } from "../../support/e2e-notice.ts";
import { declared, openProcedure, policeRequest, words, type Procedure } from "../../support/procedure.ts";
import type { Receiver } from "../../support/receiver.ts";

const all = new AsyncDisposableStack();
let world: Procedure;
let wish: Receiver;
let shein: Receiver;
let ofac: Receiver;
let dgccrf: Receiver;

beforeAll(async () => {
  world = all.use(await openProcedure());
  [wish, shein, ofac, dgccrf] = await Promise.all([
    world.receiverOf("platforms/wish"),
    world.receiverOf("platforms/shein"),
    world.receiverOf("authorities/ofac"),
    world.receiverOf("authorities/dgccrf"),
  ]);
});

afterAll(async () => all.disposeAsync());

/** A police request in an emergency, delivered: its basis starts the clock anew after a clarification. */
const resetting = async () => world.deliver("ofac", policeRequest(`E2E-${randomUUID()}`));
const sandbox = async (changes: Partial<Parameters<typeof sandboxNotice>[0]> = {}) =>
  world.deliver("dgccrf", sandboxNotice({ on: ["shein"], ...changes }));
const reasonsOf = ({ clocks }: CaseView) => clocks.act.why.map(({ code }) => code);
const soon = (milliseconds: number) => instantOf(Date.now() + milliseconds);

describe.concurrent("a clarification", () => {
  it("suspends the clock to act where the basis resets it, which starts anew at its arrival", async () => {
    const opened = await resetting();
    const { caseId } = opened;
    const before = await world.api.readCase("ofac", caseId);
    const note = "Which of the variants?";
    await world.answer("wish", declared("clarification_requested", opened, { note }));

    const asked = await world.api.readCase("ofac", caseId);
    expect(asked).toMatchObject({
      status: "awaiting_authority",
      questions: [{ type: "clarification_requested", reason: "insufficient_information", state: "open" }],
      clocks: {
        acknowledge: { state: "met" },
        act: { state: "suspended", suspended: { ground: "clarification_requested" }, why: [{ code: "suspended" }] },
      },
    });
    expect(asked.clocks.act.dueAt).toBeUndefined();
    expect((await ofac.took(caseId, "case.answer_received")).data.status).toBe("awaiting_authority");

    const until = soon(3 * 24 * 3_600_000);
    expect(verdictOf(await world.act("ofac", "extendCase", caseId, { until }))).toBe("409 not-extendable");

    await world.acted("ofac", "clarify", caseId, words);
    const { data: told } = await wish.took(caseId, "notice.clarified");
    expect(told).toMatchObject({ ...words, digest: opened.digest, clocks: { act: { state: "suspended" } } });

    const after = await world.until("ofac", caseId, "the clock runs", ({ clocks }) => clocks.act.state === "running");
    const [reset] = await world.recorded("ofac", caseId, "clock.reset");
    const [settled] = await world.recorded("ofac", caseId, "question.settled");
    expect(reset).toMatchObject({ actor: { kind: "system" }, data: { reason: "clarification_received" } });
    expect(reset!.at).toBe(settled!.at);
    expect(after).toMatchObject({
      status: "awaiting_action",
      questions: [],
      clocks: {
        act: {
          startedAt: reset!.at,
          dueAt: instantOf(epochOf(reset!.at) + 24 * 3_600_000),
          moved: { kind: "reset", reason: "clarification_received", at: reset!.at },
        },
      },
    });
    expect(reasonsOf(after)[0]).toBe("started_anew");
    expect(after.clocks.act.dueAt! > before.clocks.act.dueAt!).toBe(true);

    const [replied] = await world.recorded("ofac", caseId, "question.replied");
    expect(replied).toMatchObject({
      actor: { kind: "authority", id: "ofac", person: "officer-7" },
      data: { by: "officer-7", document: expect.stringMatching(/^sha-256:/) as string },
    });
    const record = JSON.stringify(await world.api.readEvents("ofac", caseId));
    for (const said of [note, words.text, "A reason made up"]) expect(record).not.toContain(said);
    expect(verdictOf(await world.act("ofac", "clarify", caseId, words))).toBe("409 no-such-question");
  });

  it("keeps the ladder still where the basis has no reset, and gives back what it took", async () => {
    const notice = sandboxNotice({ on: ["shein"], acknowledgeWithin: "PT5S", actWithin: "PT6S" });
    const opened = await world.open("dgccrf", notice);
    const { caseId } = opened;
    await shein.took(caseId, "notice.issued");
    await world.answer("shein", declared("clarification_requested", opened, { reason: "manifest_error" }));
    const { clocks, questions } = await world.api.readCase("dgccrf", caseId);
    const dueAt = clocks.act.dueAt!;
    expect(clocks.act.state).toBe("running");
    expect(questions[0]!.at <= dueAt).toBe(true);
    await untilWall(epochOf(dueAt) + 700);
    const still = await world.api.readCase("dgccrf", caseId);
    expect(still.clocks.act).toMatchObject({ state: "running", dueAt, overdue: false });
    expect((await dgccrf.took(caseId, "case.decision_needed")).data.question).toBe("clarification_requested");
    expect(await world.recorded("dgccrf", caseId, "question.overdue")).toHaveLength(1);

    await world.acted("dgccrf", "clarify", caseId, words);
    await shein.took(caseId, "notice.clarified");
    const held = await world.until(
      "dgccrf",
      caseId,
      "it is held",
      ({ clocks: { act } }) => act.heldUntil !== undefined,
    );
    const [given] = await world.recorded("dgccrf", caseId, "clock.held");
    const left = epochOf(dueAt) - epochOf(questions[0]!.at);
    expect(epochOf(held.clocks.act.heldUntil!)).toBe(epochOf(given!.at) + left);
    expect(held.clocks.act.dueAt).toBe(dueAt);
    expect(reasonsOf(held).at(-1)).toBe("held");

    await world.until("dgccrf", caseId, "the breach", ({ overdue }) => overdue.includes("act"));
    const [missed] = await world.recorded("dgccrf", caseId, "clock.missed");
    expect(missed!.at > held.clocks.act.heldUntil!).toBe(true);
  });
});

describe.concurrent("an impossibility", () => {
  it("keeps the clock still once accepted, until the instant named, and starts it anew by itself", async () => {
    const opened = await resetting();
    const { caseId } = opened;
    await world.answer("wish", declared("impossible", opened));
    expect((await world.api.readCase("ofac", caseId)).clocks.act.state).toBe("running");

    const refuse = async (until: string) =>
      verdictOf(await world.act("ofac", "decideQuestion", caseId, { ...verdict("accept"), until }));
    expect(await refuse("2020-01-01T00:00:00Z")).toBe("422 not-later");
    expect(await refuse("2099-01-01T00:00:00Z")).toBe("422 too-far");

    const until = soon(3_000);
    const accepted = await world.acted("ofac", "decideQuestion", caseId, { ...verdict("accept"), until });
    expect(accepted).toMatchObject({
      status: "awaiting_action",
      questions: [{ type: "impossible", state: "accepted", accepted: { until } }],
      clocks: { act: { state: "suspended", suspended: { ground: "impossible" } } },
    });
    const { data } = await wish.took(caseId, "notice.decided");
    expect(data).toMatchObject({ question: "impossible", decision: "accepted", until, ...words });

    const again = await world.until("ofac", caseId, "it runs", ({ clocks }) => clocks.act.state === "running");
    const [ended] = await world.recorded("ofac", caseId, "impossibility.ended");
    expect(ended!.at >= until).toBe(true);
    expect(again.clocks.act).toMatchObject({
      startedAt: ended!.at,
      moved: { reason: "impossibility_ended" },
    });
    expect(reasonsOf(again)[0]).toBe("started_anew");
    expect(again.questions).toEqual([]);
    await eventually("the platform is told", () =>
      wish
        .of(caseId, "notice.decided")
        .some(({ message }) => message.type === "notice.decided" && message.data.decision === "ended"),
    );
  });

  it("ends when the authority says so, and not before it was accepted", async () => {
    const opened = await sandbox();
    const { caseId } = opened;
    await world.answer("shein", declared("impossible", opened, { reason: "force_majeure" }));
    const end = async () => world.act("dgccrf", "decideQuestion", caseId, verdict("end"));
    expect(verdictOf(await end())).toBe("409 no-such-question");
    await world.acted("dgccrf", "decideQuestion", caseId, verdict("accept"));
    expect(verdictOf(await end())).toBe("200");
    const [, decided] = await world.recorded("dgccrf", caseId, "question.decided");
    const { clocks } = await world.api.readCase("dgccrf", caseId);
    expect(clocks.act).toMatchObject({ state: "running", startedAt: decided!.at });
  });

  it("changes nothing where it is disputed", async () => {
    const opened = await resetting();
    const { caseId } = opened;
    const { clocks } = await world.api.readCase("ofac", caseId);
    await world.answer("wish", declared("impossible", opened));
    const disputed = await world.acted("ofac", "decideQuestion", caseId, verdict("dispute"));
    expect(disputed).toMatchObject({ status: "awaiting_action", questions: [] });
    expect(disputed.clocks.act).toEqual(clocks.act);
    expect((await wish.took(caseId, "notice.decided")).data).toMatchObject({ decision: "disputed", ...words });
  });
});

const verdict = (decision: string, question = "impossible") => ({ question, decision, ...words });

describe.concurrent("a position of the platform", () => {
  it.each(["contested", "refused", "not_addressee"] as const)(
    "%s: does not stop the clock, waits for the authority, and accepted answers the case",
    async (type) => {
      const opened = await sandbox({ items: 2 });
      const { caseId } = opened;
      const { clocks } = await world.api.readCase("dgccrf", caseId);
      await world.answer("shein", declared(type, opened));
      const waiting = await world.api.readCase("dgccrf", caseId);
      expect(waiting).toMatchObject({ status: "awaiting_authority", clocks: { acknowledge: { verdict: "met" } } });
      expect(waiting.clocks.act).toEqual(clocks.act);
      expect((await dgccrf.took(caseId, "case.answer_received")).data.status).toBe("awaiting_authority");

      const accepted = await world.acted("dgccrf", "decideQuestion", caseId, verdict("accept", type));
      expect(accepted).toMatchObject({
        status: "answered",
        questions: [],
        clocks: { act: { state: "stopped" } },
        items: [{ released: type }, { released: type }],
      });
      const [stopped] = await world.recorded("dgccrf", caseId, "clock.stopped");
      expect(stopped!.data).toMatchObject({ clock: "act", reason: "released" });
      expect((await shein.took(caseId, "notice.decided")).data).toMatchObject({ question: type, decision: "accepted" });
    },
  );

  it("about one item, disputed or accepted, leaves the other to be acted on", async () => {
    const opened = await sandbox({ items: 2 });
    const { caseId, items } = opened;
    const [first, second] = items;
    await world.answer("shein", declared("contested", opened, { items: [first!.itemId] }));
    await world.acted("dgccrf", "decideQuestion", caseId, verdict("accept", "contested"));
    const half = await world.api.readCase("dgccrf", caseId);
    expect(half).toMatchObject({ status: "awaiting_action", clocks: { act: { state: "running" } } });
    const { status } = await world.answer("shein", removed(opened, [second!]));
    expect(status).toBe("answered");
  });

  it("that has no place any more is refused with the answers that have one", async () => {
    const opened = await sandbox();
    await world.answer("shein", removed(opened, opened.items));
    for (const type of ["clarification_requested", "impossible", "refused", "not_addressee"] as const) {
      const refused = await world.api.answer("shein", declared(type, opened));
      expect(verdictOf(refused)).toBe("409 nothing-owed");
      const { caseStatus, possibleAnswers } = problemIn(refused);
      expect(caseStatus).toBe("answered");
      expect(possibleAnswers?.toSorted()).toEqual(["acknowledged", "action_taken", "contested"]);
    }
  });
});
