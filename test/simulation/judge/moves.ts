import type { CaseEvent } from "../../../core/case/events.ts";
import { epochOf } from "../../../core/contract/instant.ts";
import { isRunning, unbegun, type Expected } from "./expected-clock.ts";
import { isOwed, keptStillSince, stands, type Ledger } from "./ledger.ts";

/** How the clock to act moves. */
export type Move = {
  what: "stands still" | "starts anew" | "is held" | "stops";
  /** When, or until when it is held: one of these legal instants. */
  at: readonly number[];
};

/** The clock to act no longer counts what it has come to. */
export function forget(act: Expected): void {
  const { receivedAt } = act;
  for (const name of ["due", "givenBackUntil", "heldUntil", "verdict", "lateCause", "endedAt"] as const)
    delete act[name];
  Object.assign(act, unbegun(act), receivedAt === undefined ? {} : { receivedAt });
}

/**
 * What has to become of the clock to act after something was said, by docs/life-cycle.md.
 *
 * @param since Since when the ladder was kept still before.
 */
export function movesOf(ledger: Ledger, act: Expected, at: number, since: number | undefined): Move[] {
  if (!ledger.received || ledger.awaitsCorrection || !isOwed(ledger)) return [];
  if (isRunning(act) && stands(ledger) && at <= (act.due ?? Infinity)) {
    forget(act);
    act.still = true;
    return [{ what: "stands still", at: [at] }];
  }
  if (act.still) {
    if (stands(ledger)) return [];
    forget(act);
    return [{ what: "starts anew", at: [at] }];
  }
  const { due, heldUntil = -Infinity, endedAt } = act;
  if (since === undefined || due === undefined || endedAt !== undefined) return [];
  if (keptStillSince(ledger) !== undefined) return [];
  const until = at + Math.max(0, due - since);
  if (until <= Math.max(due, heldUntil)) return [];
  act.heldUntil = until;
  return [{ what: "is held", at: [until] }];
}

/** What the record says of it. */
export function saidMove({ type, at, data }: CaseEvent): Move | undefined {
  switch (type) {
    case "clock.suspended":
      return { what: "stands still", at: [epochOf(at)] };
    case "clock.reset":
      return { what: "starts anew", at: [epochOf(data.startedAt)] };
    case "clock.held":
      return { what: "is held", at: [epochOf(data.until)] };
    case "clock.stopped":
      return { what: "stops", at: [epochOf(at)] };
    default:
      return undefined;
  }
}

/** The moves that are on record are those that have to be, one by one. */
export function faultsOfMoves(said: readonly Move[], expected: readonly Move[]): string[] {
  const isSo =
    said.length === expected.length &&
    said.every(({ what, at: [at] }, index) => {
      const should = expected[index];
      return what === should?.what && at !== undefined && should.at.includes(at);
    });
  return isSo ? [] : [`the clock to act ${wordsOf(said)} and should: ${wordsOf(expected)}`];
}

function wordsOf(moves: readonly Move[]): string {
  if (moves.length === 0) return "runs on";
  return moves.map(({ what, at: [at = NaN] }) => `${what} ${new Date(at).toISOString()}`).join(", ");
}
