import type { IncomingMessage, ServerResponse } from "node:http";
import { languageOf } from "../../functions/shared/problems/language-of.ts";
import type { ExtraRoute } from "../aws/api-gateway/gateway.ts";
import { inboxPage, missingPage } from "./inbox-page.ts";
import type { Inbox } from "./inbox.ts";
import { mailPage } from "./mail-page.ts";
import type { Page } from "./page.ts";

/** What the pages say of where mail goes; by SMTP, anybody on this machine may add to the inbox. */
export type MailPlace = { kind: "inbox"; port: number } | { kind: "elsewhere"; server: string };

/**
 * The inbox, for people and for programs: `/mail`, `/mail/{id}`, and `/mail.json` with every mail whole, newest first.
 * This machine only: no route of the product.
 *
 * @param place Asked at each request, since the catcher may still be starting.
 */
export function inboxRoutes(inbox: () => Promise<Inbox>, place: () => Promise<MailPlace>): ExtraRoute[] {
  const languageFor = (request: IncomingMessage) => languageOf(request.headers["accept-language"]);
  return [
    {
      method: "GET",
      path: "/mail",
      handle: async (request, response) => {
        const mails = (await inbox()).mails();
        sendPage(response, 200, inboxPage(languageFor(request), mails, await place()));
      },
    },
    {
      method: "GET",
      path: "/mail/*",
      handle: async (request, response) => {
        const mail = (await inbox()).find(lastSegment(request.url ?? ""));
        const language = languageFor(request);
        if (mail === undefined) sendPage(response, 404, missingPage(language));
        else sendPage(response, 200, mailPage(language, mail));
      },
    },
    {
      method: "GET",
      path: "/mail.json",
      handle: async (_, response) => {
        const body = JSON.stringify({ mails: (await inbox()).mails() });
        response.writeHead(200, { "content-type": "application/json", "cache-control": "no-store" }).end(body);
      },
    },
  ];
}

function sendPage(response: ServerResponse, status: number, { headers, body }: Page): void {
  response.writeHead(status, { ...headers, "content-length": Buffer.byteLength(body) }).end(body);
}

function lastSegment(url: string): string {
  return /^[^?]*\/([^/?]*)/.exec(url)?.[1] ?? "";
}
