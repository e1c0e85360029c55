import { describe, expect, it } from "vitest";
import { caseView } from "../../../../core/case/case-view.ts";
import { messageBody } from "../../../../core/case/message-body.ts";
import type { Message } from "../../../../core/case/state.ts";
import { plus } from "../../../../core/contract/instant.ts";
import { decideStepCommand, hour, idOf, officerActs, play, start, type Play } from "../../../support/cases.ts";
import { actToShein, servedToShein } from "../../../support/served-notices.ts";

const one = idOf("itm", 1);
const twoItems = { open: { facts: { items: [one, idOf("itm", 2)] } } };
const timeout = { kind: "failed", code: "timeout" } as const;
const unanswered = { kind: "hopeless", code: "no_endpoint" } as const;

/** Cases of which as little is known as can be. */
const scenes: Record<string, () => Play> = {
  "has not been attempted": () => play("fr-conso-521-3-1"),
  "is held back for its prior information": () =>
    play("fr-lcen-6-1-csam", { open: { notBefore: plus(start, 12 * hour) } }),
  "could not be delivered, without a status": () => {
    const table = play("eu-dsa-16");
    table.attempt(table.pending("notice.issued"), timeout);
    table.attempt(table.pending("notice.issued"), unanswered);
    return table;
  },
  "is answered in part, without an instant": () => {
    const table = play("eu-dsa-16", twoItems);
    table.deliver();
    table.answer("action_taken", { items: [{ itemId: one, outcome: "removed" }] });
    return table;
  },
  "is not the platform's, without a reason": () => {
    const table = play("eu-dsa-16");
    table.deliver();
    table.answer("not_addressee");
    return table;
  },
  "was escalated, then answered": () => {
    const table = play("fr-conso-521-3-1");
    table.workOff();
    table.wait(49 * hour);
    table.takeDueSteps();
    table.must(decideStepCommand("manual-european-commission"));
    table.attempt(table.pending("case.overdue"), { kind: "delivered", at: table.now });
    table.answer("action_taken");
    return table;
  },
  "was closed, with a follow-up that nobody took": () => {
    const table = scenes["was escalated, then answered"]!();
    table.must(officerActs.close);
    table.attempt(table.pending("escalation.follow_up"), unanswered);
    return table;
  },
};

const throughJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

/** The body of a message whose served notice is erased, where it can go out without. */
function bodyOf(table: Play, message: Message) {
  const { basis, state, authority } = table.context();
  const document = message.type === "notice.issued" ? servedToShein : undefined;
  return messageBody(table.kase, message, {
    now: table.now,
    basis,
    state,
    document,
    act: actToShein,
    content: undefined,
    authority,
    publicUrl: "https://sommation.example",
  });
}

describe.each(Object.entries(scenes))("a case that %s has no field without a value, so that", (_, scene) => {
  it("what is digested and put on record is what is read back", () => {
    const { events, kase } = scene();
    for (const event of events) expect(throughJson(event)).toStrictEqual(event);
    expect(throughJson(kase)).toStrictEqual(kase);
  });

  it("what its authority reads is what was made", () => {
    const table = scene();
    const view = caseView(table.kase, table.context().basis);
    expect(throughJson(view)).toStrictEqual(view);
  });

  it("what is signed and sent is what is received", () => {
    const table = scene();
    for (const message of table.kase.outbox) {
      const body = bodyOf(table, message);
      expect(throughJson(body)).toStrictEqual(body);
    }
  });
});
