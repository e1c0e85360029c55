import * as z from "zod";
import { CaseId } from "./ids.ts";
import { Instant } from "./instant.ts";

const speaker = {
  caseId: CaseId,
  /** Which execution speaks. */
  generation: z.int().positive(),
  /** Rounds of this execution so far. */
  round: z.int().nonnegative(),
};

/**
 * The payload of every state of the machine (docs/workflow.md): which execution speaks, which round it is in, what it
 * does next, and until when it sleeps.
 */
export const NextClock = z.strictObject({
  ...speaker,
  next: z.enum(["wait", "deliver", "end"]),
  /** When there is something to do, at most 20 days ahead. */
  wakeAt: Instant,
  /** Whole seconds until then, rounded down: whoever is woken waits for the instant itself (docs/adr/0024). At least 1. */
  timeoutSeconds: z.int().positive(),
});
export type NextClock = z.infer<typeof NextClock>;

/** What *Deliver* takes: the payload, or what an execution is started with. */
export const StepClock = z.union([NextClock, z.strictObject(speaker)]);
export type StepClock = z.infer<typeof StepClock>;
