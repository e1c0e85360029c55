import * as z from "zod";
import { epochOf, Instant, millisecondsBetween, plus } from "../contract/instant.ts";
import type { NextClock, StepClock } from "../contract/workflow-clock.ts";
import type { Case } from "./state.ts";
import { isOver } from "./status.ts";
import { nextWake } from "./next-wake.ts";

/** The round that waits now: the wake it was given and its tokens, one per attempt of the state. Tokens are secrets. */
export const Wait = z.strictObject({
  generation: z.int().positive(),
  round: z.int().nonnegative(),
  wakeAt: Instant,
  tokens: z.array(z.string().min(1)),
});
export type Wait = z.infer<typeof Wait>;

/** A case with what the protocol keeps beside it. */
export type CaseRecord = {
  case: Case;
  /** +1 on every write of the item; the condition of every write. */
  rev: number;
  /** Which execution may act. */
  generation: number;
  wakeAt?: Instant | undefined;
  wait?: Wait | undefined;
};

const second = 1_000;
/** A machine sleeps at most this long at a time: whole seconds of a timer stay far below 2^31 milliseconds. */
const longestSleep = 20 * 86_400 * second;
/** Rounds of one generation; an execution's history ends at 25,000 entries, and a round writes about 15. */
export const roundsPerGeneration = 1_500;

/** What the execution of `clock` does next, made from the record and nothing else. */
export function clockOf(record: CaseRecord, clock: StepClock, now: Instant): NextClock {
  const latest = plus(now, longestSleep);
  const wake = nextWake(record.case) ?? latest;
  const wakeAt = wake < latest ? wake : latest;
  const stale = clock.generation !== record.generation;
  const isMessageDue = record.case.outbox.some(({ nextAttemptAt }) => nextAttemptAt <= now);
  return {
    caseId: record.case.caseId,
    generation: clock.generation,
    round: clock.round + 1,
    next: stale || isOver(record.case) ? "end" : isMessageDue ? "deliver" : "wait",
    wakeAt,
    timeoutSeconds: Math.max(1, Math.floor(millisecondsBetween(now, wakeAt) / second)),
  };
}

/** What a machine that waits must be told after a commit. */
export type Tell =
  | { kind: "nothing" }
  | { kind: "succeed"; tokens: string[]; clock: NextClock }
  | { kind: "look_again"; tokens: string[] };

/** A pure function of the record as committed: anybody may repeat it. */
export function tellOf(record: CaseRecord, now: Instant): Tell {
  const { wait } = record;
  if (wait === undefined) return { kind: "nothing" };
  const clock = clockOf(record, { caseId: record.case.caseId, generation: wait.generation, round: wait.round }, now);
  if (clock.next !== "wait") return { kind: "succeed", tokens: wait.tokens, clock };
  const wake = nextWake(record.case);
  if (wake !== undefined && wake < wait.wakeAt) return { kind: "look_again", tokens: wait.tokens };
  return { kind: "nothing" };
}

/** What *Await answer* does with a fresh token. */
export type Await =
  | { kind: "succeed"; clock: NextClock }
  | { kind: "fail"; error: "DeadlinePassed" | "LookAgain" }
  | { kind: "ghost" }
  | { kind: "store"; wait: Wait };

/** The rules of await-answer, the first that holds (docs/workflow.md, part 1). */
export function awaitOf(record: CaseRecord, clock: NextClock, token: string, now: Instant): Await {
  const next = clockOf(record, clock, now);
  if (next.next === "end" || clock.round >= roundsPerGeneration) {
    return { kind: "succeed", clock: { ...next, next: "end" } };
  }
  const wake = nextWake(record.case);
  if (wake !== undefined && wake <= now) return { kind: "fail", error: "DeadlinePassed" };
  if (wake !== undefined && wake < clock.wakeAt) return { kind: "fail", error: "LookAgain" };
  if (next.next !== "wait") return { kind: "succeed", clock: next };
  if (record.wait !== undefined && isNewer(record.wait, clock)) return { kind: "ghost" };
  const sameRound = record.wait?.generation === clock.generation && record.wait.round === clock.round;
  const tokens = sameRound ? [...(record.wait?.tokens ?? []), token] : [token];
  const { generation, round, wakeAt } = clock;
  return { kind: "store", wait: { generation, round, wakeAt, tokens } };
}

function isNewer(wait: Wait, clock: StepClock): boolean {
  return wait.generation > clock.generation || (wait.generation === clock.generation && wait.round > clock.round);
}

/** Milliseconds until a wake-up that came a little early; 0 when it is due or further off than `toleranceMilliseconds`. */
export function earlyBy(record: CaseRecord, now: Instant, toleranceMilliseconds: number): number {
  const wake = nextWake(record.case);
  if (wake === undefined || wake <= now) return 0;
  const early = epochOf(wake) - epochOf(now);
  return early <= toleranceMilliseconds ? early : 0;
}
