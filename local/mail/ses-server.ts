import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage } from "node:http";
import * as z from "zod";
import { instantOf } from "../../core/contract/instant.ts";
import { readBody } from "../aws/api-gateway/body.ts";
import { listen } from "../aws/listen.ts";
import type { OutgoingMail } from "./outgoing-mail.ts";
import { mailOf, SendEmailRequest } from "./ses-request.ts";

/** The SES API, version 2, on a port of the loopback interface. */
export type SesServer = {
  /** Endpoint for the SDK. */
  url: string;
  close: () => Promise<void>;
};

export type SesOptions = {
  /** The one configuration set there is. */
  configurationSet: string;
  /** Takes a mail to be sent; when it resolves, the mail outlives this process. */
  take: (mail: OutgoingMail) => Promise<void>;
  /** 0: the system chooses. */
  port?: number;
};

/** Names of the errors, with their statuses. https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_SendEmail.html#API_SendEmail_Errors */
const statuses = {
  BadRequestException: 400,
  NotFoundException: 404,
  UnknownOperationException: 404,
  InternalServiceErrorException: 500,
} as const satisfies Record<string, number>;

type Refusal = { kind: "refused"; type: keyof typeof statuses; message: string };
type Answer = { kind: "accepted"; messageId: string } | Refusal;

/**
 * Serves SendEmail to the AWS SDK, and nothing else. Credentials are not checked, nor whether the sender's address is
 * verified.
 */
export async function serveSes({ configurationSet, take, port = 0 }: SesOptions): Promise<SesServer> {
  const answerTo = async (request: IncomingMessage): Promise<Answer> => {
    const [path] = (request.url ?? "").split("?");
    if (request.method !== "POST" || path !== "/v2/email/outbound-emails") {
      return refused("UnknownOperationException", "This operation is not served.");
    }
    const body = await readBody(request);
    const read = body.kind === "read" ? SendEmailRequest.safeParse(jsonOf(body.bytes)) : undefined;
    if (read === undefined) return refused("BadRequestException", "The body is too large.");
    if (!read.success) return refused("BadRequestException", z.prettifyError(read.error));
    const asked = read.data.ConfigurationSetName;
    if (asked !== undefined && asked !== configurationSet) {
      return refused("NotFoundException", `Configuration set <${asked}> does not exist.`);
    }
    const mail = mailOf(read.data, { messageId: newMessageId(), acceptedAt: instantOf(Date.now()) });
    await take(mail);
    return { kind: "accepted", messageId: mail.messageId };
  };

  const server = createServer((request, response) => {
    const unkept = () => refused("InternalServiceErrorException", "The message could not be kept.");
    void answerTo(request)
      .catch(unkept)
      .then((answer) => {
        const refusal = answer.kind === "refused" ? answer : undefined;
        response.writeHead(refusal === undefined ? 200 : statuses[refusal.type], {
          "content-type": "application/json",
          "x-amzn-requestid": randomUUID(),
          ...(refusal !== undefined && { "x-amzn-errortype": refusal.type }),
        });
        const body = answer.kind === "refused" ? { message: answer.message } : { MessageId: answer.messageId };
        response.end(JSON.stringify(body));
      });
  });
  const listening = await listen(server, port);
  if (listening.kind === "port_taken") throw new Error(`port ${port} is taken`);
  return { url: `http://127.0.0.1:${listening.port}`, close: listening.close };
}

function refused(type: Refusal["type"], message: string): Refusal {
  return { kind: "refused", type, message };
}

/** In the form of SES's own ids: time, UUID, zeros. */
function newMessageId(): string {
  return `0102${Date.now().toString(16).padStart(12, "0")}-${randomUUID()}-000000`;
}

/** Undefined, which no request is, for what is not JSON. */
function jsonOf(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString("utf8"));
  } catch {
    return undefined;
  }
}
