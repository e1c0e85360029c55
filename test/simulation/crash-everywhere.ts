import { act, submit } from "./authority.ts";
import { calm, type Fate, type Fates } from "./fates.ts";
import { judge } from "./judge/judge.ts";
import { pageOf } from "./notices.ts";
import { randomOf } from "./random.ts";
import type { Reference } from "./reference.ts";
import { still } from "./weather.ts";
import { openWorld, type World } from "./world.ts";

const second = 1_000;
const minute = 60 * second;

/** The ways to die at an effect. */
export const deaths = ["before", "after", "answer lost", "everything"] as const;
export type Death = (typeof deaths)[number];

const fateOf: Record<Death, Fate> = {
  before: { kind: "dies", when: "before" },
  after: { kind: "dies", when: "after" },
  "answer lost": { kind: "answer_lost", out: 1, back: 1 },
  everything: { kind: "all_die", when: "after" },
};

/** What came of one run of a reference. */
export type Played = { faults: string[]; effects: number; history: string[] };

/** Plays a reference; with `at`, somebody dies at the effect of that number, and all goes on as it would. */
export async function playReference(
  reference: Reference,
  at?: { effect: number; death: Death },
  keepsHistory = false,
): Promise<Played> {
  const anchorWall = Date.UTC(2025, 10, 3, 8);
  const world = await openWorld({
    random: randomOf(1),
    legal: { anchorWall, anchorLegal: anchorWall, scale: 1 },
    parties: {
      platforms: reference.platforms,
      authorities: [reference.authority, "arcom", "parquet-paris"],
      told: reference.told,
      mail: reference.mail,
    },
    weather: { name: "calm", ...still, repeated: 0 },
    fates: at === undefined ? calm : dyingAt(at.effect, fateOf[at.death]),
    keepsHistory,
  });
  const { kernel, journal } = world;
  const illnesses = reference.illnesses.map((ill) => ({
    ...ill,
    from: anchorWall + ill.from,
    to: anchorWall + ill.to,
  }));
  for (const id of reference.platforms) {
    world.giveEndpoint(id, { illnesses, intentions: reference.intentions, answersByLink: 1 });
  }
  for (const id of reference.told) world.giveEndpoint(id, { illnesses: [] });
  kernel.after(second, () => {
    submit(world.groundFor("desk"), { authority: reference.authority, body: bodyOf(reference) });
  });
  for (const { after, act: done } of reference.acts)
    kernel.after(after, () => {
      void actOnAll(world, done);
    });
  await kernel.runUntil(anchorWall + reference.lasts);
  const { faults } = await judge({
    ...world,
    calmFrom: anchorWall,
    // A death may cost its case a minute until the reconciler, or 15 and a little where its machine has died as well.
    grace: at === undefined ? 3 * second : 20 * minute,
  });
  return { faults, effects: journal.effects(), history: journal.history };
}

function dyingAt(number: number, fate: Fate): Fates {
  return { ...calm, ofEffect: (effect) => (effect.number === number ? fate : calm.ofEffect(effect)) };
}

async function actOnAll(world: World, done: Parameters<typeof act>[2]): Promise<void> {
  for (const caseId of world.deployment.caseIds()) {
    const record = await world.deployment.store.read(caseId);
    if (record !== undefined) act(world.groundFor("officer"), record.case, done, false);
  }
}

function bodyOf({ notice, platforms }: Reference): string {
  const items = platforms.flatMap((platform) =>
    [1, 2].map((number) => ({ url: pageOf(platform, number), kind: "product_listing" })),
  );
  return JSON.stringify({ ...notice, reference: "SIM-REFERENCE", items });
}
