import { describe, expect, it } from "vitest";
import { decide, decideEach } from "../../../../core/case/decide.ts";
import type { RecordAttempt } from "../../../../core/case/commands.ts";
import type { Message } from "../../../../core/case/state.ts";
import { answerCommand, digestNumber, officerActs, play, start, type Play } from "../../../support/cases.ts";

function delivered(): Play {
  const table = play("eu-dsa-16");
  table.deliver();
  return table;
}

const acknowledges = ({ kase, now }: Play) => answerCommand(kase, "acknowledged", now);
const ofAnotherVersion = ({ kase, now }: Play) => answerCommand(kase, "acknowledged", now, { digest: digestNumber(9) });

const taken = ({ messageId, attempt }: Message): RecordAttempt => ({
  type: "record_attempt",
  messageId,
  attempt,
  result: { kind: "delivered", at: start, httpStatus: 200 },
});

describe("several commands at one instant", () => {
  it("are put on record together, in their order", () => {
    const { kase, context } = play("fr-conso-521-3-1");
    const decision = decideEach(kase, kase.outbox.map(taken), context());
    expect(decision).toMatchObject({
      kind: "decided",
      events: [
        { type: "notice.delivered" },
        { type: "message.delivered", data: { messageId: kase.outbox[1]?.messageId } },
        { type: "message.delivered", data: { messageId: kase.outbox[2]?.messageId } },
      ],
    });
  });

  it("each find the case as the one before has left it", () => {
    const table = delivered();
    const { kase } = table;
    const once = decide(kase, acknowledges(table), table.context());
    expect(decideEach(kase, [acknowledges(table), acknowledges(table)], table.context())).toEqual(once);
    expect(once).toMatchObject({ kind: "decided", events: [{ type: "answer.received" }] });
  });

  it("change what those that are accepted change, whatever is refused beside them", () => {
    const table = delivered();
    const once = decide(table.kase, acknowledges(table), table.context());
    const commands = [officerActs.close, acknowledges(table), ofAnotherVersion(table)];
    expect(decideEach(table.kase, commands, table.context())).toEqual(once);
  });

  it("are refused for the first reason where all are", () => {
    const table = delivered();
    const commands = [officerActs.close, ofAnotherVersion(table)];
    expect(decideEach(table.kase, commands, table.context())).toEqual({ kind: "refused", code: "case_not_settled" });
    expect(decideEach(table.kase, commands.toReversed(), table.context())).toMatchObject({
      kind: "refused",
      code: "not_current_version",
    });
  });

  it("lead to nothing, and are not refused, where there are none", () => {
    const { kase, context } = delivered();
    expect(decideEach(kase, [], context())).toEqual({ kind: "decided", events: [] });
  });
});
