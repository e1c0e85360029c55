import { createHmac } from "node:crypto";
import * as z from "zod";
import type { sendWebhook } from "../../functions/shared/webhooks/send.ts";
import type { Container } from "./container.ts";
import type { Journal } from "./journal.ts";
import type { Kernel } from "./kernel.ts";
import { endpointOf, secretOf } from "./parties.ts";

type Outgoing = Parameters<typeof sendWebhook>[0];
type Delivery = Awaited<ReturnType<typeof sendWebhook>>;

/** Carries an attempt of a container to its endpoint and brings the answer back. */
export type Post = (container: Container, message: Outgoing) => Promise<Delivery>;

/** What an endpoint makes of a message. */
export type Reception = {
  /** `none`: it never answers, and the sender gives up after 15 s. */
  status: number | "none";
  retryAfterSeconds?: number;
  /** How long it takes to answer, in milliseconds. */
  takes: number;
  /** How often the network brings the message. */
  copies: number;
  /** Whether the recipient has read it, whatever it answers. */
  isRead: boolean;
};

/** A message as its recipient reads it. */
export type Received = { messageId: string; type: string; caseId: string; data: Record<string, unknown>; letter?: string };

/** An endpoint: says what it makes of a message, and reads it. */
export type Endpoint = { receive: () => Reception; read: (received: Received) => void };

const Body = z.looseObject({
  type: z.string(),
  data: z.looseObject({ caseId: z.string(), sequence: z.int() }),
});

const sendLimit = 15_000;

/** The network to the endpoints of a simulation. */
export function postOver(kernel: Kernel, journal: Journal, endpoints: ReadonlyMap<string, Endpoint>): Post {
  return async (container, message) =>
    container.exchange(
      "post",
      () => `${message.headers["webhook-id"] ?? ""} ${Body.parse(JSON.parse(message.body)).type} to ${message.url}`,
      async (): Promise<Delivery> => {
        const [party, endpoint] = [...endpoints].find(([id]) => endpointOf(id) === message.url) ?? [];
        if (party === undefined || endpoint === undefined) return { kind: "failed", code: "connect" };
        const reception = endpoint.receive();
        const status = reception.status === "none" ? 0 : reception.status;
        const body = Body.parse(JSON.parse(message.body));
        const messageId = message.headers["webhook-id"] ?? "";
        for (let copy = 0; copy < reception.copies; copy += 1) {
          const { sequence, caseId } = body.data;
          const isRightlySigned = isSigned(message, secretOf(party));
          journal.arrivals.push({
            endpoint: party,
            messageId,
            type: body.type,
            caseId,
            sequence,
            at: kernel.now(),
            isRightlySigned,
            status,
            answeredAt: kernel.now() + reception.takes,
          });
        }
        const received = { messageId, type: body.type, caseId: body.data.caseId, data: body.data };
        if (reception.isRead) endpoint.read(received);
        const { promise, resolve } = Promise.withResolvers<Delivery>();
        if (status === 0 || reception.takes >= sendLimit) {
          kernel.after(sendLimit, () => {
            resolve({ kind: "failed", code: "timeout" });
          });
        } else {
          kernel.after(reception.takes, () => {
            message.onStatus?.();
            resolve(deliveryOf(status, reception.retryAfterSeconds));
          });
        }
        return promise;
      },
    );
}

function deliveryOf(status: number, retryAfterSeconds: number | undefined): Delivery {
  if (status >= 200 && status < 300) return { kind: "delivered", status };
  if (status === 410) return { kind: "gone" };
  return { kind: "failed", code: "status", status, ...(retryAfterSeconds !== undefined && { retryAfterSeconds }) };
}

/** Standard Webhooks, HMAC-SHA256, worked out here anew. */
function isSigned({ headers, body }: Outgoing, secret: string): boolean {
  const key = Buffer.from(secret.slice("whsec_".length), "base64");
  const signed = `${headers["webhook-id"] ?? ""}.${headers["webhook-timestamp"] ?? ""}.${body}`;
  return headers["webhook-signature"] === `v1,${createHmac("sha256", key).update(signed).digest("base64")}`;
}
