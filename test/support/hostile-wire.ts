import { connect, type Socket } from "node:net";
import type { Shot } from "./hostile-requests.ts";

/** One answer as it came over the wire. */
export type Reply = { status: number; headers: Readonly<Record<string, string>>; body: string };

/** All that came of a shot. */
export type Outcome = {
  replies: Reply[];
  /** `answered`: every answer that was waited for; `closed`: the connection ended first; `silent`: nothing more came. */
  kind: "answered" | "closed" | "silent";
  milliseconds: number;
  /** Number of the shot before it on the same connection, which may be what confused it. */
  after?: number;
};

/** Longer than the gateway gives a function. */
const patienceMilliseconds = 35_000;

/** How long bytes that are no request are given to be refused. */
const patienceWithNoise = 150;

/**
 * A connection that is kept as long as the service keeps it, since the service is to meet many requests on one; opened
 * anew where a shot has broken it.
 */
export class Lane {
  readonly #port: number;
  #socket: Socket | undefined;
  #after: number | undefined;

  constructor(port: number) {
    this.#port = port;
  }

  /** Fires one shot. */
  async fire(shot: Shot): Promise<Outcome> {
    const kept = this.#socket;
    if (kept === undefined) this.#after = undefined;
    const outcome = await this.#exchange(shot, kept ?? (await this.#open()));
    // A connection that was kept may have ended before the shot: that says nothing.
    const isUnheard = outcome.kind === "closed" && outcome.replies.length === 0;
    if (kept === undefined || !isUnheard || !shot.isHttp) return outcome;
    this.#after = undefined;
    return this.#exchange(shot, await this.#open());
  }

  close(): void {
    this.#socket?.resetAndDestroy();
    this.#socket = undefined;
  }

  async #open(): Promise<Socket> {
    const socket = connect({ port: this.#port, host: "127.0.0.1", noDelay: true });
    socket.on("error", () => undefined);
    await new Promise((resolve) => {
      socket.once("connect", resolve).once("close", resolve);
    });
    return socket;
  }

  async #exchange(shot: Shot, socket: Socket): Promise<Outcome> {
    this.#socket = undefined;
    const begun = performance.now();
    const outcome = await exchange(shot, socket);
    const isWhole = outcome.kind === "answered" && shot.isHttp;
    const isKept = isWhole && !socket.destroyed && outcome.replies.at(-1)?.headers["connection"] !== "close";
    if (isKept) this.#socket = socket;
    else socket.resetAndDestroy();
    const after = this.#after;
    this.#after = shot.index;
    return { ...outcome, milliseconds: performance.now() - begun, ...(after !== undefined && { after }) };
  }
}

async function exchange(shot: Shot, socket: Socket): Promise<Pick<Outcome, "kind" | "replies">> {
  const reader = new ReplyReader(shot);
  const { promise, resolve } = Promise.withResolvers<Outcome["kind"]>();
  const onData = (bytes: Buffer) => {
    reader.take(bytes);
    if (shot.isHttp && reader.replies.length >= shot.answers) resolve("answered");
  };
  const onClose = () => {
    reader.end();
    resolve(shot.isHttp && reader.replies.length >= shot.answers ? "answered" : "closed");
  };
  socket.on("data", onData).once("close", onClose);
  if (socket.destroyed) onClose();
  const patience = setTimeout(
    () => {
      resolve("silent");
    },
    shot.isHttp ? patienceMilliseconds : patienceWithNoise,
  );
  for (const [index, piece] of shot.pieces.entries()) {
    if (index > 0 && shot.pauseMilliseconds > 0) await later(shot.pauseMilliseconds);
    if (!socket.destroyed) socket.write(piece);
  }
  if (shot.hangsUp) await later(1);
  const kind = shot.hangsUp ? "silent" : await promise;
  clearTimeout(patience);
  socket.off("data", onData).off("close", onClose);
  return { kind, replies: reader.replies };
}

async function later(milliseconds: number): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, milliseconds));
}

/** Takes answers out of the bytes of a connection (RFC 9112 §6.3). */
class ReplyReader {
  readonly replies: Reply[] = [];
  readonly #shot: Shot;
  #left: Buffer = Buffer.alloc(0);

  constructor(shot: Shot) {
    this.#shot = shot;
  }

  take(bytes: Buffer): void {
    this.#left = Buffer.concat([this.#left, bytes]);
    for (let read = this.#next(false); read !== undefined; read = this.#next(false)) this.#keep(read);
  }

  /** Without a length an answer ends with its connection. */
  end(): void {
    const last = this.#next(true);
    if (last !== undefined) this.#keep(last);
  }

  #keep(reply: Reply): void {
    // RFC 9110 §15.2: answers before the answer.
    if (reply.status >= 200) this.replies.push(reply);
  }

  #next(isOver: boolean): Reply | undefined {
    const end = this.#left.indexOf("\r\n\r\n");
    if (end === -1) return undefined;
    const [statusLine = "", ...lines] = this.#left.subarray(0, end).toString("latin1").split("\r\n");
    const status = Number(/^HTTP\/1\.1 (\d{3})/.exec(statusLine)?.[1] ?? Number.NaN);
    const headers = Object.fromEntries(
      lines.map((line) => [line.slice(0, line.indexOf(":")).toLowerCase(), line.slice(line.indexOf(":") + 1).trim()]),
    );
    const rest = this.#left.subarray(end + 4);
    const isBare = status < 200 || status === 204 || this.#shot.heads[this.replies.length] === true;
    const body = isBare ? { text: "", length: 0 } : bodyIn(rest, headers, isOver);
    if (body === undefined) return undefined;
    this.#left = rest.subarray(body.length);
    return { status, headers, body: body.text };
  }
}

/** The body at the beginning of these bytes, and how long it is on the wire; undefined while it is not there. */
function bodyIn(
  bytes: Buffer,
  headers: Readonly<Record<string, string>>,
  isOver: boolean,
): { text: string; length: number } | undefined {
  if (headers["transfer-encoding"] === "chunked") return chunkedIn(bytes);
  const length = headers["content-length"] === undefined ? undefined : Number(headers["content-length"]);
  if (length === undefined) return isOver ? { text: bytes.toString(), length: bytes.length } : undefined;
  return bytes.length < length ? undefined : { text: bytes.subarray(0, length).toString(), length };
}

function chunkedIn(bytes: Buffer): { text: string; length: number } | undefined {
  const parts: Buffer[] = [];
  for (let at = 0; ;) {
    const line = bytes.indexOf("\r\n", at);
    if (line === -1) return undefined;
    const size = Number.parseInt(bytes.subarray(at, line).toString("latin1"), 16);
    const next = line + 2 + size + 2;
    if (bytes.length < next) return undefined;
    if (size === 0) return { text: Buffer.concat(parts).toString(), length: next };
    parts.push(bytes.subarray(line + 2, line + 2 + size));
    at = next;
  }
}
