import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { instantOf } from "../../core/contract/instant.ts";
import { mailIdentity } from "../../local/mail/identity.ts";
import type { Errand } from "../../local/mail/outgoing-mail.ts";
import { temporaryFolder } from "../support/embedded-bundle.ts";
import { eventually } from "../support/e2e-eventually.ts";
import { launch } from "../support/e2e-process.ts";
import { mailAt, mailsAt, speakSmtp } from "../support/mail.ts";
import { type Runtime, startRuntime } from "../support/runtime.ts";

const all = new AsyncDisposableStack();
let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let runtime: Runtime;

beforeAll(async () => {
  folder = all.adopt(await temporaryFolder(), async ({ remove }) => remove());
  runtime = await startRuntime({ folder: folder.path });
  all.defer(async () => {
    await runtime.stop();
  });
});

afterAll(async () => all.disposeAsync());

/** Sends a mail to the catcher, where the inbox says that it is. */
async function sendByHand(subject: string, recipient: string): Promise<string[]> {
  const page = await (await fetch(`${runtime.url}/mail`)).text();
  const port = Number(/127\.0\.0\.1:(\d+)/.exec(page)?.[1]);
  const message = ["DATA", `Subject: ${subject}\r\n\r\nHello\r\n.`, "QUIT"];
  return speakSmtp(port, ["EHLO x.example", "MAIL FROM:<a@sommation.example>", `RCPT TO:<${recipient}>`, ...message]);
}

it("catches mail over SMTP, shows it at /mail, and still has it after a kill", async () => {
  expect(await mailsAt(runtime.url)).toEqual([]);
  await sendByHand("By <b>hand</b>", "notices@wish.example");
  const { id } = await mailAt(runtime.url, "it arrives", ({ subject }) => subject === "By <b>hand</b>");
  await runtime.kill9();
  runtime = await startRuntime({ folder: folder.path });
  expect(await mailsAt(runtime.url)).toMatchObject([{ id, recipients: ["notices@wish.example"] }]);
  const page = await fetch(`${runtime.url}/mail/${id}`, { headers: { "accept-language": "fr" } });
  expect(page.status).toBe(200);
  const text = await page.text();
  expect(text).toContain("By &lt;b&gt;hand&lt;/b&gt;");
  expect(text).toContain("Tous les courriels");
});

it("carries on a mail that a killed run had accepted, until the function has taken what came of it", async () => {
  await runtime.kill9();
  const nextAttemptAt = instantOf(Date.now());
  const recipient = "notices@wish.example";
  const errand: Errand = {
    mail: {
      messageId: "0102-left",
      acceptedAt: nextAttemptAt,
      from: { name: "", address: mailIdentity.from },
      to: [{ name: "", address: recipient }],
      replyTo: [],
      subject: "Left by a kill",
      text: "Bonjour",
      headers: [],
      configurationSet: mailIdentity.configurationSet,
      tags: {
        "case-id": ["case_019a4b00-0000-7000-8000-000000000001"],
        "message-id": ["msg_019a4b00-0000-7000-8000-000000000001"],
      },
    },
    recipient,
    failed: 0,
    nextAttemptAt,
  };
  await writeFile(join(folder.path, "mail/outgoing/0102-left-0.json"), JSON.stringify(errand));
  runtime = await startRuntime({ folder: folder.path });
  await mailAt(runtime.url, "it arrives", ({ subject }) => subject === "Left by a kill");
  const log = join(folder.path, "functions.log");
  // There is no such case: the function says so, and the event is done with.
  await eventually("the function is told", async () => (await readFile(log, "utf8")).includes('"mail.not_recorded"'));
  await eventually("nothing is left", async () => {
    const left = await Promise.all(
      ["outgoing", "events"].map(async (name) => readdir(join(folder.path, "mail", name))),
    );
    return left.flat().length === 0;
  });
});

it("refuses mail to bounce@", async () => {
  const replies = await sendByHand("Never", "bounce@wish.example");
  expect(replies).toContain("550 5.1.1 No such mailbox");
  expect((await mailsAt(runtime.url)).map(({ subject }) => subject)).not.toContain("Never");
});

it("says where its mail is, or that it goes to a server of one's own, without its password", async () => {
  const environment = { PORT: "0", SOMMATION_SMTP: "smtp://me:correct-horse@mail.example:2525" };
  const own = launch(["--no-demo"], environment);
  const url = await eventually("it is ready", () => /http:\/\/localhost:\d+/.exec(own.said().stdout)?.[0]);
  const page = await (await fetch(`${url}/mail`)).text();
  own.kill("SIGTERM");
  const { stdout, stderr } = await own.ended;
  expect(stdout).toContain("Mail is handed to mail.example:2525");
  for (const text of [page, stdout, stderr]) expect(text).not.toContain("correct-horse");
  expect(page).toContain("mail.example:2525");
});
