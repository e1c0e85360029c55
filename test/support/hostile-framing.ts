import type { Draws } from "./hostile-draws.ts";

/** Bytes that are no request, or one whose end nobody can tell, and what they are called in a report. */
export type BrokenBytes = { name: string; bytes: Buffer };

/**
 * Requests that break HTTP itself (RFC 9112): lengths that contradict each other, two framings at once, lines that end in
 * the wrong way, things that are no HTTP at all.
 *
 * @param host The `Host` of the service.
 */
export function brokenBytes(draws: Draws, host: string): BrokenBytes {
  const target = draws.pick(["/health", "/v1/notices?dryRun=true", "/v1/platforms/shein/webhook"]);
  const post = (headers: readonly string[], body = "") =>
    `POST ${target} HTTP/1.1\r\nHost: ${host}\r\nContent-Type: application/json\r\n${headers.join("\r\n")}\r\n\r\n${body}`;
  const inner = `GET /health HTTP/1.1\r\nHost: ${host}\r\n\r\n`;
  const shapes: Record<string, () => string | Buffer> = {
    "length too short": () => post(["Content-Length: 3"], '{"type":"notice.acknowledged"}'),
    "length too long": () => post(["Content-Length: 500"], "{}"),
    "length twice": () => post(["Content-Length: 2", "Content-Length: 2"], "{}"),
    "lengths that differ": () => post(["Content-Length: 2", "Content-Length: 70"], `{}${inner}`),
    "length as a list": () => post(["Content-Length: 2, 2"], "{}"),
    "odd length": () =>
      post([`Content-Length: ${draws.pick(["-1", "1e3", "0x10", "+2", "2 2", "NaN", "", "2;a=b"])}`], "{}"),
    "huge length": () =>
      post([`Content-Length: ${draws.pick(["9007199254740993", "99999999999999999999", "10485761"])}`]),
    "length and chunks": () => post(["Content-Length: 4", "Transfer-Encoding: chunked"], `0\r\n\r\n${inner}`),
    "chunks spelt oddly": () =>
      post(
        [
          draws.pick([
            "Transfer-Encoding: xchunked",
            "Transfer-Encoding : chunked",
            "Transfer-Encoding: chunked, identity",
          ]),
        ],
        `0\r\n\r\n${inner}`,
      ),
    "chunks twice": () => post(["Transfer-Encoding: chunked", "Transfer-Encoding: identity"], `0\r\n\r\n${inner}`),
    "odd chunk size": () =>
      post(
        ["Transfer-Encoding: chunked"],
        `${draws.pick(["-1", "0x2", "FFFFFFFFFFFFFFFFF", "zz", "2 2", ""])}\r\n{}\r\n0\r\n\r\n`,
      ),
    "chunk extensions": () => post(["Transfer-Encoding: chunked"], `2;${"a=b;".repeat(5_000)}\r\n{}\r\n0\r\n\r\n`),
    "chunk cut short": () => post(["Transfer-Encoding: chunked"], "ff\r\n{}"),
    "chunk without its end": () => post(["Transfer-Encoding: chunked"], "2\r\n{}XX0\r\n\r\n"),
    "long trailers": () =>
      post(["Transfer-Encoding: chunked"], `2\r\n{}\r\n0\r\n${`t: ${"x".repeat(5_000)}\r\n`.repeat(4)}\r\n`),
    "folded header": () => post(["X-Folded: a\r\n b", "Content-Length: 2"], "{}"),
    "bare line feeds": () => post(["Content-Length: 2"], "{}").replaceAll("\r\n", "\n"),
    "bare carriage returns": () => post(["Content-Length: 2"], "{}").replaceAll("\r\n", "\r"),
    "control in a header": () =>
      post([`X-Odd: a${draws.pick(["\u0000", "\u0001", "\r", "\u007f"])}b`, "Content-Length: 2"], "{}"),
    "space in a name": () => post(["X Odd: a", "Content-Length: 2"], "{}"),
    "no colon": () => post(["X-Odd", "Content-Length: 2"], "{}"),
    "no name": () => post([": a", "Content-Length: 2"], "{}"),
    "no host": () => "GET /health HTTP/1.1\r\n\r\n",
    "two hosts": () => `GET /health HTTP/1.1\r\nHost: ${host}\r\nHost: evil.example\r\n\r\n`,
    "odd version": () =>
      `GET /health HTTP/${draws.pick(["0.9", "1.2", "2.0", "9.9", "x", "1.1.1"])}\r\nHost: ${host}\r\n\r\n`,
    "HTTP/0.9": () => "GET /health\r\n",
    "HTTP/1.0": () => "GET /health HTTP/1.0\r\n\r\n",
    "HTTP/2 preface": () => "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\u0000\u0000\u0000\u0004\u0000\u0000\u0000\u0000\u0000",
    "TLS greeting": () => Buffer.from("16030100c8010000c40303" + "ab".repeat(190), "hex"),
    noise: () => Buffer.from(Array.from({ length: 200 }, () => draws.int(256))),
    "odd method": () =>
      `${draws.pick(["GETT", "get", "G ET", "", "é", "\u0000", "M".repeat(9_000)])} /health HTTP/1.1\r\nHost: ${host}\r\n\r\n`,
    "odd target": () =>
      `GET ${draws.pick(["health", "", "http://", "//", "\u0001", "/a b", "*", "é"])} HTTP/1.1\r\nHost: ${host}\r\n\r\n`,
    connect: () => `CONNECT ${host} HTTP/1.1\r\nHost: ${host}\r\n\r\n`,
    "line ends first": () => `${"\r\n".repeat(500)}GET /health HTTP/1.1\r\nHost: ${host}\r\n\r\n`,
    "headers without end": () => `GET /health HTTP/1.1\r\nHost: ${host}\r\n${"a: b\r\n".repeat(1_500)}`,
    "cut in the request line": () => "POST /v1/noti",
    "cut in the headers": () => `POST /v1/notices HTTP/1.1\r\nHost: ${host}\r\nConte`,
  };
  const name = draws.pick(Object.keys(shapes));
  const made = shapes[name]?.() ?? "";
  return { name, bytes: typeof made === "string" ? Buffer.from(made, "latin1") : made };
}
