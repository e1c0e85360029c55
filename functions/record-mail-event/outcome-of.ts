import type { RecordMailEvent } from "../../core/case/commands.ts";
import type { BounceEvent, MailEvent } from "../../core/contract/mail-event.ts";
import { epochOf, type Instant } from "../../core/contract/instant.ts";

/** What an event says became of a mail, with the wall instant that SES names; undefined where it says nothing of that. */
export function outcomeOf(event: MailEvent, at: (wallMilliseconds: number) => Instant): Outcome | undefined {
  const legal = (instant: Instant) => at(epochOf(instant));
  if (isDelivery(event)) return { kind: "delivered", at: legal(event.delivery.timestamp) };
  if (isReject(event)) return { kind: "bounced", at: legal(event.mail.timestamp), code: "rejected" };
  if (!isBounce(event) || isNoticeOfAbsence(event)) return undefined;
  return { kind: "bounced", at: legal(event.bounce.timestamp), code: codeOf(event) };
}

type Outcome = RecordMailEvent["outcome"];

/**
 * What an automatic reply looks like: SES publishes it as a bounce, though the mail has arrived. A mail that did come back
 * after hours of tries has the fields of its delivery status notification.
 * https://docs.aws.amazon.com/ses/latest/dg/notification-contents.html#bounce-types
 */
function isNoticeOfAbsence({ bounce }: BounceEvent): boolean {
  const { bounceType, bounceSubType, bouncedRecipients } = bounce;
  if (bounceType !== "Transient" || bounceSubType !== "General") return false;
  return bouncedRecipients.every(({ action, status }) => action === undefined && status === undefined);
}

/** `MailboxFull` is `bounced_mailbox_full`; what says nothing more is `bounced`. */
function codeOf({ bounce: { bounceSubType } }: BounceEvent): string {
  if (!/^[A-Za-z]{1,40}$/.test(bounceSubType) || saysNothing.includes(bounceSubType)) return "bounced";
  return `bounced_${bounceSubType.replace(/(?!^)([A-Z])/g, "_$1").toLowerCase()}`;
}

const saysNothing = ["General", "Undetermined"];

const isDelivery = ofType("Delivery");
const isBounce = ofType("Bounce");
const isReject = ofType("Reject");

/** Types that SES may add are any text, so that the compiler cannot tell events by their type alone. */
function ofType<T extends "Delivery" | "Bounce" | "Reject">(type: T) {
  return (event: MailEvent): event is Extract<MailEvent, { eventType: T }> => event.eventType === type;
}
