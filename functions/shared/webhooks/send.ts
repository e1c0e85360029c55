import { checkDestination, type Destination } from "./address-guard.ts";
import { deadlineAfter } from "./deadline.ts";
import { exchange, type Limits } from "./exchange.ts";
import { retryAfterSeconds } from "./retry-after.ts";

/** One attempt to deliver a message. */
export type OutgoingWebhook = {
  url: string;
  /** The signature's headers, and any other. */
  headers: Readonly<Record<string, string>>;
  /** Exactly the text that was signed. */
  body: string;
  /** Lets plain http to this machine through: for the local runtime only. */
  allowLoopbackHttp: boolean;
  /** Ends the attempt early; it then counts as `timeout`. */
  signal?: AbortSignal | undefined;
  /** Told when the answer's status is known: the instant of receipt, however long the rest of the answer takes. */
  onStatus?: (() => void) | undefined;
};

/** Why an attempt failed: codes, safe to record and to log. */
type DeliveryFailure =
  /** No answer within the total limit. */
  | "timeout"
  /** No connection within its limit, or one that broke before a readable answer. */
  | "connect"
  /** Not an address that webhooks are sent to. */
  | "refused_address"
  /** No trusted TLS connection. */
  | "tls"
  /** 3xx: redirects are never followed. */
  | "redirect"
  /** Any other answer but 2xx and 410. */
  | "status"
  /** The name has no address now. */
  | "dns";

/** What came of an attempt. */
export type Delivery =
  /** 2xx: delivered, never *acknowledged*. */
  | { kind: "delivered"; status: number }
  /** 410: the endpoint wants nothing more. */
  | { kind: "gone" }
  | {
      kind: "failed";
      code: DeliveryFailure;
      /** The HTTP status, where there was an answer. */
      status?: number;
      /** What a 429 or 503 asked for, 0 to 3,600 seconds of the wall clock. */
      retryAfterSeconds?: number;
    };

/** What an attempt works with. */
export type SendingMeans = { limits: Limits; check: typeof checkDestination };

/** The limits published to platforms. */
export const publishedLimits: Limits = {
  connectMilliseconds: 5_000,
  totalMilliseconds: 15_000,
  answerBytes: 64 * 1_024,
};

/** Sends one attempt. A platform that fails is a value; it rejects only for a header that HTTP cannot carry. */
export async function sendWebhook(message: OutgoingWebhook, means: Partial<SendingMeans> = {}): Promise<Delivery> {
  const { limits = publishedLimits, check = checkDestination } = means;
  using total = deadlineAfter(limits.totalMilliseconds, message.signal);
  const deadline = total.signal;

  const checked = check(message.url, { allowLoopbackHttp: message.allowLoopbackHttp });
  const to = await withinConnectLimit(checked, limits, deadline);
  if (deadline.aborted) return { kind: "failed", code: "timeout" };
  if (to.kind === "refused") return { kind: "failed", code: "refused_address" };
  if (to.kind === "unresolved") return { kind: "failed", code: "dns" };

  const body = Buffer.from(message.body);
  const headers = {
    "content-type": "application/json",
    "user-agent": "Sommation/1",
    ...message.headers,
    "content-length": String(body.length),
  };
  const outcome = await exchange({ to, headers, body, limits, deadline, onStatus: message.onStatus });
  if (outcome.kind === "failed") return outcome;
  return deliveryOf(outcome.status, outcome.retryAfter);
}

/** A name service that does not answer is left behind: its call cannot be taken back. */
async function withinConnectLimit(
  check: Promise<Destination>,
  limits: Limits,
  deadline: AbortSignal,
): Promise<Destination> {
  using patience = deadlineAfter(limits.connectMilliseconds, deadline);
  const { signal } = patience;
  const givenUp = new Promise<Destination>((resolve) => {
    const giveUp = () => {
      resolve({ kind: "unresolved" });
    };
    if (signal.aborted) giveUp();
    signal.addEventListener("abort", giveUp, { once: true });
  });
  return await Promise.race([check, givenUp]);
}

function deliveryOf(status: number, retryAfter: string | undefined): Delivery {
  if (status >= 200 && status < 300) return { kind: "delivered", status };
  if (status === 410) return { kind: "gone" };
  if (status >= 300 && status < 400) return { kind: "failed", code: "redirect", status };
  if (status !== 429 && status !== 503) return { kind: "failed", code: "status", status };

  const seconds = retryAfterSeconds(retryAfter, Date.now());
  return { kind: "failed", code: "status", status, ...(seconds !== undefined && { retryAfterSeconds: seconds }) };
}
