import { describe, expect, it } from "vitest";
import { plus } from "../../../../../core/contract/instant.ts";
import { hour, idOf, officerActs, pendingTypes, play, start } from "../../../../support/cases.ts";

const { withdraw } = officerActs;

describe("a withdrawal", () => {
  it("takes back the notice, and leaves the copy for the coordinator, who is then told as well", () => {
    const table = play("fr-conso-521-3-1", { authorityIsTold: [] });
    table.must(withdraw);
    expect(table.last("case.withdrawn")?.data.dropped).toEqual([idOf("msg", 1)]);
    expect(pendingTypes(table.kase)).toEqual(["escalation.copy", "notice.withdrawn", "escalation.follow_up"]);
  });

  it("asks nobody any more for a decision on a step that lapsed with it", () => {
    const table = play("fr-conso-521-3-1", { authorityIsTold: ["webhook"] });
    expect(pendingTypes(table.kase)).toContain("case.decision_needed");
    table.must(withdraw);
    expect(pendingTypes(table.kase)).not.toContain("case.decision_needed");
    expect(table.kase.ladder.some(({ state }) => state === "proposed")).toBe(false);
  });

  it("is not told to a platform whose notice is held back, though others have been written to", () => {
    const table = play("fr-conso-521-3-1", { open: { notBefore: plus(start, 12 * hour) } });
    expect(pendingTypes(table.kase)).toContain("escalation.copy");
    table.must(withdraw);
    expect(pendingTypes(table.kase)).not.toContain("notice.withdrawn");
  });
});
