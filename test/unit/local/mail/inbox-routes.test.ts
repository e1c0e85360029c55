import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type CaughtMail, readMail } from "../../../../local/mail/caught-mail.ts";
import { type Inbox, openInbox } from "../../../../local/mail/inbox.ts";
import { inboxRoutes, type MailPlace } from "../../../../local/mail/inbox-routes.ts";
import { temporaryFolder } from "../../../support/embedded-bundle.ts";
import { openGateway } from "../../../support/embedded-gateway.ts";
import { mailsAt } from "../../../support/mail.ts";

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let gateway: Awaited<ReturnType<typeof openGateway>>;
let inbox: Inbox;
let place: MailPlace = { kind: "inbox", port: 2_525 };

beforeAll(async () => {
  folder = await temporaryFolder();
  inbox = await openInbox(folder.path);
  const extraRoutes = inboxRoutes(
    async () => inbox,
    async () => place,
  );
  gateway = await openGateway({ extraRoutes });
});

afterAll(async () => {
  await gateway.close();
  await folder.remove();
});

const envelope = { returnPath: "a@sommation.example", recipients: ["notices@wish.example"] };

async function arrives(...lines: string[]): Promise<CaughtMail> {
  const mail = await readMail(Buffer.from(lines.join("\r\n")), envelope);
  await inbox.keep(mail);
  return mail;
}

async function read(path: string, language = "en") {
  const answer = await fetch(`${gateway.url}${path}`, { headers: { "accept-language": language } });
  return { status: answer.status, headers: answer.headers, text: await answer.text() };
}

describe("the inbox", () => {
  it("says that it is empty, in the reader's language", async () => {
    expect((await read("/mail")).text).toContain("No mail yet.");
    const french = await read("/mail", "fr-FR");
    expect(french.text).toContain("Aucun courriel pour le moment.");
    expect(french.headers.get("content-language")).toBe("fr");
    expect(await mailsAt(gateway.url)).toEqual([]);
  });

  it("lists mails, newest first, by subject, sender and recipient", async () => {
    const older = await arrives("From: Sommation <a@sommation.example>", "Subject: Older", "", "x");
    const newer = await arrives("From: a@sommation.example", "", "x");
    const { text } = await read("/mail");
    expect(text.indexOf("(no subject)")).toBeGreaterThan(-1);
    expect(text.indexOf("(no subject)")).toBeLessThan(text.indexOf("Older"));
    for (const shown of [`/mail/${older.id}`, `/mail/${newer.id}`, "notices@wish.example", "127.0.0.1:2525"]) {
      expect(text).toContain(shown);
    }
    expect(text).toContain("Sommation &lt;a@sommation.example&gt;");
    expect(await mailsAt(gateway.url)).toEqual([newer, older]);
  });

  it("says where mail goes that does not come here", async () => {
    place = { kind: "elsewhere", server: "mail.example:587" };
    expect((await read("/mail")).text).toContain("mail.example:587");
    place = { kind: "inbox", port: 2_525 };
  });

  it("says that a mail is not there", async () => {
    for (const path of ["/mail/unknown", "/mail/%3Cscript%3E"]) {
      const { status, text } = await read(path);
      expect(status).toBe(404);
      expect(text).toContain("This mail is not here");
      expect(text).not.toContain("script");
    }
  });

  it("has no other paths, and only reads", async () => {
    for (const path of ["/mail/", "/mail/a/b", "/mailbox"]) expect((await read(path)).status).toBe(404);
    expect((await fetch(`${gateway.url}/mail`, { method: "POST" })).status).toBe(404);
    expect((await fetch(`${gateway.url}/mail`, { method: "HEAD" })).status).toBe(200);
  });
});

describe("a mail", () => {
  const hostile = `<script>alert("1")</script>`;
  const mixed = (text: string, markup: string) => [
    "MIME-Version: 1.0",
    'Content-Type: multipart/alternative; boundary="b"',
    ...["", "--b", "Content-Type: text/plain; charset=utf-8", "", text],
    ...["--b", "Content-Type: text/html; charset=utf-8", "", markup, "--b--"],
  ];

  it("shows its text, with addresses that are links", async () => {
    const text = "Répondez : https://sommation.example/a?b=1&c=2. Ou (http://localhost:4600/x) ou javascript:alert(1)";
    const { id } = await arrives("Subject: x", ...mixed(text, "<p>y</p>"));
    const page = await read(`/mail/${id}`, "fr");
    expect(page.text).toContain('<a href="https://sommation.example/a?b=1&amp;c=2" target="_blank" rel="noreferrer">');
    expect(page.text).toContain('<a href="http://localhost:4600/x"');
    expect(page.text).not.toContain('href="javascript');
    expect(page.text).toContain("Tous les courriels");
  });

  it("shows its HTML in a frame where nothing runs or loads, whose links open beside it", async () => {
    const { id } = await arrives("Subject: x", ...mixed("y", `<p title='a"b'>z</p>${hostile}`));
    const { text, headers } = await read(`/mail/${id}`);
    const [, sandbox = "", framed = ""] = /<iframe[^>]* sandbox="([^"]*)" srcdoc="([^"]*)"/.exec(text) ?? [];
    expect(sandbox.split(" ").sort()).toEqual(["allow-popups", "allow-popups-to-escape-sandbox"]);
    expect(framed).toContain("&lt;base target=&quot;_blank&quot;&gt;&lt;p title=&#39;a&quot;b&#39;&gt;z&lt;/p&gt;");
    expect(headers.get("content-security-policy")).toBe(
      "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    );
  });

  it("cannot put markup into a page, wherever it writes it", async () => {
    const encoded = `=?UTF-8?B?${Buffer.from(hostile).toString("base64")}?=`;
    const { id } = await arrives(
      `From: "${encoded}" <a@sommation.example>`,
      `To: ${encoded} <b@wish.example>`,
      `Subject: ${encoded}`,
      `X-Hostile: ${hostile}`,
      ...mixed(hostile, "<p>y</p>"),
    );
    for (const path of ["/mail", `/mail/${id}`]) {
      const { text, headers } = await read(path);
      expect(text).toContain("&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;");
      expect(text).not.toContain("<script");
      expect(headers.get("content-security-policy")).toContain("default-src 'none'");
    }
    expect((await read("/mail.json")).headers.get("content-type")).toBe("application/json");
  });

  it("says so when it has no content", async () => {
    const { id } = await arrives("Subject: x", "Content-Type: application/pdf; name=act.pdf", "", "");
    const { text } = await read(`/mail/${id}`);
    expect(text).toContain("This mail has no content.");
    expect(text).toContain("act.pdf");
  });
});
