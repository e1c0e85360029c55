import { once } from "node:events";
import { buffer } from "node:stream/consumers";
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from "smtp-server";
import { readMail } from "./caught-mail.ts";
import type { Inbox } from "./inbox.ts";

/** An SMTP server that takes every mail, for whomever it is, and shows it to the developer. */
export type Catcher = {
  /** Port on the loopback interface. */
  port: number;
  /** Refuses an address from now on. @param code Reply: 4xx asks to try again, 5xx is for good. */
  refuse: (address: string, code?: number) => void;
  /** Takes mail for it again. */
  accept: (address: string) => void;
  close: () => Promise<void>;
};

/** Mail for this local part is refused, at every domain, so that anybody can try a bounce. */
const bouncing = "bounce";

/** In bytes, as many servers have it. */
const largestMail = 10 * 1_024 * 1_024;

/** What a connection may still take once the server is to close. */
const closeMilliseconds = 500;

/** Starts the catcher. @param port 0: the system chooses. */
export async function startCatcher(inbox: Inbox, port = 0): Promise<Catcher> {
  const refusals = new Map<string, number>();

  const refusalOf = (address: string): number | undefined => {
    const wanted = address.toLowerCase();
    return refusals.get(wanted) ?? (wanted.startsWith(`${bouncing}@`) ? 550 : undefined);
  };

  const keep = async (stream: SMTPServerDataStream, { envelope }: SMTPServerSession) => {
    const raw = await buffer(stream);
    if (stream.sizeExceeded) throw new SmtpRefusal(552, "5.3.4 The message is too large");
    const mail = await readMail(raw, {
      returnPath: envelope.mailFrom === false ? "" : envelope.mailFrom.address,
      recipients: envelope.rcptTo.map(({ address }) => address),
    });
    await inbox.keep(mail);
  };

  const server = new SMTPServer({
    name: "localhost",
    banner: "Sommation mail catcher",
    logger: false,
    size: largestMail,
    authOptional: true,
    // On the loopback interface there is nobody to hide from, and no certificate that would be worth anything.
    disabledCommands: ["AUTH", "STARTTLS"],
    disableReverseLookup: true,
    closeTimeout: closeMilliseconds,
    onRcptTo: ({ address }, _session, answer) => {
      const code = refusalOf(address);
      answer(code === undefined ? null : new SmtpRefusal(code, wordsOf(code)));
    },
    onData: (stream, session, answer) => {
      keep(stream, session).then(
        () => {
          answer(null, "2.0.0 Caught");
        },
        (fault: unknown) => {
          answer(fault instanceof SmtpRefusal ? fault : new SmtpRefusal(451, "4.3.0 The message could not be kept"));
        },
      );
    },
  });
  // A client that goes away in the middle is no fault of ours.
  const ignore = () => undefined;
  const listening = server.listen(port, "127.0.0.1");
  await once(listening, "listening");
  server.on("error", ignore);
  const address = listening.address();
  if (address === null || typeof address === "string") throw new Error("an SMTP server without a port");
  return {
    port: address.port,
    refuse: (refused, code = 550) => {
      refusals.set(refused.toLowerCase(), code);
    },
    accept: (accepted) => {
      refusals.delete(accepted.toLowerCase());
    },
    close: async () => {
      const { promise, resolve } = Promise.withResolvers<undefined>();
      server.close(() => {
        resolve(undefined);
      });
      await promise;
    },
  };
}

/** A refusal of a command: the reply's code (RFC 5321 §4.2) and words that begin with an enhanced one (RFC 3463). */
class SmtpRefusal extends Error {
  override name = "SmtpRefusal" as const;
  readonly responseCode: number;

  constructor(responseCode: number, words: string) {
    super(words);
    this.responseCode = responseCode;
  }
}

function wordsOf(code: number): string {
  return code < 500 ? "4.2.1 The mailbox takes no mail now" : "5.1.1 No such mailbox";
}
