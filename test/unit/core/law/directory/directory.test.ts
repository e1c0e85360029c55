import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Authority, DirectoryRecipient, Platform } from "../../../../../core/contract/directory.ts";
import { authorityIn, platformIn, stateOf, takenDomains } from "../../../../../core/law/directory/directory.ts";
import { startingDirectory } from "../../../../../core/law/directory/starting-directory.ts";

const { platforms, authorities, recipients } = startingDirectory;
const shein = platformIn(startingDirectory, "shein")!;

describe("the starting directory", () => {
  it("is one that the API would take", () => {
    for (const platform of platforms) expect(Platform.parse(platform)).toEqual(platform);
    for (const authority of authorities) expect(Authority.parse(authority)).toEqual(authority);
    for (const recipient of recipients) expect(DirectoryRecipient.parse(recipient)).toEqual(recipient);
    for (const platform of platforms) expect(takenDomains(startingDirectory, platform)).toEqual([]);
  });

  it("names everyone once", () => {
    const ids = [...authorities, ...platforms].map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    const roles = recipients.map(({ role, state }) => `${role} ${state ?? "*"}`);
    expect(new Set(roles).size).toBe(roles.length);
  });

  it("writes to fictional mailboxes only", () => {
    for (const { contacts } of platforms) {
      expect(Object.values(contacts)).toHaveLength(4);
      for (const address of Object.values(contacts)) expect(address).toMatch(/\.example$/);
    }
  });
});

describe("a platform's working days", () => {
  it("are those of its establishment; where that is unknown, as an assumption, the authority's", () => {
    const dgccrf = authorityIn(startingDirectory, "dgccrf")!;
    expect(stateOf(platformIn(startingDirectory, "wish")!, dgccrf)).toEqual({ state: "FR", assumed: true });
    expect(stateOf(shein, dgccrf)).toEqual({ state: "IE", assumed: false });
  });
});

describe("a domain", () => {
  const taken = (...domains: string[]) => takenDomains(startingDirectory, { ...shein, id: "other", domains });

  it("is taken when another platform has it, or one above or below it", () => {
    expect(taken("shein.com")).toEqual([0]);
    expect(taken("new.example", "fr.temu.com", "amazon.fr")).toEqual([1, 2]);
    expect(
      takenDomains(
        { platforms: [{ ...shein, domains: ["shop.market.example"] }] },
        { ...shein, id: "other", domains: ["market.example"] },
      ),
    ).toEqual([0]);
  });

  it("is free beside another's, and a platform's own never stands in its way", () => {
    expect(taken("evilshein.com", "shein.com.example", "shein.co")).toEqual([]);
    expect(takenDomains(startingDirectory, { ...shein, domains: ["shein.com", "fr.shein.com"] })).toEqual([]);
  });

  it("is taken one way as the other", () => {
    const name = fc
      .array(fc.constantFrom("a", "b", "c"), { minLength: 1, maxLength: 3 })
      .map((labels) => [...labels, "example"].join("."));
    const platformWith = (id: string, domain: string) => ({ ...shein, id, domains: [domain] });
    fc.assert(
      fc.property(name, name, (one, other) => {
        const there = takenDomains({ platforms: [platformWith("one", one)] }, platformWith("other", other));
        expect(takenDomains({ platforms: [platformWith("other", other)] }, platformWith("one", one))).toEqual(there);
      }),
    );
  });
});
