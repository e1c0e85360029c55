import type { EffectKind, Fates } from "./fates.ts";
import type { Random } from "./random.ts";

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;

/** How bad it is: from a day on which all goes well to one on which nothing does. */
export type Weather = {
  name: "calm" | "mild" | "rough" | "hell";
  /** What a step on the network takes at most, in milliseconds. */
  latency: number;
  /** What an endpoint takes to answer at most, in milliseconds: from 15 s on it is too late. */
  slowest: number;
  /** Of an effect, each. */
  refused: number;
  answerLost: number;
  dies: number;
  /** Of an effect: that it takes very long, up to `longest` milliseconds. */
  slow: number;
  longest: number;
  /** Of an invocation. */
  unheard: number;
  again: number;
  /** Of a timer of the machine: that it is late by up to 25 minutes. */
  lateTimer: number;
  /** Of a write: that it reaches an index up to five minutes late. */
  lateIndex: number;
  /** How often everything dies. */
  crashes: number;
  /** How often our own inbound side is down. */
  outages: number;
  /** Of an attempt of anybody: that an endpoint or our gateway does not get it, or its sender no answer. */
  lostOnTheWay: number;
  /** Of an answer: that it is sent several times. */
  repeated: number;
  /** Of a tick of the schedule: that it does not come. */
  missedTick: number;
};

export const still: Omit<Weather, "name"> = {
  latency: 15,
  slowest: 300,
  refused: 0,
  answerLost: 0,
  dies: 0,
  slow: 0,
  longest: 0,
  unheard: 0,
  again: 0,
  lateTimer: 0,
  lateIndex: 0,
  crashes: 0,
  outages: 0,
  lostOnTheWay: 0,
  repeated: 0.06,
  missedTick: 0,
};

/** Draws the weather of a seed. */
export function drawWeather(random: Random): Weather {
  const part = random.fraction();
  if (part < 0.2) return { name: "calm", ...still, latency: random.pick([15, 15, 120]) };
  const [name, strength] =
    part < 0.6 ? (["mild", 1] as const) : part < 0.95 ? (["rough", 4] as const) : (["hell", 12] as const);
  // Now and then one kind of fault is absent, so that another one is seen alone.
  const of = (probability: number) => (random.happens(0.3) ? 0 : Math.min(0.4, probability * strength));
  return {
    name,
    latency: random.pick([15, 120, 600]),
    slowest: 16 * second,
    refused: of(0.01),
    answerLost: of(0.006),
    dies: of(0.004),
    slow: of(0.004),
    longest: random.pick([3 * second, 20 * second, 70 * second]),
    unheard: of(0.002),
    again: of(0.008),
    lateTimer: of(0.02),
    lateIndex: of(0.02),
    crashes: random.happens(0.15 * strength) ? random.whole(1, 2) : 0,
    outages: random.happens(0.12 * strength) ? 1 : 0,
    lostOnTheWay: of(0.03),
    repeated: of(0.05),
    missedTick: of(0.02),
  };
}

/** What becomes of effects in a weather. */
export function fatesIn(weather: Weather, random: Random): Fates {
  const latency = () => random.whole(1, weather.latency);
  const wayOut = () => (random.happens(weather.slow) ? random.whole(0, weather.longest) : latency());
  return {
    ofEffect: ({ kind }) => {
      const drawn = random.fraction();
      if (drawn < weather.dies) return { kind: "dies", when: random.happens(0.5) ? "before" : "after" };
      if (kind === "pause") return { kind: "fine", out: 0, back: 0 };
      const [out, back] = [wayOut(), wayOut()];
      if (drawn < weather.dies + weather.refused) return { kind: "refused", out, back, how: random.bits() };
      const isLost = drawn < weather.dies + weather.refused + weather.answerLost && canLose(kind);
      return { kind: isLost ? "answer_lost" : "fine", out, back };
    },
    ofInvocation: () => ({
      delay: random.happens(weather.slow) ? random.whole(0, weather.longest) : latency(),
      again: random.happens(weather.again) ? random.whole(0, random.pick([2 * minute, 3 * hour])) : undefined,
      isUnheard: random.happens(weather.unheard),
    }),
    indexLag: () => (random.happens(weather.lateIndex) ? random.whole(0, 5 * minute) : latency()),
    timerLag: () => (random.happens(weather.lateTimer) ? random.whole(0, 25 * minute) : 0),
    tries: random.pick([1, 1, 2, 4]),
  };
}

/** Our sender turns a lost answer into a result of its own. */
function canLose(kind: EffectKind): boolean {
  return kind !== "post";
}

/** When an endpoint does not take messages, and what it does instead. */
export type Illness = { from: number; to: number; status: number | "none"; retryAfterSeconds?: number; reads: boolean };

/** Draws the illnesses of an endpoint between two wall instants; one that begins at once may outlast a delivery window. */
export function drawIllnesses(random: Random, { name }: Weather, from: number, to: number): Illness[] {
  const count = name === "calm" ? random.pick([0, 0, 0, 1]) : random.pick([0, 0, 0, 1, 1, 2]);
  return Array.from({ length: count }, () => {
    const begins = random.happens(0.5) ? from : random.whole(from, to);
    // The longest outlast a delivery window, and cost an attempt an hour.
    const drawn = random.fraction();
    const longest = drawn < 0.01 ? 90 * hour : drawn < 0.04 ? 30 * hour : 2 * hour;
    const lasts = drawn < 0.04 ? longest : random.pick([20 * second, 2 * minute, 20 * minute, longest]);
    // One that never answers holds up whoever sends to it for 15 s: not what a calm day is.
    const silent = name === "calm" ? 500 : "none";
    const status = random.pick([500, 503, 503, silent, 302, 410] as const);
    return {
      from: begins,
      to: begins + random.whole(1, lasts),
      status,
      ...(status === 503 && random.happens(0.5) && { retryAfterSeconds: random.pick([1, 30, 3_600]) }),
      reads: random.happens(0.2),
    };
  });
}
