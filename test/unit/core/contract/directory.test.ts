import { describe, expect, it } from "vitest";
import { Domain, PublicKey, type Platform } from "../../../../core/contract/directory.ts";
import { AuthorityChange, ClientId, NewPlatform, PlatformChange } from "../../../../core/contract/directory-api.ts";
import { startingDirectory } from "../../../../core/law/directory/starting-directory.ts";

const [shein] = startingDirectory.platforms as [Platform];

function pointers(input: unknown): string[] {
  const { error } = NewPlatform.safeParse(input);
  return (error?.issues ?? []).map(({ path }) => `/${path.join("/")}`);
}

describe("a registered domain", () => {
  it.each(["shein.com", "market.example", "a-b.c-d.example", "xn--bcher-kva.example", "market.co.uk", "1234.example"])(
    "may be %s",
    (domain) => {
      expect(Domain.safeParse(domain).success).toBe(true);
    },
  );

  it.each([
    "com",
    "co.uk",
    "com.fr",
    "gouv.fr",
    "Shein.com",
    "shein.com.",
    ".shein.com",
    "shein..com",
    "-shein.com",
    "shein-.com",
    "sh ein.com",
    "bücher.example",
    "https://shein.com",
    "shein.com/fr",
    "shein.com:443",
    "user@shein.com",
    "192.0.2.1",
    "localhost",
    "*.shein.com",
    `${"a".repeat(64)}.example`,
    `${"a.".repeat(124)}example`,
    "",
  ])("is not %j", (domain) => {
    expect(Domain.safeParse(domain).success).toBe(false);
  });
});

describe("a platform to be registered", () => {
  it("is one with the facts of any other, with or without an endpoint and a public key", () => {
    const publicKey = `whpk_${Buffer.alloc(32, 3).toString("base64")}`;
    expect(pointers(shein)).toEqual([]);
    expect(pointers({ ...shein, endpoint: { url: "https://hooks.shein.example/in" }, publicKey })).toEqual([]);
  });

  it.each([
    [{ id: "Shein" }, "/id"],
    [{ id: "a#b" }, "/id"],
    [{ name: " " }, "/name"],
    [{ domains: [] }, "/domains"],
    [{ domains: ["shein.com", "https://x"] }, "/domains/1"],
    [{ establishment: "US" }, "/establishment"],
    [{ languages: ["english"] }, "/languages/0"],
    [{ languages: [] }, "/languages"],
    [{ contacts: {} }, "/contacts/pointOfContact"],
    [{ contacts: { pointOfContact: "nobody" } }, "/contacts/pointOfContact"],
    [{ endpoint: { url: "somewhere" } }, "/endpoint/url"],
    [{ publicKey: "whsec_AAAA" }, "/publicKey"],
    [{ unheardOf: true }, "/"],
  ])("is refused with %j, and told where", (change, pointer) => {
    expect(pointers({ ...shein, ...change })).toEqual([pointer]);
  });
});

describe("a change", () => {
  it("names any of the facts but the id, and takes an endpoint or a key away with null", () => {
    expect(PlatformChange.safeParse({}).success).toBe(true);
    expect(PlatformChange.safeParse({ establishment: null, endpoint: null, publicKey: null }).success).toBe(true);
    expect(PlatformChange.safeParse({ id: "other" }).success).toBe(false);
    expect(PlatformChange.safeParse({ name: null }).success).toBe(false);
    expect(AuthorityChange.safeParse({ kinds: ["coordinator"], endpoint: null }).success).toBe(true);
    expect(AuthorityChange.safeParse({ kinds: ["emperor"] }).success).toBe(false);
  });
});

describe("a public key", () => {
  it("is 32 bytes, no more and no less", () => {
    const ofBytes = (length: number) => `whpk_${Buffer.alloc(length, 9).toString("base64")}`;
    expect([31, 32, 33].map((length) => PublicKey.safeParse(ofBytes(length)).success)).toEqual([false, true, false]);
  });
});

describe("a client", () => {
  it("is named as issuers name theirs, and never so that it could be taken for something else in a path", () => {
    const names = ["6ls0c2v1bq5h0a", "auth0|client", "https://client.example/", "a/b", "", "a b", "x".repeat(129)];
    expect(names.filter((name) => ClientId.safeParse(name).success)).toEqual(["6ls0c2v1bq5h0a", "auth0|client"]);
  });
});
