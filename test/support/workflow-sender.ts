import type { RecordAttempt } from "../../core/case/commands.ts";
import type { MessageType } from "../../core/case/state.ts";
import type { Instant } from "../../core/contract/instant.ts";
import type { Clock } from "../../functions/shared/clock.ts";
import type { MessageSender } from "../../functions/shared/messages/send-message.ts";

/** One attempt, as the recipient saw it. */
export type Sent = { messageId: string; type: MessageType; to: string; attempt: number; at: Instant };

/** What the recipient makes of an attempt; undefined: takes it. */
export type Answering = (sent: Sent) => Promise<RecordAttempt["result"] | undefined> | undefined;

/** An endpoint that does not answer. */
export const down: RecordAttempt["result"] = { kind: "failed", code: "connection_refused" };

/** The network's edge, played by the test: recipients that take everything until told otherwise. */
export function scriptedSender(clock: Clock) {
  const sent: Sent[] = [];
  let answering: Answering = () => undefined;
  const sender: MessageSender = {
    send: async (_case, { messageId, type, to, attempt }) => {
      const one = { messageId, type, to: to.kind === "holder" ? to.role : to.id, attempt, at: clock.now() };
      sent.push(one);
      return (await answering(one)) ?? { kind: "delivered", at: clock.now(), httpStatus: 200 };
    },
  };
  return {
    sender,
    sent,
    /** From now on recipients do this. */
    answerBy: (script: Answering) => {
      answering = script;
    },
  };
}

/** Waits until so many have come; then lets all of them go on. */
export function meetingOf(size: number): () => Promise<void> {
  const { promise, resolve } = Promise.withResolvers<undefined>();
  let come = 0;
  return async () => {
    come += 1;
    if (come >= size) resolve(undefined);
    await promise;
  };
}
