import { handingOverFailed, type HandingOver } from "../../functions/shared/mail/handing-over.ts";
import type { Letter } from "../../functions/shared/mail/mailer.ts";
import type { Container } from "./container.ts";
import type { Fates } from "./fates.ts";
import type { Journal, PostedLetter } from "./journal.ts";
import type { Kernel } from "./kernel.ts";
import { withRetries } from "./ports.ts";
import type { Random } from "./random.ts";
import { refused } from "./table/refusal.ts";
import type { Weather } from "./weather.ts";

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;
const longestPause = 8 * minute;

/** The mail service of a simulation. */
export type Carrier = {
  /** Takes a letter of a container, and says later what became of it. `type`: the message that it carries. */
  send: (container: Container, letter: Letter, type: string) => Promise<HandingOver>;
};

/** What the carrier stands on. */
export type CarrierGround = {
  kernel: Kernel;
  journal: Journal;
  random: Random;
  fates: () => Fates;
  weather: () => Weather;
  /** When it takes nothing, in wall milliseconds. */
  outages: readonly { from: number; to: number }[];
  /** Invokes our function with what became of a letter; `told` says whether it ended well. */
  publish: (message: string, told: (isWell: boolean) => void) => void;
  /** A person reads a letter. */
  read: (letter: PostedLetter) => void;
};

/** What becomes of a letter that was taken, by milliseconds after that; with both, it comes back after its delivery. */
type Course = { delivered?: number; bounced?: number };

/** A mail service: it throttles, is down, answers too late, and tells late, twice, in the wrong order or not at all. */
export function carrierOn({ kernel, journal, random, fates, weather, outages, publish, read }: CarrierGround): Carrier {
  const mailboxes = new Map<string, { from: number; to: number } | undefined>();

  /** When letters to an address come back. */
  function badTimeOf(address: string): { from: number; to: number } | undefined {
    if (!mailboxes.has(address)) {
      const ends = kernel.now() + random.whole(0, random.pick([10 * minute, 5 * hour, 100 * hour]));
      const drawn = random.fraction();
      const bad = drawn < 0.12 ? { from: 0, to: Infinity } : { from: 0, to: ends };
      mailboxes.set(address, drawn < 0.25 ? bad : undefined);
    }
    return mailboxes.get(address);
  }

  function courseOf(address: string): Course {
    const bad = badTimeOf(address);
    const soon = random.whole(50, random.pick([second, second, 2 * minute, 6 * hour]));
    if (bad !== undefined && bad.from <= kernel.now() && kernel.now() < bad.to) {
      return random.happens(0.3) ? { delivered: soon, bounced: soon + random.whole(1, 12 * hour) } : { bounced: soon };
    }
    // Now and then one comes back that its server had taken.
    return random.happens(0.06)
      ? { delivered: soon, bounced: soon + random.whole(1, random.pick([second, minute, 30 * hour])) }
      : { delivered: soon };
  }

  function take(letter: Letter, type: string): void {
    const { caseId, messageId, attempt } = letter.tags;
    const posted: PostedLetter = { ...letter, caseId, messageId, attempt, type, at: kernel.now() };
    journal.letters.push(posted);
    const course = courseOf(letter.to);
    tellOf(posted, "Send", kernel.now());
    if (course.delivered !== undefined)
      kernel.after(course.delivered, () => {
        tellOf(posted, "Delivery", kernel.now());
        if (course.bounced === undefined) read(posted);
      });
    if (course.bounced !== undefined)
      kernel.after(course.bounced, () => {
        tellOf(posted, random.happens(0.05) ? "Reject" : "Bounce", kernel.now());
      });
    else if (random.happens(0.05))
      kernel.after(random.whole(second, hour), () => {
        tellOf(posted, random.pick(["Absence", "Complaint", "DeliveryDelay"]), kernel.now());
      });
  }

  function tellOf(letter: PostedLetter, what: MailEventKind, at: number): void {
    const { lostOnTheWay, repeated } = weather();
    // What decides nothing is told now and then only.
    if (what === "Send" && !random.happens(0.05)) return;
    if (random.happens(lostOnTheWay / 3)) return;
    const told: Journal["mailEvents"][number] = { messageId: letter.messageId, what, at, toldAt: [] };
    journal.mailEvents.push(told);
    const copies = random.happens(repeated) ? random.whole(2, 4) : 1;
    for (let copy = 0; copy < copies; copy += 1) {
      const late = random.happens(lostOnTheWay) ? random.pick([minute, 3 * hour, 30 * hour]) : 500;
      kernel.after(random.whole(1, copy === 0 ? late : hour), () => {
        deliver(eventOf(letter, what, at), told, second);
      });
    }
  }

  /** Again until it is taken. */
  function deliver(message: string, told: Journal["mailEvents"][number], pause: number): void {
    journal.tell("mail", () => `tells ${told.what} of ${told.messageId}`);
    publish(message, (isWell) => {
      if (isWell) told.toldAt.push(kernel.now());
      else
        kernel.after(pause, () => {
          deliver(message, told, Math.min(longestPause, 3 * pause));
        });
    });
  }

  return {
    send: async (container, letter, type) => {
      const about = () => `${letter.tags.messageId} ${type} to ${letter.to}`;
      try {
        await withRetries(fates().tries, async () =>
          container.effect("mail", about, () => {
            journal.mailTries.push({ messageId: letter.tags.messageId, at: kernel.now() });
            if (outages.some(({ from, to }) => from <= kernel.now() && kernel.now() < to)) throw refused("TimeoutError");
            take(letter, type);
          }),
        );
        return { kind: "handed_over" };
      } catch (error) {
        return handingOverFailed(error);
      }
    },
  };
}

/** What the service tells; `Absence`: somebody's automatic reply, which looks like a bounce. */
export type MailEventKind = "Send" | "Delivery" | "Bounce" | "Reject" | "Absence" | "Complaint" | "DeliveryDelay";

/** As SES publishes it. https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html */
function eventOf({ caseId, messageId, attempt, at: takenAt }: PostedLetter, what: MailEventKind, at: number): string {
  const timestamp = new Date(at).toISOString();
  const mail = {
    timestamp: new Date(what === "Reject" ? at : takenAt).toISOString(),
    tags: { "case-id": [caseId], "message-id": [messageId], attempt: [String(attempt)] },
  };
  const recipient = { emailAddress: "somebody@platform.example" };
  switch (what) {
    case "Delivery":
      return JSON.stringify({ eventType: what, mail, delivery: { timestamp, recipients: [] } });
    case "Bounce": {
      const bouncedRecipients = [{ ...recipient, action: "failed", status: "5.1.1" }];
      const bounce = { bounceType: "Permanent", bounceSubType: "General", timestamp, bouncedRecipients };
      return JSON.stringify({ eventType: what, mail, bounce });
    }
    case "Absence": {
      const bounce = { bounceType: "Transient", bounceSubType: "General", timestamp, bouncedRecipients: [recipient] };
      return JSON.stringify({ eventType: "Bounce", mail, bounce });
    }
    case "Reject":
      return JSON.stringify({ eventType: what, mail, reject: { reason: "Bad content" } });
    default:
      return JSON.stringify({ eventType: what, mail });
  }
}
