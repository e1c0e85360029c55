import type * as http from "node:http";
import type { Destination } from "./address-guard.ts";
import { beginRequest, type Connection } from "./connections.ts";

/** How long and how much one exchange may take. */
export type Limits = {
  /** Longest wait for the name to resolve, and again for the connection (TCP and TLS). */
  connectMilliseconds: number;
  /** Longest wait for the whole, from the name to the end of the answer. */
  totalMilliseconds: number;
  /** How much of the answer's body is read before the connection is cut. */
  answerBytes: number;
};

/** One POST to an address that the guard let through. */
type Exchange = {
  to: Extract<Destination, { kind: "allowed" }>;
  headers: Readonly<Record<string, string>>;
  body: Uint8Array;
  limits: Limits;
  /** Ends the exchange: the total limit, or the caller's own wish. */
  deadline: AbortSignal;
  /** Told when the status line is there, however long the body takes. */
  onStatus?: (() => void) | undefined;
};

/** What came of it. An answer counts from its status line on, even if its body never ends. */
type ExchangeOutcome =
  | { kind: "answered"; status: number; retryAfter: string | undefined }
  /** `connect`: no connection, or it broke before a readable answer; `tls`: no trusted one; `timeout`: no answer in time. */
  | { kind: "failed"; code: "connect" | "tls" | "timeout" };

type Progress = {
  phase: "connecting" | "securing" | "connected";
  answer?: Extract<ExchangeOutcome, { kind: "answered" }>;
  error?: NodeJS.ErrnoException;
};

/** Posts once, follows no redirect, reads the answer up to the limit and forgets its body. Never rejects for the other end's sake. */
export async function exchange(asked: Exchange): Promise<ExchangeOutcome> {
  const first = await attempt(asked, "kept");
  return first === "connection_was_gone" ? fresh(asked) : first;
}

async function fresh(asked: Exchange): Promise<ExchangeOutcome> {
  const second = await attempt(asked, "fresh");
  return second === "connection_was_gone" ? { kind: "failed", code: "connect" } : second;
}

function attempt(asked: Exchange, connection: Connection): Promise<ExchangeOutcome | "connection_was_gone"> {
  const { to, headers, body, limits, deadline, onStatus = () => undefined } = asked;
  return new Promise((resolve) => {
    const progress: Progress = { phase: "connecting" };
    const request = beginRequest(to, { method: "POST", headers, signal: deadline }, connection);
    const connectLimit = setTimeout(() => request.destroy(), limits.connectMilliseconds);
    followConnection(request, progress, () => {
      clearTimeout(connectLimit);
    });
    followAnswer(request, progress, limits.answerBytes, onStatus);
    request.on("error", (error: NodeJS.ErrnoException) => {
      progress.error = error;
    });
    request.on("close", () => {
      clearTimeout(connectLimit);
      if (progress.answer) resolve(progress.answer);
      else if (deadline.aborted) resolve({ kind: "failed", code: "timeout" });
      else if (request.reusedSocket && isBroken(progress.error)) resolve("connection_was_gone");
      else resolve({ kind: "failed", code: isTls(progress) ? "tls" : "connect" });
    });
    request.end(body);
  });
}

function followConnection(request: http.ClientRequest, progress: Progress, done: () => void): void {
  const connected = () => {
    progress.phase = "connected";
    done();
  };
  request.on("socket", (socket) => {
    if (request.reusedSocket) {
      connected();
      return;
    }
    socket.once("connect", () => {
      if (request.protocol === "https:") progress.phase = "securing";
      else connected();
    });
    socket.once("secureConnect", connected);
  });
}

function followAnswer(
  request: http.ClientRequest,
  progress: Progress,
  answerBytes: number,
  onStatus: () => void,
): void {
  request.on("response", (answer) => {
    onStatus();
    progress.answer = {
      kind: "answered",
      // Always there on an answer to a request; the type is shared with the server's side, where it is not.
      status: answer.statusCode ?? 0,
      retryAfter: answer.headers["retry-after"],
    };
    let read = 0;
    answer.on("data", (chunk: Buffer) => {
      read += chunk.length;
      if (read > answerBytes) request.destroy();
    });
    // The body cut short, by them or by us, changes nothing: the status is known.
    answer.on("error", () => undefined);
  });
}

/** A connection of the pool that the other end closed while it was idle: nothing of this message was answered. */
function isBroken(error: NodeJS.ErrnoException | undefined): boolean {
  return error?.code === "ECONNRESET" || error?.code === "EPIPE";
}

/** An alert may still come after the handshake (TLS 1.3), then OpenSSL's code tells. */
function isTls({ phase, error }: Progress): boolean {
  return phase === "securing" || /^(?:ERR_SSL|ERR_TLS|EPROTO)/.test(error?.code ?? "");
}
