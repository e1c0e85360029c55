import { createHash } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { OutgoingWebhook } from "../../core/contract/outgoing-webhook.ts";
import { developmentSecret } from "../../local/directory/development-secrets.ts";
import { digestOfJson } from "../support/e2e-record.ts";
import type { Random } from "../support/soak-random.ts";
import { bodyOf, verifiedMessage } from "../support/verified-message.ts";
import type { Journal } from "./journal.ts";

/** One server for the endpoints of every party, each under its own path. */
export type Endpoints = AsyncDisposable & { urlOf: (party: string) => string };

/** Told a message that was taken with a 2xx for the first time. */
export type OnMessage = (party: string, message: OutgoingWebhook) => void;

/** Opens the endpoints: most attempts are taken, some are refused or cut off, as on the internet. */
export async function openEndpoints(journal: Journal, random: Random, onMessage: OnMessage): Promise<Endpoints> {
  const seen = new Set<string>();
  const server = createServer((request, response) => void receive(request, response)).listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("a server without a port");

  async function receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const party = (request.url ?? "").slice(1);
    const body = await bodyOf(request).catch(() => undefined);
    // The sender was killed while it sent: it will send again.
    if (body === undefined) return;
    const read = readMessage(party, request, body);
    if (typeof read === "string") {
      journal.faults.push(`to ${party}: ${read}`);
      response.writeHead(401).end();
      return;
    }
    const { id, message } = read;
    const { type, data } = message;
    const status = random.happens(0.02) ? 503 : random.happens(0.005) ? undefined : 204;
    const about = [...("clock" in data ? [data.clock] : []), ...("step" in data ? [data.step?.id] : [])].join(" ");
    const digest = createHash("sha256").update(body).digest("hex");
    journal.deliveries.push({ party, id, type, caseId: data.caseId, body: digest, at: Date.now(), status, about });
    if (status === undefined) {
      request.socket.destroy();
      return;
    }
    response.writeHead(status).end();
    if (status !== 204 || seen.has(id)) return;
    seen.add(id);
    onMessage(party, message);
  }

  return {
    urlOf: (party) => `http://127.0.0.1:${address.port}/${party}`,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

/** The message, or what is wrong with it. */
function readMessage(party: string, request: IncomingMessage, body: string) {
  const read = verifiedMessage(developmentSecret("to", party), request, body);
  if (typeof read === "string") return read;
  const { type, data } = read.message;
  if (type === "notice.issued" && digestOfJson(data.document) !== data.digest) return "a document of another digest";
  return read;
}
