import type { Outage } from "../../../core/case/state.ts";
import type { OutageQuestion } from "../../../core/case/service-interruption.ts";
import { millisecondsBetween, type Instant } from "../../../core/contract/instant.ts";
import type { Clock } from "../clock.ts";
import type { InboundRecord, InboundStore } from "../dynamo/inbound-store.ts";
import type { ReachInbound } from "./reach-inbound.ts";

/** Our inbound side, as far as decisions on cases ask. */
export type Inbound = {
  /** When answers could not reach us, as far as it matters to the question. One that still lasts ends `now`. */
  outages: (question: OutageQuestion & { now: Instant }) => Promise<readonly Outage[]>;
};

/** What looking at our inbound side needs. */
export type InboundServices = { store: InboundStore; reach: ReachInbound; clock: Pick<Clock, "now"> };

/** A beat may be late, or one may be lost, without our having been away. */
const beatsMissed = 2.5;

/** Outages older than these are forgotten: no clock looks back so far. */
const mostOutages = 20;

/**
 * Asks our inbound side whether it is there, and puts on record that it is, and for how long it was not. Nothing is
 * recorded of a failure: the gap grows.
 *
 * @returns the record, or undefined when it could not be reached.
 */
export async function beat(
  { store, reach, clock }: InboundServices,
  beatMilliseconds?: number,
): Promise<InboundRecord | undefined> {
  if (!(await reach())) return undefined;
  const seenAt = clock.now();
  const before = await store.read();
  const every = beatMilliseconds ?? before?.beatMilliseconds;
  // Seen by somebody else in the meantime, or not watched at all.
  if (every === undefined || (before !== undefined && before.seenAt >= seenAt)) return before;
  const outages = [...(before?.outages ?? []), ...outageSince(before, seenAt)].slice(-mostOutages);
  const record = { seenAt, beatMilliseconds: every, outages };
  return (await store.replace(before, record)) === "stored" ? record : store.read();
}

/** What decisions ask, answered from the record; who must be sure asks the inbound side itself. */
export function inboundOf(services: InboundServices): Inbound {
  let kept: InboundRecord | undefined;
  let asking: Promise<InboundRecord | undefined> | undefined;

  /** At once for all who ask at once: a storm of deadlines is one question. */
  async function ask(): Promise<InboundRecord | undefined> {
    asking ??= beat(services).finally(() => {
      asking = undefined;
    });
    return asking;
  }

  return {
    outages: async ({ about, mustBeSure, now }) => {
      if (kept === undefined || kept.seenAt < about) kept = await services.store.read();
      if (kept === undefined) return [];
      if (kept.seenAt >= about) return kept.outages;
      if (!mustBeSure) return [...kept.outages, ...outageSince(kept, now)];
      const seen = await ask();
      if (seen === undefined) return [...kept.outages, { from: kept.seenAt, to: now }];
      kept = seen;
      return kept.outages;
    },
  };
}

function outageSince(record: InboundRecord | undefined, now: Instant): Outage[] {
  if (record === undefined) return [];
  const { seenAt: from, beatMilliseconds } = record;
  return millisecondsBetween(from, now) > beatsMissed * beatMilliseconds ? [{ from, to: now }] : [];
}
