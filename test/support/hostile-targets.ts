import type { Draws } from "./hostile-draws.ts";

const b64 = (text: string) => Buffer.from(text).toString("base64url");

/** A path written in a way nobody would. Always text that an HTTP parser takes. */
export function hostileTarget(draws: Draws, path: string): string {
  return draws.pick([
    `http://evil.example${path}`,
    `https://user@evil.example:1${path}`,
    `${path}/`,
    `/${path}`,
    `/.${path}`,
    `/v1/../v1${path}`,
    `/%2e%2e${path}`,
    `/${path.slice(1).replaceAll("/", "%2f")}`,
    `${path}%00`,
    `${path}%c0%af`,
    `${path}%ff`,
    `${path}%`,
    `${path}%zz`,
    `${path};a=b`,
    `${path}#x`,
    `${path}/${"a/".repeat(2_000)}`,
    `${path}${"x".repeat(9_000)}`,
    path.toUpperCase(),
    path.replace(/[^/]+$/, "__proto__"),
    path.replace(/[^/]+$/, "constructor"),
    path.replace(/[^/]+$/, "%F0%9F%92%A5"),
    path.replace(/[^/]+$/, "..%5c..%5c"),
    path.replace(/[^/]+$/, "*"),
    path.replace(/[^/]+$/, "%0d%0aset-cookie:a=b"),
  ]);
}

/** A query nobody would send. */
export function hostileQuery(draws: Draws): string {
  return draws.pick([
    "limit=25",
    "limit=0&limit=100",
    "limit=1e9",
    "limit=-1",
    "limit=NaN",
    "limit=0x10",
    "limit=%20",
    "limit[]=1",
    "__proto__=1",
    "__proto__[x]=1&constructor=2&prototype=3",
    "toString=1&hasOwnProperty=1",
    "=",
    "&&&",
    "%",
    "a=%ff",
    "a=%00",
    `a=${"x".repeat(8_000)}`,
    "a&".repeat(3_000),
    "state=closed&platform=shein&limit=100",
    "state=open&state=closed",
    "platform=%00",
    "reference=%00",
    `reference=${"r".repeat(100)}`,
    "reference=%F0%9F%92%A5",
    "reference=",
    "dryRun=true",
    "dryRun=TRUE",
    "dryRun=true&dryRun=false",
    `cursor=${cursor(draws)}`,
    `cursor=${cursor(draws)}`,
    `cursor=${cursor(draws)}&limit=2`,
  ]);
}

/** Cursors that no page ever gave. */
function cursor(draws: Draws): string {
  return draws.pick([
    "",
    "x",
    "%00",
    b64("null"),
    b64("[]"),
    b64("{}"),
    b64('{"pk":1}'),
    b64('{"pk":"DIRECTORY","sk":"#REVISION"}'),
    b64('{"pk":"","sk":""}'),
    b64('{"__proto__":"x","pk":"a","sk":"b"}'),
    b64('{"pk":"CASE#x","sk":"CASE","due":"DUE#1","wakeAt":"2026"}'),
    b64('{"pk":"CASE#x","sk":"CASE","ofAuthority":"dgccrf","open":"9999"}'),
    b64(`{"pk":"${"x".repeat(990)}","sk":"${"y".repeat(400)}"}`),
    b64('{"pk":"\\ud800","sk":"\\u0000"}'),
    b64('{"a":"1","b":"2","c":"3","d":"4","e":"5","f":"6"}'),
    b64("[".repeat(1_000)),
    "x".repeat(2_001),
  ]);
}
