import type { Duration } from "../../core/contract/duration.ts";
import type { Measure } from "../../core/contract/measures.ts";
import { lasting } from "../../core/law/lasting.ts";

/** What makes a platform act: the notice itself, a reminder of a clock that has run out, a clarification it asked for. */
export type Occasion = "notice" | "acknowledge_reminder" | "act_reminder" | "clarification";

/** One thing a platform does: so long after which occasion, and what it then says. */
export type Reaction = {
  to: Occasion;
  /** Legal time from the receipt of the occasion to the answer. */
  after: Duration;
  /** That it has taken charge, that it needs to know more, or the measure it reports for each of its items. */
  says: "acknowledged" | "clarification_requested" | Measure;
};

/** How the endpoint of a platform takes webhooks. `fails`: it answers each with this HTTP status, and reads none. */
export type Behaviour = { kind: "reacts"; reactions: readonly Reaction[] } | { kind: "fails"; status: number };

/**
 * How platforms, by their identifiers, take the notices of these references. Every other notice they only receive; one
 * whose endpoint fails receives none by webhook.
 */
export type Behaviours = { references: readonly string[]; of: Readonly<Record<string, Behaviour>> };

/** The four platforms of the sample campaign: in time, with a question, silent until a person signed, out of order. */
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
      { to: "notice", after: lasting("PT3H"), says: "clarification_requested" },
      { to: "clarification", after: lasting("PT5H"), says: "removed" },
    ],
  },
  temu: {
    kind: "reacts",
    // Long enough for the officer of the campaign to have signed.
    reactions: [{ to: "act_reminder", after: lasting("PT8H"), says: "removed" }],
  },
  wish: { kind: "fails", status: 503 },
} as const satisfies Record<string, Behaviour>;
