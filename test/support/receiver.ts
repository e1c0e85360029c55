import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { OutgoingWebhook } from "../../core/contract/outgoing-webhook.ts";
import { developmentSecret } from "../../local/directory/development-secrets.ts";
import { eventually } from "./e2e-eventually.ts";
import { bodyOf, verifiedMessage, type VerifiedMessage } from "./verified-message.ts";

/** One attempt that arrived. */
export type Arrival = VerifiedMessage & {
  /** The status it was answered with; undefined while it is held. */
  status: number | undefined;
};

/** What the endpoint does with an attempt: a status, or holding it without an answer until the connection ends. */
export type Reaction = number | "hold";

/** The message of one type. */
export type MessageOf<T extends OutgoingWebhook["type"]> = Extract<OutgoingWebhook, { type: T }>;

/** An endpoint of the test's own. */
export type Receiver = AsyncDisposable & {
  url: string;
  /** Every rightly signed attempt, in the order of arrival. */
  arrivals: readonly Arrival[];
  /** Requests that were not what they should have been: a wrong signature, an unknown message. */
  strangers: readonly string[];
  /** What it does from now on. */
  react: (reaction: Reaction) => void;
  /** The attempts of a case's messages of one type. */
  of: (caseId: string, type: OutgoingWebhook["type"]) => Arrival[];
  /** What the messages of one type say of each clock. */
  byClock: (caseId: string, type: "notice.reminder" | "case.overdue") => Record<string, object>;
  /** The first message of a type about a case, as soon as it has come and was taken with a 2xx. */
  took: <T extends OutgoingWebhook["type"]>(caseId: string, type: T) => Promise<MessageOf<T>>;
};

/**
 * Opens an endpoint that verifies what it gets with the published library and the party's secret.
 *
 * @param secret `whsec_…`; one of development unless said otherwise. Asked for at each arrival: a party that is
 * registered by the API learns it only after its endpoint is open.
 */
export async function openReceiver(
  party: string,
  first: Reaction = 204,
  secret: () => string = () => developmentSecret("to", party),
): Promise<Receiver> {
  const arrivals: Arrival[] = [];
  const strangers: string[] = [];
  let reaction = first;

  async function receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await bodyOf(request);
    const read = verifiedMessage(secret(), request, body);
    if (typeof read === "string") {
      strangers.push(read);
      response.writeHead(401).end();
      return;
    }
    const arrival: Arrival = { ...read, status: undefined };
    arrivals.push(arrival);
    if (reaction === "hold") return;
    arrival.status = reaction;
    response.writeHead(reaction).end();
  }

  const server = createServer((request, response) => void receive(request, response)).listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("a server without a port");

  const of: Receiver["of"] = (caseId, type) =>
    arrivals.filter(({ message }) => message.type === type && message.data.caseId === caseId);
  return {
    url: `http://127.0.0.1:${address.port}/webhook`,
    arrivals,
    strangers,
    react: (next) => {
      reaction = next;
    },
    of,
    byClock: (caseId, type) =>
      Object.fromEntries(
        of(caseId, type).flatMap(({ message: { data } }) => ("clock" in data ? [[data.clock, data]] : [])),
      ) as Record<string, object>,
    took: async <T extends OutgoingWebhook["type"]>(caseId: string, type: T) =>
      eventually(`${party} receives ${type}`, () => {
        const taken = of(caseId, type).find(({ status = 0 }) => status >= 200 && status < 300);
        return taken?.message as MessageOf<T> | undefined;
      }),
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}
