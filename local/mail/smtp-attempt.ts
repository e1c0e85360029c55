import type { Transporter } from "nodemailer";
import type { Errand } from "./outgoing-mail.ts";

/** Where mail is handed to: a server's URL (`smtp://` or `smtps://`), or a port of our own on the loopback interface. */
export type SmtpTarget = { kind: "server"; url: string } | { kind: "catcher"; port: number };

/** What one attempt came to. `reply`: the server's, without line breaks, or why there was none. */
export type Attempted =
  | { kind: "taken"; reply: string }
  /** For good (5xx). */
  | { kind: "refused"; reply: string }
  /** Not now (4xx), or the server could not be spoken to, or would not speak to us. */
  | { kind: "failed"; reply: string; reached: boolean };

/** Hands a mail to an SMTP server, for one recipient. Never rejects. */
export type Attempt = (errand: Errand) => Promise<Attempted>;

/** Much longer than a server takes that answers at all, in milliseconds. */
const timeouts = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 30_000 };

/** Whose 5xx is about the mail, not about us. */
const aboutMail = ["EENVELOPE", "EMESSAGE"];

/** Attempts by real SMTP. The library is loaded at the first: a start should not wait for it. */
export function smtpAttempts(target: SmtpTarget): Attempt {
  let opened: Promise<Transporter> | undefined;
  return async ({ mail, recipient }) => {
    const transport = await (opened ??= openTransport(target));
    try {
      const { response } = (await transport.sendMail({
        envelope: { from: mail.from.address, to: [recipient] },
        from: mail.from,
        to: mail.to,
        ...(mail.replyTo.length > 0 && { replyTo: mail.replyTo }),
        subject: mail.subject,
        text: mail.text,
        html: mail.html,
        headers: mail.headers.map(({ name, value }) => ({ key: name, value })),
        messageId: `<${mail.messageId}@${domainOf(mail.from.address)}>`,
        date: new Date(mail.acceptedAt),
        // What a mail says is text, never the name of a file of ours.
        disableFileAccess: true,
        disableUrlAccess: true,
      })) as { response: string };
      return { kind: "taken", reply: inOneLine(response) };
    } catch (fault) {
      return failureOf(fault);
    }
  };
}

async function openTransport(target: SmtpTarget): Promise<Transporter> {
  const { createTransport } = await import("nodemailer");
  return target.kind === "server"
    ? createTransport({ url: target.url, ...timeouts })
    : createTransport({ host: "127.0.0.1", port: target.port, secure: false, ignoreTLS: true, ...timeouts });
}

function failureOf(fault: unknown): Attempted {
  if (!(fault instanceof Error)) return { kind: "failed", reply: "no answer", reached: false };
  const { responseCode, response, code } = fault as Error & {
    responseCode?: number;
    response?: string;
    code?: string;
  };
  const reply = inOneLine(response ?? code ?? "no answer");
  if (responseCode === undefined) return { kind: "failed", reply, reached: false };
  const isForGood = responseCode >= 500 && aboutMail.includes(code ?? "");
  return isForGood ? { kind: "refused", reply } : { kind: "failed", reply, reached: true };
}

/** The domain of an address. */
export function domainOf(address: string): string {
  return address.slice(address.lastIndexOf("@") + 1);
}

function inOneLine(text: string): string {
  return text.replaceAll(/\s+/g, " ").trim();
}
