import type { Duration } from "../../core/contract/duration.ts";
import type { Measure } from "../../core/contract/measures.ts";
import { lasting } from "../../core/law/lasting.ts";

/** What makes a platform of the simulation act: the notice itself, or a reminder of one of the two clocks. */
export type Occasion = "notice" | "acknowledge_reminder" | "act_reminder";

/** One thing a platform does: so long after which occasion, and what it then says. */
export type Reaction = {
  to: Occasion;
  /** Legal time from the receipt of the occasion to the answer. */
  after: Duration;
  /** `acknowledged`, or the measure it reports for each of its items. */
  says: "acknowledged" | Measure;
};

/** How a platform takes a notice. `down`: its endpoint refuses every connection. */
export type Behaviour = { kind: "reacts"; reactions: readonly Reaction[] } | { kind: "down" };

/** The four platforms of the sample campaign: in time, late, silent until a person signed, out of reach. */
export const campaignBehaviours = {
  shein: {
    kind: "reacts",
    reactions: [
      { to: "notice", after: lasting("PT40M"), says: "acknowledged" },
      { to: "notice", after: lasting("PT6H"), says: "removed" },
    ],
  },
  aliexpress: {
    kind: "reacts",
    reactions: [
      { to: "notice", after: lasting("PT3H"), says: "acknowledged" },
      { to: "act_reminder", after: lasting("PT3H"), says: "removed" },
    ],
  },
  temu: {
    kind: "reacts",
    // Long enough for the officer of the campaign to have signed.
    reactions: [{ to: "act_reminder", after: lasting("PT8H"), says: "removed" }],
  },
  wish: { kind: "down" },
} as const satisfies Record<string, Behaviour>;
