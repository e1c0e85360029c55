import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { type Catcher, startCatcher } from "../../../../local/mail/catcher.ts";
import { type Inbox, openInbox } from "../../../../local/mail/inbox.ts";
import { temporaryFolder } from "../../../support/embedded-bundle.ts";
import { speakSmtp } from "../../../support/mail.ts";

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let inbox: Inbox;
let catcher: Catcher;

beforeEach(async () => {
  folder = await temporaryFolder();
  inbox = await openInbox(join(folder.path, "inbox"), 3);
  catcher = await startCatcher(inbox);
});

afterEach(async () => {
  await catcher.close();
  await folder.remove();
});

const hello = ["EHLO client.example", "MAIL FROM:<sender@sommation.example>"];
const message = (subject: string, ...more: string[]) => [
  "DATA",
  ["From: =?UTF-8?Q?L=27autorit=C3=A9?= <sender@sommation.example>", "To: a@wish.example", `Subject: ${subject}`]
    .concat(more.length === 0 ? ["", "Bonjour", "."] : [...more, "."])
    .join("\r\n"),
  "QUIT",
];

it("takes a mail over SMTP and keeps its envelope, its headers decoded and its parts", async () => {
  const alternative = [
    "MIME-Version: 1.0",
    'Content-Type: multipart/alternative; boundary="b"',
    "",
    "--b",
    "Content-Type: text/plain; charset=utf-8",
    "",
    "Délai : demain",
    "--b",
    "Content-Type: text/html; charset=utf-8",
    "",
    "<p>Délai : demain</p>",
    "--b--",
  ];
  const to = ["RCPT TO:<a@wish.example>", "RCPT TO:<hidden@wish.example>"];
  const replies = await speakSmtp(catcher.port, [
    ...hello,
    ...to,
    ...message("=?UTF-8?Q?D=C3=A9lai?=", ...alternative),
  ]);
  expect(replies.at(-2)).toBe("250 2.0.0 Caught");
  expect(inbox.mails()).toEqual([
    expect.objectContaining({
      returnPath: "sender@sommation.example",
      recipients: ["a@wish.example", "hidden@wish.example"],
      from: "L'autorité <sender@sommation.example>",
      to: ["a@wish.example"],
      subject: "Délai",
      text: "Délai : demain\n",
      html: "<p>Délai : demain</p>\n",
      attachments: [],
    }),
  ]);
});

it("offers neither a log-in nor encryption", async () => {
  const [, offered] = await speakSmtp(catcher.port, ["EHLO client.example", "QUIT"]);
  expect(offered).toContain("250");
  expect(offered).not.toMatch(/AUTH|STARTTLS/);
});

it("refuses mail to bounce@, at any domain, and takes that of the others of the same message", async () => {
  const to = ["RCPT TO:<Bounce@wish.example>", "RCPT TO:<a@wish.example>"];
  const replies = await speakSmtp(catcher.port, [...hello, ...to, ...message("x")]);
  expect(replies[3]).toBe("550 5.1.1 No such mailbox");
  expect(replies[4]).toMatch(/^250 /);
  expect(inbox.mails().map(({ recipients }) => recipients)).toEqual([["a@wish.example"]]);
});

it("refuses an address from when it is told to until it is told otherwise", async () => {
  const replyTo = async (address: string) =>
    (await speakSmtp(catcher.port, [...hello, `RCPT TO:<${address}>`, "QUIT"]))[3];
  catcher.refuse("a@wish.example");
  catcher.refuse("B@wish.example", 451);
  expect(await replyTo("A@wish.example")).toBe("550 5.1.1 No such mailbox");
  expect(await replyTo("b@wish.example")).toBe("451 4.2.1 The mailbox takes no mail now");
  catcher.accept("a@WISH.example");
  expect(await replyTo("a@wish.example")).toMatch(/^250 /);
});

it("keeps the newest mails, on the disk too, and has them after a restart in the same order", async () => {
  for (const subject of ["one", "two", "three", "four"]) {
    await speakSmtp(catcher.port, [...hello, "RCPT TO:<a@wish.example>", ...message(subject)]);
  }
  const newest = ["four", "three", "two"];
  expect(inbox.mails().map(({ subject }) => subject)).toEqual(newest);
  expect(await readdir(join(folder.path, "inbox"))).toHaveLength(3);
  const again = await openInbox(join(folder.path, "inbox"), 3);
  expect(again.mails()).toEqual(inbox.mails());
});

it("refuses a mail that is too large", async () => {
  const line = "x".repeat(990);
  const huge = ["", ...Array.from({ length: 11_000 }, () => line)];
  const replies = await speakSmtp(catcher.port, [...hello, "RCPT TO:<a@wish.example>", ...message("big", ...huge)]);
  expect(replies.at(-2)).toBe("552 5.3.4 The message is too large");
  expect(inbox.mails()).toEqual([]);
});

it("takes a report without a sender, subject or text", async () => {
  const empty = ["DATA", "X-Only: this\r\n\r\n.", "QUIT"];
  await speakSmtp(catcher.port, ["HELO client.example", "MAIL FROM:<>", "RCPT TO:<a@wish.example>", ...empty]);
  expect(inbox.mails()).toEqual([expect.objectContaining({ returnPath: "", from: "", to: [], subject: "" })]);
});
