import { describe, expect, it } from "vitest";
import {
  contextOf,
  correctCommand,
  officerActs,
  pendingTypes,
  play,
  type Play,
  type PlayOptions,
} from "../../../../support/cases.ts";

const gone = { kind: "hopeless", code: "gone", httpStatus: 410 } as const;
const designated = contextOf("eu-dsa-9").platform;
const undesignated = { ...designated, webhookIsContactPoint: false };

type Said = "notice.corrected" | "notice.withdrawn";

/** What asks for no measure, and is to be known all the same. */
function said(type: Said, changes: PlayOptions = {}): Play {
  const table = play("eu-dsa-9", { hasMail: true, platform: undesignated, ...changes });
  table.workOff();
  table.must(type === "notice.withdrawn" ? officerActs.withdraw : correctCommand(table.kase));
  return table;
}

/** What waits to be sent but what tells others of the withdrawal. */
const waiting = ({ kase }: Play) => pendingTypes(kase).filter((type) => type !== "escalation.follow_up");

const fails = (table: Play, type: Said, channel: "webhook" | "mail") =>
  channel === "webhook"
    ? table.attempt(table.pending(type, channel), gone)
    : table.bounce(table.pending(type, channel));

describe.each(["notice.corrected", "notice.withdrawn"] as const)("%s that adds nothing", (type) => {
  it.each([
    ["webhook", "mail"],
    ["mail", "webhook"],
  ] as const)("tells the authority once both ways have failed: %s, then %s", (first, second) => {
    const table = said(type);
    fails(table, type, first);
    expect(waiting(table)).toEqual([type]);
    fails(table, type, second);
    expect(waiting(table)).toEqual(["case.undeliverable"]);
    expect(table.pending("case.undeliverable").to).toEqual({ kind: "authority", id: table.kase.authority });
  });

  it("tells the authority where the letter in the place of a webhook has failed first", () => {
    const table = said(type, { platform: designated });
    table.attempt(table.pending(type), { kind: "failed", code: "http_status", httpStatus: 503 });
    fails(table, type, "mail");
    expect(waiting(table)).toEqual([type]);
    fails(table, type, "webhook");
    expect(waiting(table)).toEqual(["case.undeliverable"]);
  });

  it.each([
    ["webhook", "mail"],
    ["mail", "webhook"],
  ] as const)("tells nobody where one way has brought it: by %s, not by %s", (arrives, other) => {
    for (const failsFirst of [true, false]) {
      const table = said(type);
      if (failsFirst) fails(table, type, other);
      table.deliver(type, arrives);
      if (!failsFirst) fails(table, type, other);
      expect(waiting(table)).toEqual([]);
    }
  });
});
