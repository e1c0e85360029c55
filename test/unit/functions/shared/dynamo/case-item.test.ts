import { describe, expect, it } from "vitest";
import { caseOf, itemOf, summaryOf, type StoredCase } from "../../../../../functions/shared/dynamo/case-item.ts";
import { placesOf } from "../../../../../functions/shared/dynamo/case-places.ts";
import { nextWake } from "../../../../../core/case/next-wake.ts";
import { digestNumber, hour, officerActs, play, type Play } from "../../../../support/cases.ts";

const tokens = Array.from({ length: 2 }, (_, index) => `${index}`.repeat(200));

/** A case as it is stored while a machine waits for it. */
const storedOf = ({ kase, now }: Play): StoredCase => ({
  case: kase,
  rev: 7,
  generation: 1,
  ...placesOf(kase),
  wait: { generation: 1, round: 3, wakeAt: now, tokens },
  head: digestNumber(1),
  failures: 0,
});

function opened(): Play {
  return play("fr-conso-521-3-1");
}

function delivered(): Play {
  const table = opened();
  table.workOff();
  return table;
}

function acknowledged(): Play {
  const table = delivered();
  table.wait(hour);
  table.answer("acknowledged");
  return table;
}

function answered(): Play {
  const table = acknowledged();
  table.wait(hour);
  table.answer("action_taken");
  table.workOff();
  return table;
}

function closed(): Play {
  const table = answered();
  table.must(officerActs.close);
  return table;
}

function overdue(): Play {
  const table = delivered();
  table.wait(49 * hour);
  table.workOff();
  return table;
}

describe("the item of a case", () => {
  it.each(Object.entries({ opened, delivered, acknowledged, answered, closed, overdue }))(
    "that is %s is read back as it was stored",
    (_, state) => {
      const stored = storedOf(state());
      expect(caseOf(itemOf(stored))).toEqual(stored);
      expect(summaryOf(itemOf(stored)).caseId).toBe(stored.case.caseId);
    },
  );

  // Writes and reads of the item are charged by size; a message that waits adds some 350 bytes until it is sent.
  it.each(Object.entries({ delivered, acknowledged, answered, closed }))(
    "that rests %s holds a snapshot of at most 2 kB",
    (_, state) => {
      expect(JSON.stringify(state().kase).length).toBeLessThanOrEqual(2_048);
    },
  );

  it("that rests overdue on both clocks, with all their steps, holds one of at most 2.5 kB", () => {
    expect(JSON.stringify(overdue().kase).length).toBeLessThanOrEqual(2_560);
  });

  it("is in the due index only while there is something to wake for", () => {
    expect(itemOf(storedOf(delivered()))).toMatchObject({ wakeAt: nextWake(delivered().kase) });
    const over = itemOf(storedOf(closed()));
    expect(over).not.toHaveProperty("wakeAt");
    expect(over).not.toHaveProperty("dueShard");
  });

  it("is refused when it is not one", () => {
    const { case: _case, ...broken } = itemOf(storedOf(delivered()));
    expect(() => caseOf(broken)).toThrow();
    expect(() => caseOf({ ...itemOf(storedOf(delivered())), rev: "7" })).toThrow();
  });
});
