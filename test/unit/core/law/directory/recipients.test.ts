import { describe, expect, it } from "vitest";
import { authorities, findAuthority } from "../../../../../core/law/directory/authorities.ts";
import { findPlatform, platforms, stateOf } from "../../../../../core/law/directory/platforms.ts";
import { resolveRecipient, type RecipientRole } from "../../../../../core/law/directory/recipients.ts";
import { legalBases } from "../../../../../core/law/legal-bases.ts";

const parties = { authority: "dgccrf", platform: "shein" };

describe("the recipient of a step", () => {
  it.each([
    ["authority", { kind: "authority", id: "dgccrf" }],
    ["sanctioning_authority", { kind: "authority", id: "dgccrf" }],
    ["platform_second_contact", { kind: "platform", contact: "second_contact" }],
    ["platform_legal_representative", { kind: "platform", contact: "legal_representative" }],
    ["own_coordinator", { kind: "authority", id: "arcom" }],
    ["public_prosecutor", { kind: "authority", id: "parquet-paris" }],
    ["court", { kind: "person", name: "Tribunal judiciaire de Paris" }],
    ["coordinator_of_establishment", { kind: "person", name: "Coimisiún na Meán; marketplaces: CCPC" }],
    ["internet_access_providers", { kind: "none" }],
    ["search_engines", { kind: "none" }],
    ["european_commission", { kind: "none" }],
  ] as const)("%s resolves", (role, recipient) => {
    expect(resolveRecipient(role, parties)).toEqual(recipient);
  });

  it("is a mailbox of Arcom's for its qualified person", () => {
    expect(resolveRecipient("arcom_qualified_person", parties)).toMatchObject({
      kind: "person",
      email: "pq@arcom.example",
    });
  });

  it("is nobody where the establishment is unknown, or the platform is", () => {
    expect(resolveRecipient("coordinator_of_establishment", { ...parties, platform: "wish" })).toEqual({
      kind: "none",
    });
    expect(resolveRecipient("platform_second_contact", { ...parties, platform: "nobody" })).toEqual({ kind: "none" });
    expect(resolveRecipient("own_coordinator", { ...parties, authority: "nobody" })).toEqual({ kind: "none" });
  });

  it("is always somebody the directory knows, for every step of every basis", () => {
    const roles = new Set<RecipientRole>(legalBases.flatMap(({ ladder }) => ladder.map(({ to }) => to)));
    for (const role of roles) {
      for (const platform of platforms) {
        const recipient = resolveRecipient(role, { authority: "ofac", platform: platform.id });
        if (recipient.kind === "authority") expect(findAuthority(recipient.id)).toBeDefined();
      }
    }
    expect(roles.size).toBeGreaterThan(8);
  });
});

describe("the directory", () => {
  it("names everyone once", () => {
    const ids = [...authorities.map(({ id }) => id), ...platforms.map(({ id }) => id)];
    expect(new Set(ids).size).toBe(ids.length);
  });

  it("writes to fictional mailboxes only", () => {
    for (const { contacts } of platforms) {
      expect(Object.values(contacts)).toHaveLength(4);
      for (const address of Object.values(contacts)) expect(address).toMatch(/\.example$/);
    }
  });

  it("takes the authority's State, as an assumption, where the establishment is unknown", () => {
    const dgccrf = findAuthority("dgccrf")!;
    expect(stateOf(findPlatform("wish")!, dgccrf)).toEqual({ state: "FR", assumed: true });
    expect(stateOf(findPlatform("shein")!, dgccrf)).toEqual({ state: "IE", assumed: false });
  });
});
