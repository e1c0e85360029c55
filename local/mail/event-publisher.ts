import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import type { SNSEvent } from "aws-lambda";
import { v7 } from "uuid";
import * as z from "zod";
import { epochOf, Instant, instantOf } from "../../core/contract/instant.ts";
import type { Invoke } from "../aws/lambda/invocation.ts";
import { turns } from "../aws/lambda/turns.ts";
import { background } from "./background.ts";
import { openSpool } from "./spool.ts";

/** A notification that the function has not yet taken. */
const Notification = z.strictObject({
  /** Of SNS, the same at every attempt: by it, repeats are known. */
  messageId: z.uuid(),
  publishedAt: Instant,
  /** JSON text. */
  message: z.string(),
});
type Notification = z.infer<typeof Notification>;

/** Hands events to a function until it has taken them, as SNS does; those that wait outlive the process. */
export type EventPublisher = {
  /** Publishes an event; resolves when it is on the disk. @param at Not before: by default now. */
  publish: (event: object, at?: Instant) => Promise<void>;
  /** Ends the attempts; what waits is published by the next run. */
  close: () => Promise<void>;
};

export type PublisherOptions = {
  /** Where those that wait are kept. */
  folder: string;
  functionName: string;
  invoke: Invoke;
  /** How long an event takes at least, in milliseconds. */
  delay?: number;
  /** Told when an event was not taken at its first attempt. */
  onFault: (line: string) => void;
};

/**
 * On AWS an event comes long after the answer of SendEmail, which its sender has put on record by then; here both would come at
 * once.
 */
const usualDelay = 300;

const topicArn = "arn:aws:sns:eu-west-3:000000000000:local-mail-events";

/** As many invocations at once leave room for the others in their thread. */
const atOnce = 8;

/** The pause after a first failure, and the longest: it doubles in between. In milliseconds. */
const pauses = { first: 250, longest: 30_000 };

/** Opens the publisher, which at once begins with what an earlier run left. */
export async function openPublisher(options: PublisherOptions): Promise<EventPublisher> {
  const { folder, functionName, invoke, delay = usualDelay, onFault } = options;
  const spool = await openSpool(folder, Notification);
  const inTurn = turns(atOnce);
  const work = background(onFault);
  const { signal } = work;

  const handOver = async (id: string, notification: Notification) => {
    let wait = Math.max(0, epochOf(notification.publishedAt) + delay - Date.now());
    for (let failures = 0; ; failures += 1) {
      await pause(wait, undefined, { signal });
      const result = await inTurn(async () => {
        signal.throwIfAborted();
        return invoke(functionName, snsEvent(notification));
      });
      if ("payload" in result) break;
      signal.throwIfAborted();
      if (failures === 0) onFault(`${functionName}: ${result.error.errorType}`);
      wait = Math.min(pauses.longest, pauses.first * 2 ** failures);
    }
    await spool.remove(id);
  };

  const begin = (id: string, notification: Notification) => {
    work.begin(functionName, async () => handOver(id, notification));
  };

  for (const { id, record } of await spool.left()) begin(id, record);
  return {
    publish: async (event, at = instantOf(Date.now())) => {
      const notification = { messageId: randomUUID(), publishedAt: at, message: JSON.stringify(event) };
      const id = v7();
      await spool.put(id, notification);
      begin(id, notification);
    },
    close: work.close,
  };
}

/** A notification as Lambda hands it to the function. https://docs.aws.amazon.com/lambda/latest/dg/with-sns.html */
function snsEvent({ messageId, publishedAt, message }: Notification): SNSEvent {
  return {
    Records: [
      {
        EventVersion: "1.0",
        EventSubscriptionArn: `${topicArn}:${subscription}`,
        EventSource: "aws:sns",
        Sns: {
          Type: "Notification",
          MessageId: messageId,
          TopicArn: topicArn,
          Subject: "Amazon SES Email Event Notification",
          Message: message,
          Timestamp: publishedAt,
          // Nothing signs here: Lambda, too, takes its caller's word, not the signature.
          SignatureVersion: "1",
          Signature: "local",
          SigningCertUrl: "https://sns.eu-west-3.amazonaws.com/local.pem",
          UnsubscribeUrl: "https://sns.eu-west-3.amazonaws.com/?Action=Unsubscribe",
          MessageAttributes: {},
        },
      },
    ],
  };
}

const subscription = "00000000-0000-4000-8000-000000000000";
