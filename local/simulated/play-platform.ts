import type * as z from "zod";
import type { Answer } from "../../core/contract/answer.ts";
import { elapsedMilliseconds } from "../../core/contract/duration.ts";
import type { Instant } from "../../core/contract/instant.ts";
import type { OutgoingWebhook } from "../../core/contract/outgoing-webhook.ts";
import type { Occasion, Reaction } from "./behaviours.ts";
import type { SimulationClock } from "./parties.ts";

/** What a platform says, and where. */
export type Reply = { url: string; answer: z.input<typeof Answer> };

type ServedNotice = Extract<OutgoingWebhook, { type: "notice.issued" }>["data"];

/** A platform's part in the simulation. */
type Part = {
  reactions: readonly Reaction[];
  /** It reacts to the notices of these references; every other one it only receives. */
  references: readonly string[];
  clock: SimulationClock;
  reply: (reply: Reply) => void;
};

/** Plays a platform: to be called with each message it receives, once. */
export function playPlatform({ reactions, references, clock, reply }: Part): (message: OutgoingWebhook) => void {
  const served = new Map<string, ServedNotice>();
  return (message) => {
    if (message.type === "notice.issued" && references.includes(message.data.document.reference)) {
      served.set(message.data.caseId, message.data);
    }
    const notice = served.get(message.data.caseId);
    const occasion = occasionOf(message);
    if (notice === undefined) return;
    for (const reaction of reactions.filter(({ to }) => to === occasion)) {
      clock.after(elapsedMilliseconds(reaction.after) ?? 0, () => {
        reply({ url: notice.respond.url, answer: answerOf(reaction, notice, clock.now()) });
      });
    }
  };
}

function occasionOf(message: OutgoingWebhook): Occasion | undefined {
  switch (message.type) {
    case "notice.issued":
      return "notice";
    case "notice.reminder":
      return message.data.when === "overdue" ? `${message.data.clock}_reminder` : undefined;
    case "notice.clarified":
      return "clarification";
    default:
      return undefined;
  }
}

function answerOf({ says }: Reaction, notice: ServedNotice, now: Instant): Reply["answer"] {
  const { caseId, version, digest } = notice;
  const named = { caseId, version, digest };
  switch (says) {
    case "acknowledged":
      return { type: "notice.acknowledged", timestamp: now, data: named };
    case "clarification_requested":
      return {
        type: "notice.clarification_requested",
        timestamp: now,
        data: { ...named, reason: "insufficient_information", note: question },
      };
    default: {
      const items = notice.document.items.map(({ itemId }) => ({ itemId, outcome: says, measuredAt: now }));
      return { type: "notice.action_taken", timestamp: now, data: { ...named, items } };
    }
  }
}

const question = "Several variants are offered at this address. Are all of them meant, or one?";
