import { look, submit } from "./authority.ts";
import { calm } from "./fates.ts";
import { correct, correctionKinds, isDone } from "./corrections.ts";
import { judge } from "./judge/judge.ts";
import { drawNotice } from "./notices.ts";
import { drawMail, drawParties } from "./parties.ts";
import type { ActorGround } from "./platform.ts";
import type { LegalTime } from "./ports.ts";
import { randomOf, type Random } from "./random.ts";
import { giveMoreTime, replyingOfficer } from "./replies.ts";
import { drawIllnesses, drawWeather, fatesIn, type Weather } from "./weather.ts";
import { openWorld, type World } from "./world.ts";

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

/** What came of one seed. */
export type Report = {
  seed: number;
  weather: string;
  /** What is wrong; empty when every invariant holds. */
  faults: string[];
  /** Events on record, over all cases. */
  events: number;
  cases: number;
  effects: number;
  happenings: number;
  /** Virtual milliseconds from the first submission to the end. */
  lasted: number;
  history: string[];
};

/** Runs one seed to its end and judges it. */
export async function simulate(seed: number, { keepsHistory = false } = {}): Promise<Report> {
  const random = randomOf(seed);
  const weather = drawWeather(random.fork("weather"));
  const legal = drawLegalTime(random.fork("time"));
  const drawn = drawParties(random.fork("parties"));
  const parties = { ...drawn, mail: drawMail(random.fork("mail"), drawn) };
  const world = await openWorld({
    random,
    legal,
    parties,
    weather,
    fates: fatesIn(weather, random.fork("fates")),
    keepsHistory,
    mailOutages: drawMailOutages(random.fork("mail outages"), weather, legal.anchorWall),
  });
  const { kernel, journal } = world;
  const plan = planOf(random.fork("plan"), weather, kernel.now(), legal);
  const asked = replyingOfficer(world.groundFor("replies"));
  for (const id of [...parties.platforms, ...parties.told]) {
    world.giveEndpoint(id, {
      illnesses: drawIllnesses(random.fork(`illness of ${id}`), weather, kernel.now(), plan.calmFrom),
      asked,
      // Who has no webhook has people.
      answersByLink: parties.mail?.hooked.includes(id) === true ? 0.3 : 0.9,
    });
  }
  const desk = world.groundFor("desk");
  for (const [index, at] of plan.submissions.entries()) {
    const notice = drawNotice(desk.random, parties, `SIM-${seed}-${index}`);
    kernel.after(at - kernel.now(), () => {
      submit(desk, notice);
    });
  }
  watchOfficers(world.groundFor("officer"), plan.looks);
  watchCorrections(world.groundFor("corrections"), plan);
  watchExtensions(world.groundFor("extensions"), plan);
  planDisasters(world, plan);

  await kernel.runUntil(plan.calmFrom);
  world.turn(calm, { ...weather, ...allWell });
  journal.tell("world", () => "from now on all goes well");
  await kernel.runUntil(plan.ends);

  const isCalm = weather.name === "calm";
  const judgement = await judge({
    ...world,
    calmFrom: isCalm ? legal.anchorWall : plan.calmFrom + 40 * minute,
    grace: isCalm ? 3 * second + 30 * weather.latency : 3 * minute,
  });
  return {
    seed,
    weather: weather.name,
    ...judgement,
    effects: journal.effects(),
    happenings: kernel.happened(),
    lasted: (plan.ends - legal.anchorWall) * legal.scale,
    history: journal.history,
  };
}

const allWell = { slowest: 300, lostOnTheWay: 0, missedTick: 0, again: 0 } satisfies Partial<Weather>;

function drawLegalTime(random: Random): LegalTime {
  const anchorWall = Date.UTC(2025, 10, 3) + random.whole(0, 330 * day);
  const scale = random.pick([1, 1, 1, 1, 12]);
  const isShifted = scale !== 1 || random.happens(0.4);
  return {
    anchorWall,
    anchorLegal: isShifted ? Date.UTC(2025, 10, 3) + random.whole(0, 330 * day) : anchorWall,
    scale,
  };
}

/** When the mail service takes nothing. */
function drawMailOutages(random: Random, { name }: Weather, start: number) {
  if (name === "calm" || !random.happens(0.25)) return [];
  const from = start + random.whole(0, 8 * hour);
  return [{ from, to: from + random.whole(0, random.pick([minute, hour, 20 * hour])) }];
}

/** When what happens, in wall milliseconds. */
type Plan = {
  submissions: number[];
  looks: number[];
  crashes: { at: number; downFor: number }[];
  outages: { at: number; downFor: number }[];
  calmFrom: number;
  ends: number;
};

function planOf(random: Random, weather: Weather, start: number, { scale }: LegalTime): Plan {
  const length = random.pick([1 * hour, 4 * hour, 8 * hour, 1 * day, 3 * day, 6 * day]) / scale;
  const sometime = () => start + random.whole(0, length);
  const times = (count: number) => Array.from({ length: count }, sometime);
  return {
    submissions: [start + 10, ...times(random.pick([0, 0, 0, 0, 0, 1])).map((at) => start + (at - start) / 4)],
    looks: times(random.pick([0, 0, 1, 2])),
    crashes: times(weather.crashes).map((at) => ({
      at,
      downFor: random.whole(0, random.pick([2 * second, 5 * minute, hour])),
    })),
    outages: times(weather.outages).map((at) => ({
      at,
      downFor: random.whole(0, random.pick([minute, 10 * minute, 40 * minute])),
    })),
    // Faults end while people still act, so that what they do is seen to be done in time.
    calmFrom: start + Math.floor(length * random.pick([0.3, 0.6, 1])),
    ends: start + length + (45 * day) / scale,
  };
}

function planDisasters({ kernel, deployment, journal }: World, { crashes, outages }: Plan): void {
  for (const { at, downFor } of crashes)
    kernel.after(at - kernel.now(), () => {
      deployment.crash(downFor);
    });
  for (const { at, downFor } of outages) {
    kernel.after(at - kernel.now(), () => {
      journal.tell("world", () => `our gateway is down for ${Math.round(downFor / second)} s`);
      deployment.inbound.goDown();
      kernel.after(downFor, () => {
        deployment.inbound.goUp();
      });
    });
  }
}

/** Now and then a notice is corrected, once or twice, one version after the other. */
function watchCorrections(ground: ActorGround, { submissions, calmFrom }: Plan): void {
  const { kernel, random, journal } = ground;
  const [first = kernel.now()] = submissions;
  let at = first;
  const count = random.happens(0.25) ? random.pick([1, 1, 2]) : 0;
  for (let version = 2; version < 2 + count; version += 1) {
    at += random.whole(minute, random.pick([10 * minute, 5 * hour, Math.max(hour, calmFrom - first)]));
    const kind = random.pick(correctionKinds);
    kernel.after(at - kernel.now(), () => {
      const [submission] = journal.submissions;
      const isInOrder = version === 2 || journal.corrections.some((one) => one.version === version - 1 && isDone(one));
      if (submission !== undefined && isInOrder) correct(ground, submission, version, kind);
    });
  }
}

/** Now and then a case is given more time. */
function watchExtensions(ground: ActorGround, { submissions, calmFrom }: Plan): void {
  const { kernel, random, deployment } = ground;
  const [first = kernel.now()] = submissions;
  for (let count = random.pick([0, 0, 0, 1, 1, 2]); count > 0; count -= 1) {
    const at = random.whole(first, random.pick([calmFrom, calmFrom + 2 * (calmFrom - first)]));
    kernel.after(at - kernel.now(), () => {
      const cases = deployment.caseIds();
      if (cases.length > 0) giveMoreTime(ground, random.pick(cases));
    });
  }
}

function watchOfficers(ground: ActorGround, looks: readonly number[]): void {
  const { kernel, random, deployment } = ground;
  for (const at of looks) {
    kernel.after(at - kernel.now(), () => {
      const cases = deployment.caseIds();
      if (cases.length > 0) void look(ground, random.pick(cases));
    });
  }
}
