import { setTimeout as pause } from "node:timers/promises";
import { epochOf, type Instant, instantOf, plus } from "../../core/contract/instant.ts";
import { turns } from "../aws/lambda/turns.ts";
import { background } from "./background.ts";
import type { EventPublisher } from "./event-publisher.ts";
import { Errand, type OutgoingMail } from "./outgoing-mail.ts";
import { type MailFate, sesEvent } from "./ses-events.ts";
import type { Attempt } from "./smtp-attempt.ts";
import { openSpool } from "./spool.ts";

/** Carries mails to an SMTP server, and says what came of each; those on their way outlive the process. */
export type Courier = {
  /** Takes a mail; resolves when it is on the disk. */
  take: (mail: OutgoingMail) => Promise<void>;
  /** Ends the attempts; what is on its way is carried on by the next run. */
  close: () => Promise<void>;
};

export type CourierOptions = {
  /** Where those on their way are kept. */
  folder: string;
  attempt: Attempt;
  publish: EventPublisher["publish"];
  /** The pauses after failed attempts, in milliseconds; after as many and one the mail is given up. */
  pauses?: readonly number[];
  /** Whether a mail bounces after it was taken, as a mailbox does whose server takes everything first. */
  bouncesLater?: (recipient: string) => boolean;
  onFault: (line: string) => void;
};

/** A server that is started again is back within seconds; one that greylists takes mail after minutes. */
const usualPauses = [1_000, 5_000, 30_000, 120_000, 600_000];

/** Connections at once: more than one mailbox server likes from one client. */
const atOnce = 8;

/** How long after its delivery a late bounce comes: long enough to be seen between the two. */
const lateBounceMilliseconds = 2_000;

/** Opens the courier, who at once carries on with what an earlier run left. */
export async function openCourier(options: CourierOptions): Promise<Courier> {
  const { folder, attempt, publish, pauses = usualPauses, bouncesLater = () => false, onFault } = options;
  const spool = await openSpool(folder, Errand);
  const inTurn = turns(atOnce);
  const work = background(onFault);
  const { signal } = work;

  /** First what is to be published is on the disk, then the errand is off it: a kill in between repeats the event. */
  const tell = async ({ mail }: Errand, fate: MailFate) => {
    if (mail.configurationSet !== undefined) await publish(sesEvent(mail, fate), fate.at);
  };

  /** The errand as it is to be tried again; undefined where it has ended. */
  const tryOnce = async (errand: Errand): Promise<Errand | undefined> => {
    const attempted = await inTurn(async () => {
      signal.throwIfAborted();
      return attempt(errand);
    });
    const { recipient, failed } = errand;
    const at = instantOf(Date.now());
    const what = { recipient, at, reply: attempted.reply };
    switch (attempted.kind) {
      case "taken":
        await tell(errand, { kind: "delivered", ...what });
        if (bouncesLater(recipient)) await tell(errand, lateBounce(what));
        return undefined;
      case "refused":
        await tell(errand, { kind: "bounced", bounceType: "Permanent", ...what });
        return undefined;
      case "failed": {
        const [wait, ...further] = pauses.slice(failed);
        if (wait === undefined) {
          await tell(errand, { kind: "bounced", bounceType: "Transient", ...what });
          return undefined;
        }
        const givenUpAt = further.reduce(plus, plus(at, wait));
        await tell(errand, { kind: "delayed", reached: attempted.reached, givenUpAt, ...what });
        return { ...errand, failed: failed + 1, nextAttemptAt: plus(at, wait) };
      }
    }
  };

  const carry = async (id: string, errand: Errand) => {
    let current: Errand | undefined = errand;
    while (current !== undefined) {
      await pause(Math.max(0, epochOf(current.nextAttemptAt) - Date.now()), undefined, { signal });
      current = await tryOnce(current);
      if (current !== undefined) await spool.put(id, current);
    }
    await spool.remove(id);
  };

  const begin = (id: string, errand: Errand) => {
    work.begin(`mail ${errand.mail.messageId}`, async () => carry(id, errand));
  };

  for (const { id, record } of await spool.left()) begin(id, record);
  return {
    take: async (mail) => {
      const errands = mail.to.map(({ address }, index) => ({
        id: `${mail.messageId}-${index}`,
        errand: { mail, recipient: address, failed: 0, nextAttemptAt: mail.acceptedAt },
      }));
      for (const { id, errand } of errands) await spool.put(id, errand);
      for (const { id, errand } of errands) begin(id, errand);
    },
    close: work.close,
  };
}

function lateBounce({ recipient, at }: { recipient: string; at: Instant }): MailFate {
  const reply = "550 5.1.1 No such mailbox";
  return { kind: "bounced", bounceType: "Permanent", recipient, reply, at: plus(at, lateBounceMilliseconds) };
}
