import { describe, expect, it } from "vitest";
import type { Command } from "../../../../core/case/commands.ts";
import { NoticeCorrected } from "../../../../core/contract/correction.ts";
import { plus } from "../../../../core/contract/instant.ts";
import { NoticeAccepted } from "../../../../core/contract/submission.ts";
import { makeCorrectNotice, type CorrectServices } from "../../../../functions/correct-notice/handler.ts";
import { commit } from "../../../../functions/shared/cases/commit.ts";
import type { Outcome } from "../../../../functions/shared/http/outcome.ts";
import { day, hour, minute, officerActs, receiptCommand } from "../../../support/cases.ts";
import { sandboxNotice } from "../../../support/e2e-notice.ts";
import { openSubmitting } from "../../../support/submitting.ts";

const officer = { by: { id: "officer-7", name: "Test Officer" }, reason: "A reason made up for a test." };

/** A notice on two platforms, and what is done about it. */
async function submitted(changes: object = {}) {
  const { services, clock, submit } = await openSubmitting();
  const notice = { ...sandboxNotice({ on: ["shein", "temu"], items: 2 }), ...changes };
  const outcome = await submit(notice);
  if (outcome.kind !== "ok") throw new Error(JSON.stringify(outcome));
  const accepted = NoticeAccepted.parse(outcome.body);
  const [shein, temu] = accepted.cases.map(({ caseId }) => caseId);
  const correct = async (corrected: object, by: CorrectServices = services): Promise<Outcome> =>
    makeCorrectNotice(by)({
      requestId: "req-1",
      language: "en",
      receivedAt: clock.now(),
      caller: { kind: "authority", id: "dgccrf" },
      params: { noticeId: accepted.noticeId },
      query: {},
      headers: { "content-type": ["application/json"] },
      rawBody: Buffer.from(JSON.stringify({ ...officer, notice: { ...notice, ...corrected } })),
    });
  return {
    services,
    clock,
    notice,
    acceptedAt: accepted.acceptedAt,
    shein: shein!,
    temu: temu!,
    correct,
    /** What became of each case, in the order of the platforms. */
    corrected: async (changed: object) => {
      const answered = await correct(changed);
      if (answered.kind !== "ok") throw new Error(JSON.stringify(answered));
      return NoticeCorrected.parse(answered.body).cases;
    },
    /** The kind of the problem with a correction, and each error. */
    refused: async (changed: object) => {
      const answered = await correct(changed);
      if (answered.kind !== "problem") throw new Error(JSON.stringify(answered));
      return [answered.key, ...(answered.errors ?? []).map(({ pointer, code }) => `${pointer} ${code}`)];
    },
    read: async (caseId: typeof shein) => (await services.cases.read(caseId!))!.case,
    does: async (caseId: typeof shein, command: Command) => {
      if (command.type === "open") throw new Error("the case is open already");
      const done = await commit(services, caseId!, command);
      expect(done.kind).toBe("committed");
    },
  };
}

const newItem = { url: "https://fr.shein.com/example-listing-p-920000001-cat-0000.html", kind: "product_listing" };

describe("secrecy for a time", () => {
  const disclosure = { mode: "withheld", duration: "P2D" };

  it("is counted from the first order, whatever is corrected beside it", async () => {
    const { clock, notice, acceptedAt, shein, temu, corrected, read } = await submitted({ disclosure });
    const until = plus(acceptedAt, 2 * day);
    const before = await read(temu);
    clock.pass(hour);
    const cases = await corrected({ items: [...notice.items, newItem] });
    expect(cases).toMatchObject([{ changed: true }, { changed: false, digest: before.digest }]);
    expect((await read(shein)).disclosure).toEqual({ mode: "withheld", until });
    expect(await read(temu)).toEqual(before);
  });

  it("that has ended has ended: the same again withholds nothing", async () => {
    const { clock, shein, temu, corrected, does, read } = await submitted({ disclosure });
    await does(shein, receiptCommand(clock.now()));
    clock.pass(2 * day + minute);
    while ((await read(shein)).disclosure.mode === "withheld") await does(shein, { type: "take_due_step" });
    const before = [await read(shein), await read(temu)];
    expect((await corrected({})).map(({ changed }) => changed)).toEqual([false, false]);
    expect([await read(shein), await read(temu)]).toEqual(before);
    await corrected({ statementOfReasons: "Other words, for the same." });
    expect((await read(shein)).disclosure).toEqual({ mode: "allowed" });
  });

  it("until an instant that has passed does not stand in the way of a correction, unless it is asked for anew", async () => {
    const world = await submitted();
    const until = (after: number) => ({ mode: "withheld", until: plus(world.acceptedAt, after) });
    await world.corrected({ disclosure: until(hour) });
    world.clock.pass(2 * hour);
    const words = { statementOfReasons: "Other words, for the same." };
    expect(await world.corrected({ ...words, disclosure: until(hour) })).toMatchObject([{ changed: true }, {}]);
    expect(await world.refused({ ...words, disclosure: until(minute) })).toEqual([
      "invalid-notice",
      "/notice/disclosure/until in_the_past",
    ]);
  });

  it("is counted anew where the correction says otherwise", async () => {
    const { clock, shein, corrected, read } = await submitted({ disclosure });
    clock.pass(hour);
    await corrected({ disclosure: { mode: "withheld", duration: "P3D" } });
    expect((await read(shein)).disclosure).toEqual({ mode: "withheld", until: plus(clock.now(), 3 * day) });
    await corrected({ disclosure: { mode: "allowed" } });
    expect((await read(shein)).disclosure).toEqual({ mode: "allowed" });
  });
});

describe("a case that is over", () => {
  it("refuses the whole correction that would change it, and names the items and what to do", async () => {
    const { notice, shein, temu, refused, correct, does, read } = await submitted();
    await does(shein, officerActs.withdraw);
    const before = [await read(shein), await read(temu)];
    expect(await refused({ items: [...notice.items, newItem], statementOfReasons: "Newer." })).toEqual([
      "not-by-correction",
      "/notice/items/4 case_withdrawn",
    ]);
    const [first, second] = notice.items
      .map(({ url }, position) => [url, position] as const)
      .filter(([url]) => url.includes("shein"));
    expect(await refused({ statementOfReasons: "Newer." })).toEqual([
      "not-by-correction",
      `/notice/items/${first![1]} case_withdrawn`,
      `/notice/items/${second![1]} case_withdrawn`,
    ]);
    expect(await correct({ statementOfReasons: "Newer." })).toMatchObject({
      errors: [
        { detail: { en: expect.stringMatching(/Shein is withdrawn.*submit another notice\.$/i) as string } },
        {},
      ],
    });
    expect([await read(shein), await read(temu)]).toEqual(before);
    await does(shein, officerActs.close);
    expect(await refused({ statementOfReasons: "Newer." })).toContain(`/notice/items/${first![1]} case_closed`);
  });

  it("stays untouched where nothing changes for it, and does not stand in the way of another's correction", async () => {
    const { notice, shein, temu, corrected, does, read } = await submitted({
      disclosure: { mode: "withheld", duration: "P2D" },
    });
    await does(temu, officerActs.withdraw);
    const before = await read(temu);
    const cases = await corrected({ items: [...notice.items, newItem] });
    expect(cases.map(({ caseId, changed }) => [caseId, changed])).toEqual([
      [shein, true],
      [temu, false],
    ]);
    expect(await read(temu)).toEqual(before);
  });

  it("takes another delay no more than one in force does", async () => {
    const { shein, temu, refused, does } = await submitted();
    await does(shein, officerActs.withdraw);
    await does(temu, officerActs.withdraw);
    expect(await refused({ actWithin: "PT50M" })).toEqual(["invalid-notice", "/notice/actWithin not_by_correction"]);
  });
});

describe("once the time to act has passed", () => {
  async function overdue() {
    const world = await submitted({ orderedMeasures: ["removed"], territorialScope: ["FR"] });
    await world.does(world.shein, receiptCommand(world.clock.now()));
    world.clock.pass(46 * minute);
    return world;
  }

  it("nothing can be added, whether the breach is on record yet or not", async () => {
    const { notice, shein, refused, does, read } = await overdue();
    const adding = { items: [...notice.items, newItem], orderedMeasures: ["removed", "seller_suspended"] };
    const expected = [
      "not-by-correction",
      "/notice/items/4 time_has_passed",
      "/notice/orderedMeasures time_has_passed",
    ];
    expect((await read(shein)).clocks.act.state).toBe("running");
    expect(await refused(adding)).toEqual(expected);
    while ((await read(shein)).clocks.act.state === "running") await does(shein, { type: "take_due_step" });
    const before = await read(shein);
    expect(before.clocks.act.state).toBe("missed");
    expect(await refused(adding)).toEqual(expected);
    expect(await refused({ territorialScope: ["EU"] })).toEqual([
      "not-by-correction",
      "/notice/territorialScope time_has_passed",
    ]);
    expect(await read(shein)).toEqual(before);
  });

  it("what adds nothing is corrected as before", async () => {
    const { shein, corrected, read } = await overdue();
    const { clocks } = await read(shein);
    const [first] = await corrected({ statementOfReasons: "Newer.", orderedMeasures: ["removed", "delisted"] });
    expect(first).toMatchObject({ changed: true, restarts: false });
    expect((await read(shein)).clocks).toEqual(clocks);
  });
});

describe("a correction that asks for no more", () => {
  it("restarts nothing and asks of no item anew", async () => {
    const { clock, shein, corrected, does, read } = await submitted({
      orderedMeasures: ["removed"],
      territorialScope: ["EU"],
    });
    await does(shein, receiptCommand(clock.now()));
    const { clocks } = await read(shein);
    const [first] = await corrected({ orderedMeasures: ["removed", "delisted"], territorialScope: ["FR"] });
    expect(first).toMatchObject({ changed: true, restarts: false });
    expect(await read(shein)).toMatchObject({ clocks, ordered: ["removed", "delisted"] });
  });
});

it("a correction that another overtakes before it has read the cases is not put in force", async () => {
  const { correct, services, shein, read } = await submitted();
  const { read: readNotice } = services.notices;
  const overtaken = {
    ...services,
    notices: {
      ...services.notices,
      read: async (noticeId: Parameters<typeof readNotice>[0]) => {
        const found = await readNotice(noticeId);
        await correct({ statementOfReasons: "The other is quicker." });
        return found;
      },
    },
  };
  expect(await correct({ statementOfReasons: "Too late." }, overtaken)).toMatchObject({ key: "version-changed" });
  expect(await read(shein)).toMatchObject({ noticeVersion: 2 });
});
