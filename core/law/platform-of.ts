import type { Platform } from "../contract/directory.ts";
import { isBelow, type Directory } from "./directory/directory.ts";

/** Parameters that say how a reader came to a page, never which page it is. Published in docs; locators are kept. */
export const trackingParameters: readonly string[] = [
  "_ga",
  "_gl",
  "dclid",
  "epik",
  "fbclid",
  "gad_source",
  "gbraid",
  "gclid",
  "gclsrc",
  "igshid",
  "li_fat_id",
  "mc_cid",
  "mc_eid",
  "msclkid",
  "srsltid",
  "ttclid",
  "twclid",
  "wbraid",
  "yclid",
];

/** Every parameter that begins so is a tracking parameter too. */
export const trackingPrefixes: readonly string[] = ["utm_"];

/**
 * The platform that `url` belongs to: its host is a registered domain or lies below one. Compared label by label after
 * the URL standard's own reading of the host (case, IDN, user information, port), so neither `evilshein.com` nor
 * `shein.com.evil.example` nor `https://shein.com@evil.example/` is Shein.
 */
export function platformOf(url: string, { platforms }: Pick<Directory, "platforms">): Platform | undefined {
  const parsed = readUrl(url);
  if (parsed === undefined) return undefined;
  const host = hostOf(parsed);
  return platforms.find(({ domains }) => domains.some((domain) => isBelow(host, domain)));
}

/**
 * The form of `url` to look things up by: https, host in lower case without trailing dot, tracking parameters and
 * fragment dropped, everything else as it was, in its order. Undefined where it is no http(s) URL. It is never served.
 */
export function canonicalUrl(url: string): string | undefined {
  const parsed = readUrl(url);
  if (parsed === undefined) return undefined;
  const port = parsed.port === "" ? "" : `:${parsed.port}`;
  return `https://${hostOf(parsed)}${port}${parsed.pathname}${withoutTracking(parsed.search)}`;
}

function readUrl(url: string): URL | undefined {
  const parsed = URL.parse(url);
  return parsed?.protocol === "https:" || parsed?.protocol === "http:" ? parsed : undefined;
}

function hostOf(url: URL): string {
  return url.hostname.replace(/\.$/, "");
}

/** Left as written but for the dropped parts: reading and writing a query again would change its escapes. */
function withoutTracking(search: string): string {
  const kept = search
    .slice(1)
    .split("&")
    .filter((part) => part !== "" && !isTracking(part.split("=", 1)[0] ?? ""));
  return kept.length === 0 ? "" : `?${kept.join("&")}`;
}

function isTracking(name: string): boolean {
  const plain = name.toLowerCase();
  return trackingParameters.includes(plain) || trackingPrefixes.some((prefix) => plain.startsWith(prefix));
}
