import type { IncomingMessage } from "node:http";
import { Webhook } from "standardwebhooks";
import { OutgoingWebhook } from "../../core/contract/outgoing-webhook.ts";

/** A rightly signed message: its `webhook-id`, and the body as it came. */
export type VerifiedMessage = { id: string; message: OutgoingWebhook; json: unknown };

/** The whole body of a request. @throws when its sender is gone. */
export async function bodyOf(request: IncomingMessage): Promise<string> {
  let text = "";
  for await (const chunk of request.setEncoding("utf8")) text += String(chunk);
  return text;
}

/** The message, verified with the published library, or what is wrong with it. */
export function verifiedMessage(secret: string, request: IncomingMessage, body: string): VerifiedMessage | string {
  const headers = Object.fromEntries(
    Object.entries(request.headers).flatMap(([name, value]) => (typeof value === "string" ? [[name, value]] : [])),
  );
  let json: unknown;
  try {
    json = new Webhook(secret).verify(body, headers);
  } catch (error) {
    // The library has no answer but an exception for a signature that is not good.
    return `signature: ${String(error)}`;
  }
  const message = OutgoingWebhook.safeParse(json);
  if (!message.success) return `message: ${message.error.message}`;
  return { id: headers["webhook-id"] ?? "", message: message.data, json };
}
