import { afterAll, beforeAll, expect, it } from "vitest";
import { MailEvent } from "../../../../core/contract/mail-event.ts";
import { sesMailer, type Letter } from "../../../../functions/shared/mail/mailer.ts";
import { localPlace } from "../../../../local/aws/local-place.ts";
import { mailIdentity } from "../../../../local/mail/identity.ts";
import { eventually } from "../../../support/e2e-eventually.ts";
import { temporaryFolder } from "../../../support/embedded-bundle.ts";
import { type MailHome, openMailHome } from "../../../support/mail.ts";

// What the functions send is taken here, and what is told here is read there.

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let home: MailHome;

beforeAll(async () => {
  folder = await temporaryFolder();
  home = await openMailHome(folder.path);
});

afterAll(async () => {
  await home.close();
  await folder.remove();
});

const caseId = "case_019a4b00-0000-7000-8000-000000000001";
const messageIds = {
  delivered: "msg_019a4b00-0000-7000-8000-000000000001",
  refused: "msg_019a4b00-0000-7000-8000-000000000002",
  delayed: "msg_019a4b00-0000-7000-8000-000000000003",
} as const;

const letter = (to: string, messageId: Letter["tags"]["messageId"]): Letter => ({
  to,
  subject: "Notification : à retirer",
  text: "Bonjour",
  html: "<p>Bonjour</p>",
  tags: { caseId, messageId, attempt: 1 },
});

const mailer = () => sesMailer(mailIdentity, localPlace(home.sesUrl));

/** The events about a message, as the function that records them reads them. */
const readAbout = (messageId: string) =>
  home.notifications
    .flatMap(({ Records }) => Records.map(({ Sns }) => MailEvent.parse(JSON.parse(Sns.Message))))
    .filter(({ mail }) => mail.tags?.["message-id"][0] === messageId);

it("a letter of a function reaches the inbox, with the case it is about", async () => {
  expect(await mailer().send(letter("notices@wish.example", messageIds.delivered))).toEqual({ kind: "handed_over" });
  const [event] = await eventually("it is told", () => {
    const events = readAbout(messageIds.delivered);
    return events.length > 0 && events;
  });
  expect(event).toMatchObject({ eventType: "Delivery", mail: { tags: { "case-id": [caseId], attempt: ["1"] } } });
  const [mail] = home.inbox.mails();
  expect(mail?.headers).toContainEqual({ name: "x-sommation-case", value: caseId });
  expect(mail?.headers).toContainEqual({ name: "auto-submitted", value: "auto-generated" });
});

it("a bounce and a delay are read as such", async () => {
  home.catcher.refuse("busy@wish.example", 451);
  await mailer().send(letter("bounce@wish.example", messageIds.refused));
  await mailer().send(letter("busy@wish.example", messageIds.delayed));
  const typesAbout = (messageId: string) => readAbout(messageId).map(({ eventType }) => eventType);
  await eventually("both are given up", () =>
    [messageIds.refused, messageIds.delayed].every((id) => typesAbout(id).includes("Bounce")),
  );
  expect(typesAbout(messageIds.refused)).toEqual(["Bounce"]);
  expect(typesAbout(messageIds.delayed).sort()).toEqual(["Bounce", "DeliveryDelay", "DeliveryDelay"]);
});

it("a letter that is refused is known to be hopeless", async () => {
  const result = await mailer().send(letter("nobody", messageIds.refused));
  expect(result).toEqual({ kind: "hopeless", code: "bad_request" });
  const elsewhere = sesMailer({ ...mailIdentity, configurationSet: "other" }, localPlace(home.sesUrl));
  expect(await elsewhere.send(letter("notices@wish.example", messageIds.refused))).toEqual({
    kind: "failed",
    code: "not_found",
  });
});
