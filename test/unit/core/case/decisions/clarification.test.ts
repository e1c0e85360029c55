import { describe, expect, it } from "vitest";
import { clockReasons } from "../../../../../core/case/clock-reasons.ts";
import { nextWake } from "../../../../../core/case/next-wake.ts";
import { statusOf } from "../../../../../core/case/status.ts";
import type { Duration } from "../../../../../core/contract/duration.ts";
import { plus } from "../../../../../core/contract/instant.ts";
import {
  contextOf,
  correctCommand,
  decideQuestionCommand,
  extendCommand,
  hour,
  idOf,
  minute,
  officerActs,
  pendingTypes,
  play,
  second,
  start,
  stepState,
  type Play,
  type PlayOptions,
} from "../../../../support/cases.ts";

const one = idOf("itm", 1);
const two = idOf("itm", 2);
const twoItems = { facts: { items: [one, two] } };
const gone = { kind: "hopeless", code: "gone" } as const;
const { clarify } = officerActs;

/** LCEN art. 6-2: the clock starts anew when the clarification is received. */
const resetting = "fr-lcen-6-1-csam";
/** No text says so: it runs on. */
const running = "eu-dsa-16";

function asked(basisId: string, options: PlayOptions = {}, concerned?: (typeof one)[]): Play {
  const table = play(basisId, options);
  table.deliver();
  table.wait(hour);
  table.answer("clarification_requested", { reason: "insufficient_information", concerned });
  return table;
}

describe("a request for clarification, under a basis that starts the clock anew", () => {
  it("acknowledges, and lets the clock to act stand still: there is no due instant", () => {
    const { kase, now } = asked(resetting);
    expect(kase.clocks.acknowledge).toMatchObject({ state: "met", verdict: "met" });
    expect(kase.clocks.act).toEqual({
      basis: "statute",
      rule: "elapsed",
      within: "PT24H",
      settleMilliseconds: 5 * second,
      state: "suspended",
      startedAt: start,
      suspended: { at: now, ground: "clarification_requested" },
    });
    expect(statusOf(kase)).toBe("awaiting_authority");
  });

  it("starts the clock with its whole period when the reply arrives, not when it is sent", () => {
    const table = asked(resetting);
    table.wait(10 * hour);
    table.must(clarify);
    expect(table.kase.clocks.act.state).toBe("suspended");
    expect(statusOf(table.kase)).toBe("awaiting_action");
    table.wait(3 * hour);
    const events = table.deliver("notice.clarified");
    expect(events.map(({ type }) => type)).toEqual(["message.delivered", "question.settled", "clock.reset"]);
    expect(table.kase.clocks.act).toMatchObject({
      state: "running",
      startedAt: table.now,
      dueLegal: plus(table.now, 24 * hour),
      warnAt: plus(table.now, 0.8 * 24 * hour),
      moved: { kind: "reset", at: table.now, reason: "clarification_received" },
    });
    expect(table.kase.questions).toEqual([]);
  });

  it("starts it when the reply has arrived by mail in the place of a webhook that failed", () => {
    const table = asked(resetting, { hasMail: true });
    table.must(clarify);
    table.attempt(table.pending("notice.clarified"), gone);
    table.wait(minute);
    table.deliver("notice.clarified", "mail");
    expect(table.kase.clocks.act).toMatchObject({ state: "running", startedAt: table.now });
    expect(table.kase.questions).toEqual([]);
  });

  it("lets the clock run while something else is owed that nobody asks about", () => {
    const table = asked(resetting, { open: twoItems }, [one]);
    expect(table.kase.clocks.act.state).toBe("running");
    table.answer("action_taken", { items: [{ itemId: two, outcome: "removed" }] });
    expect(table.kase.clocks.act).toMatchObject({
      state: "suspended",
      suspended: { at: table.now, ground: "clarification_requested" },
    });
  });

  it("asked of one item, then of another, is about both: asking again takes nothing back", () => {
    const table = asked(resetting, { open: twoItems }, [one]);
    const { at, dueAt } = table.kase.questions[0]!;
    table.wait(minute);
    table.answer("clarification_requested", { reason: "authenticity", concerned: [two] });
    expect(table.kase.questions).toEqual([
      { type: "clarification_requested", reason: "authenticity", concerned: [one, two], at, dueAt },
    ]);
    expect(table.kase.clocks.act).toMatchObject({ state: "suspended", suspended: { at: table.now } });
    table.answer("clarification_requested", { reason: "authenticity" });
    expect(table.kase.questions[0]).not.toHaveProperty("concerned");
  });

  it("goes with a measure on the items it was about, and the clock runs on for the others", () => {
    const table = asked(resetting, { open: twoItems }, [one]);
    const { dueLegal } = table.kase.clocks.act;
    table.answer("action_taken", { items: [{ itemId: one, outcome: "removed" }] });
    expect(table.kase.questions).toEqual([]);
    expect(table.kase.clocks.act).toMatchObject({ state: "running", dueLegal });
    expect(statusOf(table.kase)).toBe("awaiting_action");
  });

  it("asked while the reply to another is under way waits for a reply of its own", () => {
    const table = asked(resetting, { open: twoItems }, [one]);
    table.must(clarify);
    table.answer("clarification_requested", { reason: "authenticity", concerned: [two] });
    expect(table.kase.questions.map(({ concerned, replied }) => [concerned, replied !== undefined])).toEqual([
      [[one], true],
      [[two], false],
    ]);
    table.deliver("notice.clarified");
    expect(table.kase.questions).toMatchObject([{ concerned: [two] }]);
    expect(statusOf(table.kase)).toBe("awaiting_authority");
  });

  it("whose reply is lost is open again, together with what has been asked since", () => {
    const table = asked(resetting, { open: twoItems }, [one]);
    const { dueAt } = table.kase.questions[0]!;
    table.must(clarify);
    table.answer("clarification_requested", { reason: "authenticity", concerned: [two] });
    table.attempt(table.pending("notice.clarified"), gone);
    expect(table.kase.questions).toMatchObject([{ concerned: [one, two], dueAt }]);
    expect(table.kase.questions[0]).not.toHaveProperty("replied");
  });

  it("is refused of items that nothing is owed of, with a word that does not say it is on record", () => {
    const table = asked(resetting, { open: twoItems }, [two]);
    table.answer("action_taken", { items: [{ itemId: one, outcome: "removed" }] });
    for (const answer of ["clarification_requested", "impossible", "refused", "not_addressee"] as const) {
      expect(table.refusedAnswer(answer, { reason: "authenticity", concerned: [one] })).toEqual({
        kind: "refused",
        code: "nothing_owed",
      });
    }
    expect(table.refusedAnswer("contested", { reason: "appeal_filed", concerned: [one] }).kind).toBe("decided");
  });

  it("takes back nothing of what the authority has extended the time to", () => {
    const table = asked(resetting, { open: twoItems }, [one]);
    const until = plus(start, 20 * 24 * hour);
    table.must(extendCommand(until));
    table.answer("clarification_requested", { reason: "authenticity", concerned: [two] });
    expect(table.kase.clocks.act.state).toBe("suspended");
    table.must(clarify);
    table.deliver("notice.clarified");
    expect(table.kase.clocks.act).toMatchObject({ state: "running", startedAt: table.now, dueLegal: until });
    const why = clockReasons(table.kase.clocks.act, table.kase.calendar).map(({ code }) => code);
    expect(why.at(0)).toBe("started_anew");
    expect(why.at(-1)).toBe("extended");
    table.wait(19 * 24 * hour);
    table.takeDueSteps();
    expect(table.events.map(({ type }) => type)).not.toContain("clock.missed");
  });

  it("after the due instant suspends nothing: what is late stays late", () => {
    const table = play(resetting);
    table.deliver();
    table.answer("acknowledged");
    table.wait(24 * hour + second);
    table.answer("clarification_requested", { reason: "authenticity" });
    expect(table.kase.clocks.act).toMatchObject({ state: "running", dueLegal: plus(start, 24 * hour) });
  });

  it("met by the measure while the clock stands still meets the clock", () => {
    const table = asked(resetting);
    table.wait(100 * hour);
    table.answer("action_taken");
    expect(table.kase.clocks.act).toMatchObject({ state: "met", verdict: "met", endedAt: table.now });
    expect(table.kase.clocks.act.suspended).toBeUndefined();
    expect(statusOf(table.kase)).toBe("answered");
  });

  it("beside an accepted impossibility keeps the clock still until both have ended, and starts it for what ended last", () => {
    const table = asked(resetting);
    table.answer("impossible", { reason: "technical" });
    table.must(decideQuestionCommand("impossible", "accept"));
    table.must(clarify);
    table.deliver("notice.clarified");
    expect(table.kase.clocks.act.state).toBe("suspended");
    table.must(decideQuestionCommand("impossible", "end"));
    expect(table.kase.clocks.act.moved).toMatchObject({ kind: "reset", reason: "impossibility_ended" });
  });

  it("about an item that a correction takes out lets the clock run anew for what is left", () => {
    const table = asked(resetting, { open: twoItems }, [one]);
    table.answer("action_taken", { items: [{ itemId: two, outcome: "removed" }] });
    table.wait(hour);
    table.must(correctCommand(table.kase, { items: [two], reopened: [two] }));
    expect(table.kase.questions).toEqual([]);
    expect(table.kase.clocks.act).toMatchObject({ state: "running", startedAt: table.now });
  });
});

describe("a request for clarification, under any other basis", () => {
  it("lets the clock run on", () => {
    const table = asked(running);
    expect(table.kase.clocks.act).toMatchObject({ state: "running", dueLegal: plus(start, 72 * hour) });
  });

  it("keeps the ladder still while the authority owes its reply, and until that has arrived", () => {
    const table = asked(running);
    table.wait(100 * hour);
    table.workOff();
    expect(table.last("clock.missed")).toBeUndefined();
    table.must(clarify);
    table.takeDueSteps();
    expect(table.last("clock.missed")).toBeUndefined();
  });

  it("gives the ladder back what the authority took, counted from when it was asked", () => {
    const table = asked(running);
    table.wait(100 * hour);
    table.must(clarify);
    table.deliver("notice.clarified");
    // It was asked an hour after the receipt: 71 of the 72 hours were left.
    const until = plus(table.now, 71 * hour);
    expect(table.last("clock.held")?.data).toEqual({ clock: "act", until });
    expect(table.kase.clocks.act).toMatchObject({
      state: "running",
      dueLegal: plus(start, 72 * hour),
      heldUntil: until,
    });
    table.until(plus(until, 5 * second));
    table.takeDueSteps();
    expect(table.last("clock.missed")).toBeUndefined();
    table.wait(1);
    table.takeDueSteps();
    expect(table.last("clock.missed")?.data.clock).toBe("act");
  });

  it("answered within that time is late for the authority's own delay", () => {
    const table = asked(running);
    table.wait(100 * hour);
    table.must(clarify);
    table.deliver("notice.clarified");
    table.wait(hour);
    table.answer("action_taken", { items: [{ itemId: one, outcome: "removed" }] });
    expect(table.kase.clocks.act).toMatchObject({ verdict: "missed", lateCause: "authority_owed" });
  });

  it("moves the steps that wait for a while after a breach as well", () => {
    const table = play("eu-dsa-9");
    table.deliver();
    table.answer("acknowledged");
    table.wait(60 * hour);
    table.takeDueSteps();
    expect(stepState(table.kase, "overdue-act-sanctioning-authority")).toBe("scheduled");
    table.answer("clarification_requested", { reason: "authenticity" });
    table.wait(100 * hour);
    table.workOff();
    expect(stepState(table.kase, "overdue-act-sanctioning-authority")).toBe("scheduled");
    table.must(clarify);
    table.deliver("notice.clarified");
    table.takeDueSteps();
    expect(stepState(table.kase, "overdue-act-sanctioning-authority")).toBe("proposed");
  });

  it("gives nothing back where the reply took none of the time to act", () => {
    const table = asked(running);
    table.must(clarify);
    table.deliver("notice.clarified");
    expect(table.last("clock.held")).toBeUndefined();
  });
});

describe("a clarification that cannot be delivered", () => {
  const options = { hasMail: true, authorityIsTold: ["webhook", "mail"] } as const;

  it("is still owed: the question is open again, and the authority is told on each of its channels", () => {
    const table = asked(resetting);
    table.workOff();
    table.must(clarify);
    const events = table.attempt(table.pending("notice.clarified"), gone);
    expect(events.map(({ type }) => type)).toEqual(["message.abandoned", "question.reopened"]);
    expect(table.pending("case.decision_needed")).toMatchObject({ question: "clarification_requested" });
    expect(statusOf(table.kase)).toBe("awaiting_authority");
    expect(table.kase.clocks.act.state).toBe("suspended");
    expect(table.send(clarify).kind).toBe("decided");
  });

  it("is only given up with the last channel: when the mail in its place has come back, too", () => {
    const table = asked(resetting, options);
    table.workOff();
    table.must(clarify);
    table.attempt(table.pending("notice.clarified"), gone);
    expect(statusOf(table.kase)).toBe("awaiting_action");
    const letter = table.pending("notice.clarified", "mail");
    table.attempt(letter, { kind: "handed_over" });
    table.bounce(letter);
    expect(statusOf(table.kase)).toBe("awaiting_authority");
    expect(pendingTypes(table.kase)).toEqual(["case.decision_needed", "case.decision_needed"]);
  });
});

describe("a clarification for a platform whose webhook is not its designated point of contact", () => {
  const undesignated = { ...contextOf(resetting).platform, webhookIsContactPoint: false };

  function clarified(basisId: string, changes: PlayOptions = {}): Play {
    const table = play(basisId, { hasMail: true, platform: undesignated, ...changes });
    table.workOff();
    table.wait(hour);
    table.answer("clarification_requested", { reason: "insufficient_information" });
    table.workOff();
    table.must(clarify);
    return table;
  }

  it("is received by the letter, not by the webhook", () => {
    const table = clarified(resetting);
    table.wait(hour);
    expect(table.deliver("notice.clarified", "webhook").map(({ type }) => type)).toEqual(["message.delivered"]);
    expect(table.kase.clocks.act.state).toBe("suspended");
    expect(statusOf(table.kase)).toBe("awaiting_action");
    table.wait(hour);
    table.deliver("notice.clarified", "mail");
    expect(table.kase.clocks.act).toMatchObject({ state: "running", startedAt: table.now });
    expect(table.kase.questions).toEqual([]);
  });

  it("is received once: a webhook behind the letter moves nothing", () => {
    const table = clarified(resetting);
    table.deliver("notice.clarified", "mail");
    const { clocks } = table.kase;
    table.wait(hour);
    table.deliver("notice.clarified", "webhook");
    expect(table.kase.clocks).toEqual(clocks);
    expect(table.kase.outbox).toEqual([]);
  });

  it("is received by the webhook where no mail is sent", () => {
    const table = clarified(resetting, { hasMail: false });
    table.deliver("notice.clarified");
    expect(table.kase.clocks.act).toMatchObject({ state: "running", startedAt: table.now });
  });

  it("gives the ladder back what went by until the letter arrived, where the clock runs on", () => {
    const table = clarified(running);
    table.wait(100 * hour);
    table.deliver("notice.clarified", "webhook");
    expect(table.last("clock.held")).toBeUndefined();
    table.wait(hour);
    table.takeDueSteps();
    expect(table.last("clock.missed")).toBeUndefined();
    table.deliver("notice.clarified", "mail");
    expect(table.kase.clocks.act.heldUntil).toBe(plus(table.now, 71 * hour));
  });

  it.each(["webhook", "mail"] as const)(
    "is owed again once the letter has come back, which the authority is told; the %s was first",
    (first) => {
      const table = clarified(resetting);
      const letter = table.pending("notice.clarified", "mail");
      table.attempt(letter, { kind: "handed_over" });
      const arrives = () => table.deliver("notice.clarified", "webhook");
      const comesBack = () => table.bounce(letter);
      const [former, latter] = first === "webhook" ? [arrives, comesBack] : [comesBack, arrives];
      former();
      expect(statusOf(table.kase)).toBe("awaiting_action");
      latter();
      expect(statusOf(table.kase)).toBe("awaiting_authority");
      expect(table.kase.outbox).toMatchObject([{ type: "case.decision_needed", question: "clarification_requested" }]);
      expect(table.kase.clocks.act.state).toBe("suspended");
      expect(table.send(clarify).kind).toBe("decided");
    },
  );

  it("is owed again where the designation was taken back while it went out, and no letter goes", () => {
    const platform = { ...undesignated, webhookIsContactPoint: true };
    const table = clarified(resetting, { platform });
    platform.webhookIsContactPoint = false;
    table.deliver("notice.clarified", "webhook");
    expect(statusOf(table.kase)).toBe("awaiting_authority");
    expect(pendingTypes(table.kase)).toEqual(["case.decision_needed"]);
  });

  it("that has lost its point leaves nothing to be told: the measure was quicker than the letter's return", () => {
    const table = clarified(resetting, { authorityIsTold: [] });
    table.bounce(table.pending("notice.clarified", "mail"));
    table.answer("action_taken");
    expect(table.deliver("notice.clarified", "webhook").map(({ type }) => type)).toEqual(["message.delivered"]);
  });
});

describe("the authority's own clock", () => {
  it("is as long as the time to acknowledge: the authority is reminded once", () => {
    const table = asked(resetting);
    const [question] = table.kase.questions;
    expect(question?.dueAt).toBe(plus(start, 3 * hour));
    table.workOff();
    expect(nextWake(table.kase)).toBe(question?.dueAt);
    table.until(question!.dueAt);
    table.takeDueSteps();
    expect(table.events.filter(({ type }) => type === "question.overdue")).toHaveLength(1);
    expect(table.pending("case.decision_needed")).toMatchObject({ question: "clarification_requested" });
    expect(table.kase.questions[0]?.remindedAt).toBe(table.now);
    table.workOff();
    expect(nextWake(table.kase)).toBeUndefined();
  });

  it("keeps its age when the platform asks again", () => {
    const table = asked(resetting);
    const [first] = table.kase.questions;
    table.wait(hour);
    table.answer("clarification_requested", { reason: "authenticity" });
    expect(table.kase.questions).toEqual([{ ...first, reason: "authenticity" }]);
  });

  it("reminds nobody who has replied", () => {
    const table = asked(resetting);
    table.must(clarify);
    table.wait(4 * hour);
    table.takeDueSteps();
    expect(table.last("question.overdue")).toBeUndefined();
  });
});

describe("a reply", () => {
  it("is refused where nothing was asked, and a second time", () => {
    const table = play(running);
    table.deliver();
    const none = { kind: "refused", code: "no_such_question" };
    expect(table.send(clarify)).toEqual(none);
    table.answer("clarification_requested", { reason: "authenticity" });
    table.must(clarify);
    expect(table.send(clarify)).toEqual(none);
  });

  it("carries its words to the platform, and who gave it", () => {
    const table = asked(running);
    table.must(clarify);
    expect(table.pending("notice.clarified")).toMatchObject({
      to: { kind: "platform", id: "shein", contact: "point_of_contact" },
      content: clarify.content,
      question: "clarification_requested",
    });
    expect(table.last("question.replied")).toMatchObject({
      actor: { kind: "authority", person: "officer-1" },
      data: { by: "officer-1", document: clarify.document },
    });
  });

  it("to a question that was asked again meanwhile leaves the new one open", () => {
    const table = asked(running);
    table.must(clarify);
    table.answer("clarification_requested", { reason: "authenticity" });
    table.deliver("notice.clarified");
    expect(table.kase.questions).toMatchObject([{ reason: "authenticity" }]);
    expect(statusOf(table.kase)).toBe("awaiting_authority");
  });

  it("keeps a short window's ladder still as well", () => {
    const within = { acknowledge: "PT20M" as Duration, act: "PT40M" as Duration };
    const table = play("sandbox", { open: { within } });
    table.deliver();
    table.answer("clarification_requested", { reason: "authenticity" });
    table.wait(hour);
    table.takeDueSteps();
    expect(table.last("clock.missed")).toBeUndefined();
  });
});
