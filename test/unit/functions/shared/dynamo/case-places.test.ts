import { describe, expect, it } from "vitest";
import { plus } from "../../../../../core/contract/instant.ts";
import { placesOf } from "../../../../../functions/shared/dynamo/case-places.ts";
import { hour, minute, officerActs, play, second, start } from "../../../../support/cases.ts";

// eu-dsa-16: a day to acknowledge and three to act, counted as they pass.
const basis = "eu-dsa-16";

describe("the places of a case in the lists", () => {
  it("are, before it is delivered, where a receipt at once would put it", () => {
    expect(placesOf(play(basis).kase)).toEqual({
      listedAt: plus(start, 24 * hour),
      platformDue: plus(start, 72 * hour),
      wakeAt: start,
    });
  });

  it("are kept when a delivery a little later moves the due instants by little", () => {
    const game = play(basis);
    const before = placesOf(game.kase);
    game.wait(4 * minute);
    game.deliver();
    expect(placesOf(game.kase, before)).toEqual(before);
  });

  it("are new when it moves them by more", () => {
    const game = play(basis);
    const before = placesOf(game.kase);
    game.wait(6 * minute);
    game.deliver();
    expect(placesOf(game.kase, before)).toMatchObject({
      listedAt: plus(start, 24 * hour + 6 * minute),
      platformDue: plus(start, 72 * hour + 6 * minute),
    });
  });

  it("tolerate less where the period is short: a hundredth of it", () => {
    const within = { acknowledge: "PT10M", act: "PT20M" } as never;
    for (const [late, kept] of [
      [5 * second, true],
      [7 * second, false],
    ] as const) {
      const game = play("sandbox", { open: { within } });
      const before = placesOf(game.kase);
      game.wait(late);
      game.deliver();
      expect(placesOf(game.kase, before).listedAt === before.listedAt, `${late} ms`).toBe(kept);
    }
  });

  it("follow an acknowledgement in the authority's list; the platform's goes by the act clock throughout", () => {
    const game = play(basis);
    game.deliver();
    const before = placesOf(game.kase);
    game.wait(hour);
    game.answer("acknowledged");
    expect(placesOf(game.kase, before)).toMatchObject({
      listedAt: plus(start, 72 * hour),
      platformDue: before.platformDue,
    });
  });

  it("leave a wake-up that moved later where it was, and move one that came nearer", () => {
    const game = play(basis);
    const opened = placesOf(game.kase);
    game.deliver();
    expect(placesOf(game.kase, opened).wakeAt).toBe(start);
    const exact = placesOf(game.kase);
    game.must(officerActs.withdraw);
    expect(placesOf(game.kase, exact).wakeAt).toBe(game.now);
  });

  it("give up the one that the reconciler had put off", () => {
    const game = play(basis);
    game.deliver();
    const putOff = { ...placesOf(game.kase), wakeAt: plus(start, hour) };
    expect(placesOf(game.kase, putOff, true).wakeAt).toBe(plus(start, 0.8 * 24 * hour));
  });

  it("end: the platform's with its answer, the wake-up is when it closes by itself, the authority's sinks, then closes", () => {
    const game = play(basis, { authorityIsTold: [] });
    game.deliver();
    const before = placesOf(game.kase);
    game.answer("action_taken");
    const answered = placesOf(game.kase, before);
    expect(answered).toEqual({ listedAt: "9999-12-31T23:59:59.999Z", wakeAt: plus(start, 30 * 24 * hour) });
    game.wait(hour);
    game.must(officerActs.close);
    expect(placesOf(game.kase, answered)).toEqual({ listedAt: game.now, wakeAt: undefined });
  });

  it("put an undeliverable case before all others, since only the officer can move it", () => {
    const game = play(basis);
    game.wait(hour);
    game.attempt(game.pending("notice.issued"), { kind: "hopeless", code: "gone" });
    expect(placesOf(game.kase).listedAt).toBe(start);
  });
});
