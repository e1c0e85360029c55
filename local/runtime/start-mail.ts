import { join } from "node:path";
import type { ExtraRoute } from "../aws/api-gateway/gateway.ts";
import type { Invoke } from "../aws/lambda/invocation.ts";
import { mailIdentity } from "../mail/identity.ts";
import { type Courier, openCourier } from "../mail/courier.ts";
import { openPublisher } from "../mail/event-publisher.ts";
import { type Inbox, openInbox } from "../mail/inbox.ts";
import { inboxRoutes, type MailPlace } from "../mail/inbox-routes.ts";
import { serveSes } from "../mail/ses-server.ts";
import { smtpAttempts, type SmtpTarget } from "../mail/smtp-attempt.ts";
import type { Closing } from "./closing.ts";

export type MailOptions = {
  /** The data folder. */
  folder: string;
  /** A server of one's own that mail is handed to (`smtp://` or `smtps://`); undefined: the inbox of this machine. */
  smtpUrl?: string | undefined;
  /** Runs the function that records what came of a mail. */
  invoke: Invoke;
  onFault: (line: string) => void;
};

/** The SES API, which functions must know before they load; what is behind it is opened while they do. */
export type OpenedMail = { sesUrl: string; routes: ExtraRoute[]; start: () => Promise<void> };

/** Opens the SES API of this machine, and the pages of the inbox. */
export async function openMail(
  { folder, smtpUrl, invoke, onFault }: MailOptions,
  closing: Closing,
): Promise<OpenedMail> {
  const mail = join(folder, "mail");
  const courier = Promise.withResolvers<Courier>();
  const inbox = Promise.withResolvers<Inbox>();
  const place = Promise.withResolvers<MailPlace>();
  const ses = await serveSes({
    configurationSet: mailIdentity.configurationSet,
    take: async (taken) => (await courier.promise).take(taken),
  });
  closing.add(ses.close);

  const start = async () => {
    const caught = await openInbox(join(mail, "inbox"));
    inbox.resolve(caught);
    const target =
      smtpUrl === undefined ? await startCatching(caught, closing) : { kind: "server" as const, url: smtpUrl };
    const publisher = await openPublisher({
      folder: join(mail, "events"),
      functionName: "record-mail-event",
      invoke,
      onFault,
    });
    closing.add(publisher.close);
    const opened = await openCourier({
      folder: join(mail, "outgoing"),
      attempt: smtpAttempts(target),
      publish: publisher.publish,
      bouncesLater: (recipient) => target.kind === "catcher" && /^late-bounce@/i.test(recipient),
      onFault,
    });
    closing.add(opened.close);
    courier.resolve(opened);
    place.resolve(placeOf(target));
  };
  const routes = inboxRoutes(
    async () => inbox.promise,
    async () => place.promise,
  );
  return { sesUrl: ses.url, routes, start };
}

/** The library is loaded here, while functions load in threads of their own: a start does not wait for it. */
async function startCatching(inbox: Inbox, closing: Closing): Promise<SmtpTarget> {
  const { startCatcher } = await import("../mail/catcher.ts");
  const { port, close } = await startCatcher(inbox);
  closing.add(close);
  return { kind: "catcher", port };
}

/** Without a password that may stand in the URL. */
function placeOf(target: SmtpTarget): MailPlace {
  return target.kind === "catcher"
    ? { kind: "inbox", port: target.port }
    : { kind: "elsewhere", server: new URL(target.url).host };
}
