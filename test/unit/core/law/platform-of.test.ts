import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonicalUrl, platformOf, trackingParameters, trackingPrefixes } from "../../../../core/law/platform-of.ts";
import { startingDirectory } from "../../../../core/law/directory/starting-directory.ts";

describe("the platform of a URL", () => {
  it.each([
    ["https://shein.com/a", "shein"],
    ["https://fr.shein.com/a", "shein"],
    ["https://FR.SHEIN.COM/a", "shein"],
    ["https://fr.shein.com./a", "shein"],
    ["https://fr.shein.com:8443/a", "shein"],
    ["http://www.temu.com/fr/x", "temu"],
    ["https://www.amazon.de/dp/B0", "amazon"],
    ["https://user@fr.shein.com/a", "shein"],
    ["https://fr.ＳＨＥＩＮ.com/a", "shein"],
  ])("%s is %s's", (url, id) => {
    expect(platformOf(url, startingDirectory)?.id).toBe(id);
  });

  it.each([
    "https://evilshein.com/a",
    "https://shein.com.evil.example/a",
    "https://shein.com@evil.example/a",
    "https://evil.example/shein.com",
    "https://evil.example/?u=https://shein.com",
    "https://evil.example#@shein.com",
    "https://shеin.com/a",
    "https://xn--shin-43d.com/a",
    "https://shein.com%2eevil.example/",
    "https://shein.co/a",
    "https://com/a",
    "https://amazon.co.uk/dp/B0",
    "ftp://shein.com/a",
    "javascript:alert(1)//shein.com",
    "shein.com",
    "",
    "https://",
  ])("%s is nobody's", (url) => {
    expect(platformOf(url, startingDirectory)).toBeUndefined();
  });

  it("is found below each registered domain and never beside it", () => {
    const domains = startingDirectory.platforms.flatMap((platform) =>
      platform.domains.map((domain) => [platform.id, domain] as const),
    );
    const label = fc.stringMatching(/^[a-z][a-z0-9]{0,9}$/);
    fc.assert(
      fc.property(fc.constantFrom(...domains), label, ([id, domain], name) => {
        expect(platformOf(`https://${name}.${domain}/`, startingDirectory)?.id).toBe(id);
        expect(platformOf(`https://${name}${domain}/`, startingDirectory)).toBeUndefined();
        expect(platformOf(`https://${domain}.${name}.example/`, startingDirectory)).toBeUndefined();
      }),
    );
  });
});

describe("the canonical form", () => {
  it.each([
    ["https://FR.Shein.com/P-1.html?utm_source=x&utm_medium=y", "https://fr.shein.com/P-1.html"],
    ["https://fr.shein.com/p?goods_id=7&utm_source=x&color=a%20b", "https://fr.shein.com/p?goods_id=7&color=a%20b"],
    ["https://fr.shein.com/p?b=2&a=1", "https://fr.shein.com/p?b=2&a=1"],
    ["https://fr.shein.com/p?GCLID=1#reviews", "https://fr.shein.com/p"],
    ["https://fr.shein.com./p", "https://fr.shein.com/p"],
    ["http://fr.shein.com:80/p", "https://fr.shein.com/p"],
    ["https://fr.shein.com:8443/p", "https://fr.shein.com:8443/p"],
    ["https://user:pw@fr.shein.com/p", "https://fr.shein.com/p"],
    ["https://fr.shein.com", "https://fr.shein.com/"],
  ])("of %s is %s", (url, canonical) => {
    expect(canonicalUrl(url)).toBe(canonical);
  });

  it("is none for what is no http(s) URL", () => {
    expect(canonicalUrl("mailto:x@shein.com")).toBeUndefined();
    expect(canonicalUrl("fr.shein.com/p")).toBeUndefined();
  });

  it("is its own canonical form, and blind to tracking parameters", () => {
    const tracked = fc.constantFrom(...trackingParameters, ...trackingPrefixes.map((prefix) => `${prefix}campaign`));
    fc.assert(
      fc.property(fc.webUrl({ withQueryParameters: true, withFragments: true }), tracked, (url, name) => {
        const canonical = canonicalUrl(url)!;
        expect(canonicalUrl(canonical)).toBe(canonical);
        const bare = url.split("#", 1)[0]!;
        expect(canonicalUrl(`${bare}${bare.includes("?") ? "&" : "?"}${name}=1`)).toBe(canonical);
      }),
    );
  });
});
