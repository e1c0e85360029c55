import { describe, expect, it } from "vitest";
import { authorityIn, platformIn } from "../../../../../core/law/directory/directory.ts";
import { resolveRecipient, type RecipientRole } from "../../../../../core/law/directory/recipients.ts";
import { startingDirectory } from "../../../../../core/law/directory/starting-directory.ts";
import { presets } from "../../../../../core/law/legal-bases.ts";

const { recipients, platforms, authorities } = startingDirectory;
const parties = {
  authority: authorityIn(startingDirectory, "dgccrf")!,
  platform: platformIn(startingDirectory, "shein")!,
  recipients,
};

describe("the recipient of a step", () => {
  it.each([
    ["authority", { kind: "authority", id: "dgccrf" }],
    ["sanctioning_authority", { kind: "authority", id: "dgccrf" }],
    ["platform_second_contact", { kind: "platform", contact: "second_contact" }],
    ["platform_legal_representative", { kind: "platform", contact: "legal_representative" }],
    ["own_coordinator", { kind: "authority", id: "arcom" }],
    ["public_prosecutor", { kind: "authority", id: "parquet-paris" }],
    ["court", { kind: "person", role: "court", name: "Tribunal judiciaire de Paris" }],
    [
      "coordinator_of_establishment",
      { kind: "person", role: "coordinator_of_establishment", name: "Coimisiún na Meán; marketplaces: CCPC" },
    ],
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

  it("is nobody where the establishment is unknown, or the platform has named no such contact", () => {
    const wish = platformIn(startingDirectory, "wish")!;
    expect(resolveRecipient("coordinator_of_establishment", { ...parties, platform: wish })).toEqual({ kind: "none" });
    const { pointOfContact } = wish.contacts;
    const terse = { ...wish, contacts: { pointOfContact } };
    expect(resolveRecipient("platform_second_contact", { ...parties, platform: terse })).toEqual({ kind: "none" });
  });

  it("is the one of the authority's State, else the one for all States, else nobody", () => {
    const dutch = { ...parties.authority, state: "NL" as const };
    const everywhere = { role: "court" as const, holder: { kind: "person" as const, name: "Any court" } };
    const of = (state: "FR" | "NL", known: typeof recipients) =>
      resolveRecipient("court", { ...parties, authority: { ...dutch, state }, recipients: known });
    expect(of("FR", [everywhere, ...recipients])).toMatchObject({ name: "Tribunal judiciaire de Paris" });
    expect(of("NL", [...recipients, everywhere])).toMatchObject({ name: "Any court" });
    expect(of("NL", recipients)).toEqual({ kind: "none" });
  });

  it("is always somebody the directory knows, for every step of every basis", () => {
    const roles = new Set<RecipientRole>(presets.usable.flatMap(({ ladder }) => ladder.map(({ to }) => to)));
    for (const role of roles) {
      for (const platform of platforms) {
        const authority = authorityIn(startingDirectory, "ofac")!;
        const recipient = resolveRecipient(role, { ...parties, authority, platform });
        if (recipient.kind === "authority") expect(authorities.map(({ id }) => id)).toContain(recipient.id);
      }
    }
    expect(roles.size).toBeGreaterThan(8);
  });
});
