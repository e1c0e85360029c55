import { earliest, millisecondsBetween, plus, type Instant } from "../contract/instant.ts";
import { escalatesFrom, isShort } from "./clocks.ts";
import type { Command, ReceiveAnswer } from "./commands.ts";
import { dueMilestone } from "./next-wake.ts";
import type { Case, Clock, ClockName, Outage, ServiceInterrupted } from "./state.ts";

/** However short our outage, its end leaves a platform time to notice and to send again. */
const leastGivenBack = 15 * 60_000;

/**
 * What our outages mean for a clock that has run out: where answers could not reach us at its due instant, or at the end of
 * what was given back for that, nobody is escalated for as long again as the outage took, a quarter of an hour at least.
 * Undefined when they mean nothing, or nothing new.
 */
export function interruptionOf(clock: Clock, outages: readonly Outage[]): ServiceInterrupted | undefined {
  const { dueLegal, serviceInterrupted } = clock;
  if (clock.state !== "running" || dueLegal === undefined) return undefined;
  const hurt = [dueLegal, escalatesFrom(clock) ?? dueLegal];
  return outages
    .filter(({ from, to }) => hurt.some((instant) => from <= instant && instant <= to))
    .map(({ from, to }) => ({ from, to, until: plus(to, Math.max(leastGivenBack, millisecondsBetween(from, to))) }))
    .filter(({ until }) => serviceInterrupted === undefined || until > serviceInterrupted.until)
    .sort((a, b) => (a.until < b.until ? 1 : -1))[0];
}

/** The clocks that an answer speaks to: an acknowledgement says nothing of the items. */
export function spokenTo(answer: ReceiveAnswer["answer"]): ClockName[] {
  return answer === "acknowledged" ? ["acknowledge"] : ["acknowledge", "act"];
}

/** The clocks that an answer speaks to after they have run out, and before a breach is on record. */
export function lateClocks({ clocks, withdrawnAt }: Case, { answer, receivedAt }: ReceiveAnswer): ClockName[] {
  if (withdrawnAt !== undefined) return [];
  return spokenTo(answer).filter((name) => {
    const { state, dueLegal } = clocks[name];
    return state === "running" && dueLegal !== undefined && dueLegal < receivedAt;
  });
}

/** What a decision has to know of our outages. */
export type OutageQuestion = {
  /** Only what reaches to this instant or beyond it matters. */
  about: Instant;
  /** Whether it escalates: then it must be known, not supposed, that we could be reached since. */
  mustBeSure: boolean;
};

/** What a command on a case has to know of our outages; undefined for nearly all: only what is late asks. */
export function outageQuestion(kase: Case, command: Command, now: Instant): OutageQuestion | undefined {
  if (command.type === "receive_answer") {
    const about = earliest(...lateClocks(kase, command).map((name) => kase.clocks[name].dueLegal));
    return about === undefined ? undefined : { about, mustBeSure: false };
  }
  if (command.type !== "take_due_step") return undefined;
  const first = dueMilestone(kase, now);
  if (first?.kind !== "breach") return undefined;
  const clock = kase.clocks[first.clock];
  const about = escalatesFrom(clock);
  return about === undefined ? undefined : { about, mustBeSure: !isShort(clock.within) };
}
