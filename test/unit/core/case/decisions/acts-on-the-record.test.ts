import { describe, expect, it } from "vitest";
import { statusOf } from "../../../../../core/case/status.ts";
import { hour, idOf, officerActs, pendingTypes, play, type Play } from "../../../../support/cases.ts";

const { withdraw, close, hold, revokeLinks } = officerActs;
const one = idOf("itm", 1);
const two = idOf("itm", 2);
const already = { kind: "refused", code: "already_so" };

function closed(): Play {
  const table = play("eu-dsa-16");
  table.deliver();
  table.answer("action_taken");
  table.must(close);
  return table;
}

describe("a legal hold", () => {
  it("is set and taken off, each once, by an officer", () => {
    const table = play("eu-dsa-16");
    table.must(hold);
    expect(table.kase.legalHold).toBe(true);
    expect(table.last("hold.set")).toMatchObject({
      actor: { person: "officer-1" },
      data: { on: true, by: "officer-1" },
    });
    expect(table.send(hold)).toEqual(already);
    table.must({ ...hold, on: false });
    expect(table.kase.legalHold).toBe(false);
    expect(table.send({ ...hold, on: false })).toEqual(already);
  });

  it("may be set on a closed case, and moves nothing else", () => {
    const table = closed();
    const { kase } = table;
    table.must(hold);
    expect(table.kase).toEqual({ ...kase, legalHold: true, version: kase.version + 1 });
  });
});

describe("the links of a case", () => {
  it("lead nowhere after each revocation: the epoch that they are signed with rises", () => {
    const table = play("eu-dsa-16");
    expect(table.kase.linkEpoch).toBe(0);
    table.must(revokeLinks);
    expect(table.kase.linkEpoch).toBe(1);
    table.must(revokeLinks);
    expect(table.last("links.revoked")?.data).toMatchObject({ epoch: 2, by: "officer-1" });
  });

  it("can be revoked when the case is closed", () => {
    const table = closed();
    table.must(revokeLinks);
    expect(table.kase.linkEpoch).toBe(1);
  });
});

describe("a relisting", () => {
  const relisted = (number: number) => ({ type: "note_relisting", caseId: idOf("case", number) }) as const;

  it("is noted once for each case that was opened for it, also on a closed one", () => {
    const table = closed();
    table.must(relisted(2));
    table.must(relisted(3));
    expect(table.kase.relistedIn).toEqual([idOf("case", 2), idOf("case", 3)]);
    expect(table.send(relisted(2))).toEqual(already);
    expect(statusOf(table.kase)).toBe("closed");
  });

  it("is kept in the record; the case holds the five newest", () => {
    const table = closed();
    for (const number of [2, 3, 4, 5, 6, 7]) table.must(relisted(number));
    expect(table.kase.relistedIn).toEqual([3, 4, 5, 6, 7].map((number) => idOf("case", number)));
    expect(table.events.filter(({ type }) => type === "case.relisted")).toHaveLength(6);
  });

  it("of an earlier case is known from the opening on", () => {
    const { kase } = play("eu-dsa-16", { open: { facts: { relistedFrom: idOf("case", 9) } } });
    expect(kase.relistedFrom).toBe(idOf("case", 9));
  });
});

describe("a withdrawal", () => {
  it("drops everything that is still to be said of the notice, and the questions with it", () => {
    const table = play("fr-lcen-6-1-csam");
    table.deliver();
    table.answer("clarification_requested", { reason: "authenticity" });
    table.must(officerActs.clarify);
    table.must({ ...officerActs.withdraw });
    expect(pendingTypes(table.kase).filter((type) => type.startsWith("notice."))).toEqual(["notice.withdrawn"]);
    expect(pendingTypes(table.kase)).not.toContain("case.decision_needed");
    expect(table.kase.questions).toEqual([]);
    expect(table.kase.clocks.act).toMatchObject({ state: "stopped" });
    expect(table.kase.clocks.act.suspended).toBeUndefined();
    expect(table.kase.clocks.act.dueLegal).toBeUndefined();
  });

  it("is confirmed item by item: the case says so once all are back", () => {
    const table = play("eu-dsa-16", { open: { facts: { items: [one, two] } } });
    table.deliver();
    table.answer("action_taken");
    table.must(withdraw);
    table.wait(hour);
    table.answer("restored", { concerned: [two] });
    expect(table.kase.items.map(({ restoredAt }) => restoredAt)).toEqual([undefined, table.now]);
    expect(table.kase.restoredAt).toBeUndefined();
    const first = table.now;
    table.wait(hour);
    table.answer("restored");
    expect(table.kase.items.map(({ restoredAt }) => restoredAt)).toEqual([table.now, first]);
    expect(table.kase.restoredAt).toBe(table.now);
    expect(table.refusedAnswer("restored")).toEqual({ kind: "refused", code: "already_answered" });
  });
});
