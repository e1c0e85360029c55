import type { Instant } from "../../contract/instant.ts";
import type { Bilingual } from "../../contract/language.ts";
import type { WhyStep } from "../../contract/why-step.ts";

/** When a period ends and why, or why that cannot be said. `dueOperational` is never later than `dueLegal`. */
export type Due =
  | {
      kind: "due";
      /** Warn on it. */
      dueOperational: Instant;
      /** Escalate on it. 24:00 is the next midnight. */
      dueLegal: Instant;
      why: WhyStep[];
    }
  | { kind: "refused"; reason: Bilingual };
