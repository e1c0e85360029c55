import { randomUUID } from "node:crypto";
import { elapsedMilliseconds, Duration } from "../../core/contract/duration.ts";
import { readSample, sandboxNotice, type PlatformName } from "../support/e2e-notice.ts";
import type { Random } from "../support/soak-random.ts";

/** What a platform says at last, and when, in wall milliseconds after it received the notice. */
export type PlannedAnswer = { after: number; says: "acknowledged" | "some removed" | "all removed" };

/** What is to come of one case: the answers of its platform, and whether its authority changes its mind. */
export type Plan = { answers: readonly PlannedAnswer[]; withdrawAfter?: number };

/** A notice that is to be submitted, with a plan for each of its platforms. */
export type PlannedNotice = {
  authority: string;
  notice: object;
  reference: string;
  planOf: (platform: string) => Plan;
};

/** Every platform that is written to. */
export const platforms = [
  "shein",
  "aliexpress",
  "temu",
  "amazon",
  "vinted",
  "wish",
] as const satisfies readonly PlatformName[];

/** Every authority that is told. */
export const authorities = ["dgccrf", "arcom", "haut-commissariat", "ofac", "parquet-paris"] as const;

const sandboxAuthorities = ["dgccrf", "arcom", "ofac"] as const;

/** The windows of trial orders. An hour and more have the pause between due instant and escalation. */
const windows = {
  short: { acknowledgeWithin: "PT20M", actWithin: "PT40M" },
  hours: { acknowledgeWithin: "PT2H", actWithin: "PT3H" },
  days: { acknowledgeWithin: "PT12H", actWithin: "P2D" },
} as const;

/** Draws a notice: trial orders with short and long windows, and two texts of the real ones. */
export function planNotice(random: Random, scale: number): PlannedNotice {
  const reference = `SOAK-${randomUUID()}`;
  const draw = random.fraction();
  if (draw < 0.08) return fromSample("03-report-haut-commissariat.json", reference, random, scale);
  if (draw < 0.16) return fromSample("04-lcen-order-wish.json", reference, random, scale);
  const kind = random.one(["short", "short", "hours", "days", "days"] as const);
  const on = platforms.filter(() => random.happens(0.5));
  const notice = sandboxNotice({
    on: on.length === 0 ? [random.one(platforms)] : on,
    reference,
    items: random.one([1, 1, 2, 3]),
    ...windows[kind],
  });
  const mayBeSilent = kind !== "days";
  const plans = planEach(platforms, () => planCase(random, wallWindows(windows[kind], scale), mayBeSilent));
  return { authority: random.one(sandboxAuthorities), notice, reference, planOf: plans };
}

function fromSample(file: string, reference: string, random: Random, scale: number): PlannedNotice {
  const { submitAs, notice } = readSample(file);
  const within = wallWindows({ acknowledgeWithin: "PT2H", actWithin: "PT24H" }, scale);
  const plans = planEach(platforms, () => planCase(random, within, false));
  return { authority: submitAs, notice: { ...notice, reference }, reference, planOf: plans };
}

function planEach(all: readonly string[], plan: () => Plan): (platform: string) => Plan {
  const plans = new Map(all.map((platform) => [platform, plan()]));
  return (platform) => plans.get(platform)!;
}

type Windows = { acknowledge: number; act: number };

function wallWindows(
  { acknowledgeWithin, actWithin }: { acknowledgeWithin: string; actWithin: string },
  scale: number,
) {
  const wallOf = (text: string) => (elapsedMilliseconds(Duration.parse(text)) ?? 0) / scale;
  return { acknowledge: wallOf(acknowledgeWithin), act: wallOf(actWithin) };
}

function planCase(random: Random, { acknowledge, act }: Windows, mayBeSilent: boolean): Plan {
  const draw = random.fraction();
  const withdrawal = random.happens(0.08) ? { withdrawAfter: random.between(0, acknowledge) } : {};
  const early = { after: random.between(0, acknowledge * 0.8), says: "acknowledged" } as const;
  const actedAt = random.between(0, act * 1.2);
  if (draw < 0.4) return { answers: inOrder(early, { after: actedAt, says: "all removed" }), ...withdrawal };
  if (draw < 0.55) return { answers: [{ after: actedAt, says: "all removed" }], ...withdrawal };
  if (draw < 0.7) {
    const first = { after: actedAt / 2, says: "some removed" } as const;
    return { answers: inOrder(first, { after: actedAt, says: "all removed" }), ...withdrawal };
  }
  if (draw < 0.85 || !mayBeSilent) {
    const late = { after: acknowledge * random.between(0.95, 1.5), says: "acknowledged" } as const;
    return { answers: inOrder(late, { after: act * random.between(0.9, 1.3), says: "all removed" }), ...withdrawal };
  }
  return { answers: [], ...withdrawal };
}

/** A platform acts after it has acknowledged. */
function inOrder(first: PlannedAnswer, last: PlannedAnswer): PlannedAnswer[] {
  return [first, { ...last, after: Math.max(first.after, last.after) }];
}
