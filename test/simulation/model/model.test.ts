import { describe, expect, it } from "vitest";
import { Case } from "../../../core/case/state.ts";
import { keyOf } from "./key.ts";
import { movesOf } from "./moves.ts";
import { asItIs, weakened, type Rules } from "./rules.ts";
import { beginningOf, searched, type Found } from "./search.ts";
import { losing, tellingSettings, type Setting } from "./settings.ts";
import { commanded, commands, opened, withAttempt, withDueStep } from "./tiny-case.ts";
import type { World } from "./world.ts";

const patience = 300_000;

describe("the token protocol, in every interleaving of a setting", () => {
  const all: Found[] = [];

  it.for(tellingSettings)("loses nothing: %j", { timeout: patience }, (setting) => {
    const found = searched(setting, asItIs);
    all.push(found);
    expect(found.history).toBeUndefined();
    expect(found.finalStates).toBeGreaterThan(10);
  });

  it("meets every rule of await-answer that can hold, every kind of telling, and every fault", () => {
    const met = new Set(all.flatMap(({ events }) => [...events.keys()]));
    const rules = ["succeed, end", "DeadlinePassed", "LookAgain", "ghost", "to store"].map((rule) => `park: ${rule}`);
    const stores = ["refused", "first token", "one more token", "next round"].map((store) => `store: ${store}`);
    const tellings = ["nothing", "succeed, deliver", "succeed, end", "look_again"].map((kind) => `tell: ${kind}`);
    const said = ["end", "deliver", "LookAgain", "DeadlinePassed"].map((word) => `say: ${word}`);
    const repairs = ["over", "started", "slow, not dead", "gone"].map((kind) => `repair: ${kind}`);
    const faults = ["timer", "timer, early", "retry, first alive", "retry, first dead", "send: not taken"];
    const deaths = ["death, repeated", "death, reconciled"];
    const others = ["begin: stale", "write: refused", "bump: refused", "write: reopen", "take: the step that is due"];
    const wanted = [...rules, ...stores, ...tellings, ...said, ...repairs, ...faults, ...deaths, ...others];
    expect(wanted.filter((event) => !met.has(event))).toEqual([]);
    // Rule 4 stands there so that nothing can fail: rule 2 leaves it no case.
    expect(met).not.toContain("park: succeed, deliver");
  });
});

describe("a weakened rule", () => {
  const names = Object.keys(weakened) as (keyof typeof weakened)[];

  it.for(names)("loses something: %s", { timeout: patience }, (name) => {
    const found = searched(losing[name], weakened[name], { untilLost: true });
    expect(found.lost).toBeGreaterThan(0);
    expect(found.history?.at(-1)).toMatch(/^LOST: /);
  });

  it.for(names)("loses something where the project's own loses nothing: %s", (name) => {
    expect(tellingSettings).toContainEqual(losing[name]);
  });
});

describe("the key of a world", () => {
  /** What may happen next, and where it leads, as far as the search tells worlds apart. */
  const futureOf = (world: World, rules: Rules) =>
    [...new Set(movesOf(world, rules).map(({ event, next }) => `${event} > ${keyOf(next, rules)}`))].sort().join("\n");

  const settings: Setting[] = [
    { visitors: ["end"], budget: { early: 1 } },
    { visitors: ["bump"], from: "waiting" },
  ];

  it.for(settings)("is equal only for worlds with the same future: %j", { timeout: patience }, (setting) => {
    const futures = new Map<string, string>();
    let frontier = [beginningOf(setting)];
    let met = 0;
    while (frontier.length > 0) {
      const coming: World[] = [];
      for (const world of frontier) {
        for (const { next } of movesOf(world, asItIs)) {
          const key = keyOf(next, asItIs);
          const known = futures.get(key);
          // Checking each tenth world that was met before is enough to find a key that leaves something out.
          if (known !== undefined && (met += 1) % 10 !== 0) continue;
          const future = futureOf(next, asItIs);
          if (known !== undefined) expect(future).toBe(known);
          else coming.push(next);
          futures.set(key, future);
        }
      }
      frontier = coming;
    }
    expect(met).toBeGreaterThan(1_000);
  });
});

describe("the cases of the model", () => {
  it("are cases as the record keeps them", () => {
    const delivered = withAttempt(opened, { messageId: opened.outbox[0]!.messageId, attempt: 1, taken: true }, 0)!;
    const reminded = withDueStep(delivered, 2)!;
    const names = Object.keys(commands) as (keyof typeof commands)[];
    const commandedOnes = names.map((name) => commanded(delivered, name, 1)).filter((kase) => kase !== undefined);
    expect(commandedOnes).toHaveLength(names.length - 1);
    for (const kase of [opened, delivered, reminded, ...commandedOnes]) expect(Case.parse(kase)).toEqual(kase);
  });
});
