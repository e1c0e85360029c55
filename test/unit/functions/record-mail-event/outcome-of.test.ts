import { expect, it } from "vitest";
import { MailEvent } from "../../../../core/contract/mail-event.ts";
import { instantOf } from "../../../../core/contract/instant.ts";
import { outcomeOf } from "../../../../functions/record-mail-event/outcome-of.ts";
import { bounce, delivery, noticeOfAbsence, reject, sesEvent } from "./ses-events.ts";

const about = {
  caseId: "case_0198d3e0-0000-7000-8000-000000000001",
  messageId: "msg_0198d3e0-0000-7000-8000-000000000002",
  at: Date.parse("2026-01-05T09:00:00.250Z"),
} as const;
/** A legal clock that is a day ahead. */
const legal = (wall: number) => instantOf(wall + 86_400_000);
const of = (event: object) => outcomeOf(MailEvent.parse(event), legal);
const at = "2026-01-06T09:00:00.250Z";

it("has a mail delivered when the mail server took it, on the legal clock", () => {
  expect(of(delivery(about))).toEqual({ kind: "delivered", at });
});

it.each([
  ["an unknown address", bounce(about), "bounced"],
  [
    "an address on the suppression list",
    bounce(about, { subType: "OnAccountSuppressionList" }),
    "bounced_on_account_suppression_list",
  ],
  [
    "a full mailbox, after hours",
    bounce(about, { type: "Transient", subType: "MailboxFull", status: "4.2.2" }),
    "bounced_mailbox_full",
  ],
  ["a server that was never there, after hours", bounce(about, { type: "Transient", status: "4.4.7" }), "bounced"],
  ["a reason that nobody understood", bounce(about, { type: "Undetermined", subType: "Undetermined" }), "bounced"],
  ["a sub-type that is no word", bounce(about, { subType: "a@b.example said no" }), "bounced"],
])("has a mail bounced, in a code: %s", (_title, event, code) => {
  expect(of(event)).toEqual({ kind: "bounced", at, code });
});

it("has a mail that SES rejects bounced when SES took it", () => {
  expect(of(reject(about))).toEqual({ kind: "bounced", at: "2026-01-06T08:59:59.550Z", code: "rejected" });
});

it("takes nobody's notice of absence for a bounce", () => {
  expect(of(noticeOfAbsence(about))).toBeUndefined();
});

it.each(["Send", "DeliveryDelay", "Open", "Click", "Complaint", "Rendering Failure", "Subscription", "Postponed"])(
  "takes nothing from the event %s",
  (eventType) => {
    expect(of(sesEvent(eventType, about, { anything: {} }))).toBeUndefined();
  },
);

it.each([
  ["a delivery without its instant", sesEvent("Delivery", about, { delivery: {} })],
  ["a delivery at no instant", sesEvent("Delivery", about, { delivery: { timestamp: "soon" } })],
  ["a bounce that says nothing", sesEvent("Bounce", about)],
  ["a bounce of a new kind", bounce(about, { type: "Elastic" })],
  ["a rejection without reason", sesEvent("Reject", about)],
  ["no event", { notificationType: "Delivery" }],
])("reads nothing into %s", (_title, event) => {
  expect(MailEvent.safeParse(event).success).toBe(false);
});

it.each([
  ["none", undefined],
  ["an id of another kind", { "case-id": [about.messageId], "message-id": [about.messageId] }],
  ["two cases", { "case-id": [about.caseId, about.caseId], "message-id": [about.messageId] }],
])("knows no case by tags that are not ours: %s", (_title, tags) => {
  const event = delivery(about) as { mail: object };
  expect(MailEvent.parse({ ...event, mail: { ...event.mail, tags } }).mail.tags).toBeUndefined();
});
