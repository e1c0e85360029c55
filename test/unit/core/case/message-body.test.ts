import { describe, expect, it } from "vitest";
import { messageBody, quotesNotice, type MessageContext } from "../../../../core/case/message-body.ts";
import { MessageType } from "../../../../core/case/state.ts";
import { plus } from "../../../../core/contract/instant.ts";
import { OutgoingWebhook } from "../../../../core/contract/outgoing-webhook.ts";
import type { Duration } from "../../../../core/contract/duration.ts";
import type { ReplyText } from "../../../../core/contract/reply-text.ts";
import {
  correctCommand,
  day,
  decideQuestionCommand,
  decideStepCommand,
  extendCommand,
  hour,
  idOf,
  officerActs,
  play,
  start,
  type Play,
  type PlayOptions,
} from "../../../support/cases.ts";
import { actToShein, servedToShein } from "../../../support/served-notices.ts";

const publicUrl = "https://sommation.example";

/** What an officer tells the platform in their own words. */
const reply: ReplyText = {
  nonce: "AAAAAAAAAAAAAAAAAAAAAA",
  at: start,
  text: "L'offre visée est celle du vendeur 9001.",
  language: "fr",
  decision: "accepted",
};

function contextOf(table: Play, changes: Partial<MessageContext> = {}): MessageContext {
  const { basis, state, authority } = table.context();
  const act = actToShein;
  const content = undefined;
  return { now: table.now, basis, state, authority, document: servedToShein, act, content, publicUrl, ...changes };
}

/** The body of the pending message of a type, as it goes over the wire. */
function bodyOf(table: Play, type: MessageType, changes: Partial<MessageContext> = {}): OutgoingWebhook {
  const message = table.pending(type);
  const content = type.startsWith("notice.") && message.content !== undefined ? reply : undefined;
  const body = messageBody(table.kase, message, contextOf(table, { content, ...changes }));
  return JSON.parse(JSON.stringify(body)) as OutgoingWebhook;
}

function overdue(): Play {
  const table = play("fr-conso-521-3-1");
  table.deliver();
  table.wait(49 * hour);
  table.takeDueSteps();
  return table;
}

function undeliverable(): Play {
  const table = play("fr-conso-521-3-1");
  table.attempt(table.pending("notice.issued"), { kind: "hopeless", code: "gone" });
  return table;
}

function signed(): Play {
  const table = play("fr-conso-521-3-1");
  table.must(decideStepCommand("issued-public-prosecutor"));
  return table;
}

function contested(): Play {
  const table = play("fr-conso-521-3-1");
  table.deliver();
  table.answer("contested", { reason: "not_illegal" });
  return table;
}

function answered(): Play {
  const table = play("fr-conso-521-3-1");
  table.deliver();
  table.answer("action_taken");
  return table;
}

function withdrawn(): Play {
  const table = play("fr-conso-521-3-1");
  table.deliver();
  table.must(officerActs.withdraw);
  return table;
}

/** A notice that was received, and something done about it. */
function received(act: (table: Play) => void, options: PlayOptions = {}): () => Play {
  return () => {
    const table = play("fr-conso-521-3-1", options);
    table.deliver();
    act(table);
    return table;
  };
}

/** Secrecy towards the seller has ended. */
const disclosed = received(
  (table) => {
    table.wait(day);
    table.takeDueSteps();
  },
  { open: { facts: { disclosure: { mode: "withheld", until: plus(start, day) } } } },
);

/** The letter whose delivery was the receipt came back. */
function takenBack(): Play {
  const table = play("fr-conso-521-3-1", { hasMail: true });
  table.attempt(table.pending("notice.issued"), { kind: "hopeless", code: "gone" });
  const letter = table.pending("notice.issued", "mail");
  table.deliver("notice.issued", "mail");
  table.bounce(letter);
  return table;
}

const scenes: Record<MessageType, () => Play> = {
  "notice.prior_information": () => play("fr-lcen-6-1-csam", { open: { prior: "PT12H" as Duration } }),
  "notice.corrected": received((table) => table.must(correctCommand(table.kase))),
  "notice.clarified": received((table) => {
    table.answer("clarification_requested", { reason: "insufficient_information" });
    table.must(officerActs.clarify);
  }),
  "notice.decided": received((table) => {
    table.answer("impossible", { reason: "technical" });
    table.must(decideQuestionCommand("impossible", "accept"));
  }),
  "notice.extended": received((table) => table.must(extendCommand(plus(start, 4 * day)))),
  "notice.disclosure_ended": disclosed,
  "case.disclosure_ended": disclosed,
  "case.receipt_taken_back": takenBack,
  "notice.issued": () => play("fr-conso-521-3-1"),
  "notice.reminder": overdue,
  "notice.withdrawn": withdrawn,
  "case.undeliverable": undeliverable,
  "case.answer_received": contested,
  "case.overdue": overdue,
  "case.decision_needed": () => play("fr-conso-521-3-1"),
  "case.decision_lapsed": () => {
    const table = answered();
    table.workOff();
    table.wait(30 * day);
    table.takeDueSteps();
    return table;
  },
  "case.settled": answered,
  "escalation.copy": () => play("fr-conso-521-3-1"),
  "escalation.referral": signed,
  "escalation.follow_up": answered,
};

describe("the body of a message", () => {
  it.each(MessageType.options)("%s has the published shape", (type) => {
    const body = bodyOf(scenes[type](), type);
    expect(OutgoingWebhook.parse(body)).toEqual(body);
    expect(body).toMatchObject({
      type,
      schemaVersion: 1,
      data: { caseId: idOf("case", 1), version: type === "notice.corrected" ? 2 : 1 },
    });
  });

  it.each(MessageType.options)("%s says nothing of the protocol", (type) => {
    const text = JSON.stringify(bodyOf(scenes[type](), type));
    for (const hidden of ["settleMilliseconds", "missedAt", "generation", "nextAttemptAt"]) {
      expect(text).not.toContain(hidden);
    }
  });
});

describe("the served notice in a message", () => {
  it.each(MessageType.options)("is looked for exactly where %s carries it", (type) => {
    expect(quotesNotice(type)).toBe("document" in bodyOf(scenes[type](), type).data);
  });

  it("names the due instants that hold if this attempt is the one received", () => {
    const table = play("fr-conso-521-3-1");
    const atOnce = bodyOf(table, "notice.issued");
    const later = plus(start, 3 * hour);
    const retried = bodyOf(table, "notice.issued", { now: later });
    expect(atOnce).toMatchObject({
      timestamp: start,
      data: {
        clocks: {
          acknowledge: { within: "PT12H", basis: "sla", dueAt: plus(start, 12 * hour) },
          act: { within: "PT48H", basis: "set_in_order", dueAt: plus(start, 48 * hour) },
        },
      },
    });
    expect(retried).toMatchObject({ timestamp: later, data: { clocks: { act: { dueAt: plus(later, 48 * hour) } } } });
  });

  it("is the document itself, its digest, and how to answer", () => {
    const table = play("fr-conso-521-3-1");
    expect(bodyOf(table, "notice.issued").data).toMatchObject({
      document: servedToShein,
      digest: table.kase.digest,
      sequence: 1,
      respond: {
        url: `${publicUrl}/v1/platforms/shein/webhook`,
        documentation: `${publicUrl}/docs#answers`,
      },
    });
  });

  it("cannot be sent once it is erased", () => {
    const table = play("fr-conso-521-3-1");
    expect(() => bodyOf(table, "notice.issued", { document: undefined })).toThrow(/served notice of .* is gone/);
  });
});

describe("a message to a party", () => {
  it("reminds one contact of one clock", () => {
    const table = overdue();
    const reminders = table.kase.outbox
      .filter(({ type }) => type === "notice.reminder")
      .map((message) => messageBody(table.kase, message, contextOf(table)).data);
    expect(reminders).toMatchObject([
      { contact: "second_contact", clock: "acknowledge" },
      { contact: "legal_representative", clock: "act", clocks: { act: { overdue: true } } },
    ]);
  });

  it("calls a deadline overdue when its breach is on record, not while time may be given back", () => {
    const table = play("fr-conso-521-3-1");
    table.deliver();
    table.until(table.kase.clocks.acknowledge.warnAt!);
    table.takeDueSteps();
    const heldBack = table.pending("notice.reminder");
    table.until(plus(table.kase.clocks.acknowledge.dueLegal!, 1));
    const says = () => messageBody(table.kase, heldBack, contextOf(table)).data;
    expect(says()).toMatchObject({ when: "before_due", clocks: { acknowledge: { overdue: false } } });
    table.wait(hour);
    table.takeDueSteps();
    expect(says()).toMatchObject({ when: "overdue", clocks: { acknowledge: { overdue: true } } });
  });

  it("tells the issuing authority how the case stands and where to read it", () => {
    expect(bodyOf(scenes["case.overdue"](), "case.overdue").data).toMatchObject({
      status: "awaiting_acknowledgement",
      reference: "TEST-0001",
      clock: "acknowledge",
      links: { case: `${publicUrl}/v1/cases/${idOf("case", 1)}` },
    });
  });

  it("says which step waits for a person, in French and English", () => {
    expect(bodyOf(scenes["case.decision_needed"](), "case.decision_needed").data).toMatchObject({
      step: {
        id: "issued-public-prosecutor",
        subject: { fr: "Signalement (CPP art. 40)", en: "Report (CPP art. 40)" },
      },
    });
  });

  it("says why a step is the officer's task, where it is", () => {
    expect(bodyOf(scenes["case.decision_needed"](), "case.decision_needed").data).not.toHaveProperty("task");
    const lost = signed();
    lost.deliver("case.decision_needed");
    lost.attempt(lost.pending("escalation.referral"), { kind: "hopeless", code: "gone" });
    expect(bodyOf(lost, "case.decision_needed").data).toMatchObject({
      step: { id: "issued-public-prosecutor" },
      task: "undelivered",
    });
  });

  it("says which steps still wait for a decision when all is answered, and which has lapsed undecided", () => {
    const report = { id: "issued-public-prosecutor", subject: { fr: "Signalement (CPP art. 40)" } };
    expect(bodyOf(answered(), "case.settled").data).toMatchObject({ undecided: [report] });
    const lapsed = scenes["case.decision_lapsed"]();
    expect(bodyOf(lapsed, "case.decision_lapsed").data).toMatchObject({ status: "closed", step: report });
    const decided = play("fr-conso-521-3-1");
    decided.must(decideStepCommand("issued-public-prosecutor", "drop"));
    decided.deliver();
    decided.answer("action_taken");
    expect(bodyOf(decided, "case.settled").data).not.toHaveProperty("undecided");
  });

  it("carries the signature of the officer and the served notice to the recipient of a referral", () => {
    expect(bodyOf(signed(), "escalation.referral").data).toMatchObject({
      signedBy: "officer-1",
      document: servedToShein,
    });
  });

  it("still goes to the recipient of a step when the served notice is erased", () => {
    for (const type of ["escalation.copy", "escalation.referral"] as const) {
      const body = bodyOf(signed(), type, { document: undefined });
      expect(OutgoingWebhook.parse(body)).toEqual(body);
      expect(body.data).not.toHaveProperty("document");
    }
  });

  it("reports outcomes to the recipients of steps, and the seller's listing to nobody else", () => {
    const table = answered();
    expect(bodyOf(table, "escalation.follow_up").data).toMatchObject({
      status: "answered",
      items: [{ itemId: idOf("itm", 1), outcome: "removed", measuredAt: start }],
    });
    for (const type of ["escalation.follow_up", "case.settled"] as const) {
      expect(JSON.stringify(bodyOf(table, type))).not.toContain("shein.com");
    }
  });
});
