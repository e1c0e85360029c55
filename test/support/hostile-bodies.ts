import { randomUUID } from "node:crypto";
import type { RouteName } from "../../core/contract/route-heads.ts";
import { newPlatform } from "./e2e-directory.ts";
import { canary, hostileText, mutated, nested, written, type Wild } from "./hostile-json.ts";
import type { Draws } from "./hostile-draws.ts";
import { targetAuthority, type HostileClient, type HostileWorld, type Target } from "./hostile-world.ts";

const person = { by: { id: "officer-7", name: "Test Officer" }, reason: `A reason. ${canary}` };

/** Parties that hostile administrators register and change: a few, so that the directory stays small. */
export const hostileParties = ["hostile-1", "hostile-2", "hostile-3", "hostile-4"] as const;

/** A body that its route would take, and who may send it. */
export function lawfulBody(
  draws: Draws,
  route: RouteName,
  world: HostileWorld,
  target: Target,
): { as: HostileClient; body: Wild } | undefined {
  const id = draws.pick(hostileParties);
  switch (route) {
    case "submitNotice": {
      const { as, notice } = draws.pick(world.notices);
      return { as, body: notice as Wild };
    }
    case "submitBatch": {
      const { as, notice } = draws.pick(world.notices);
      return { as, body: { notices: [notice as Wild] } };
    }
    case "receiveAnswer":
      return { as: "platform-shein", body: lawfulAnswer(draws, target) };
    case "withdrawCase":
    case "closeCase":
    case "resumeDelivery":
      return { as: targetAuthority, body: person };
    case "decideStep":
      return { as: targetAuthority, body: { ...person, decision: draws.pick(["sign", "drop"]) } };
    case "registerPlatform":
      return { as: "administrator", body: { id, ...platformFacts(id) } };
    case "changePlatform":
      return { as: "administrator", body: platformFacts(id) };
    case "registerAuthority":
      return { as: "administrator", body: { id, ...authorityFacts() } };
    case "changeAuthority":
      return { as: "administrator", body: authorityFacts() };
    case "setRecipient":
      return { as: "administrator", body: { state: "NL", holder: { kind: "person", name: "A Clerk" } } };
    case "setClient":
      return { as: "administrator", body: { speaksFor: { kind: "platform", id: "shein" } } };
    default:
      return undefined;
  }
}

/** One of a platform's answers, as it should be. */
function lawfulAnswer(draws: Draws, { caseId, digest, itemIds }: Target): Wild {
  const named = { caseId, version: 1, digest };
  const note = `A note. ${canary}`;
  switch (draws.pick(["acknowledged", "action_taken", "refused", "contested", "clarification_requested", "restored"])) {
    case "acknowledged":
      return { type: "notice.acknowledged", timestamp: "2026-01-01T00:00:00Z", data: { ...named, reference: "T-1" } };
    case "action_taken":
      return {
        type: "notice.action_taken",
        data: {
          ...named,
          items: itemIds.map((itemId) => ({ itemId, outcome: "removed", territory: ["FR", "EEA"], note })),
        },
      };
    case "refused":
      return { type: "notice.refused", data: { ...named, reason: "not_illegal", items: [...itemIds], note } };
    case "contested":
      return { type: "notice.contested", data: { ...named, reason: "other", note } };
    case "restored":
      return { type: "notice.restored", data: named };
    default:
      return { type: "notice.clarification_requested", data: { ...named, reason: "authenticity", note } };
  }
}

/** The bytes of a hostile body, made from one that would be taken. */
export function hostileBody(draws: Draws, lawful: Wild): Buffer {
  const whole = written(lawful);
  switch (
    draws.weighted({ mutated: 50, lawful: 6, text: 10, bytes: 10, deep: 8, wide: 4, empty: 3, limit: 4, large: 0.15 })
  ) {
    case "mutated": {
      let document = lawful;
      for (let times = 1 + draws.int(3); times > 0; times -= 1) document = mutated(draws, document);
      return Buffer.from(written(document));
    }
    case "lawful":
      return Buffer.from(whole);
    case "text":
      return Buffer.from(hostileText(draws));
    case "bytes":
      return damaged(draws, Buffer.from(whole));
    case "deep":
      return Buffer.from(nested(draws, draws.pick([33, 1_000, 10_000])));
    case "wide":
      return Buffer.from(`{${Array.from({ length: 5_000 }, (_, number) => `"f${number}":${number}`).join(",")}}`);
    case "empty":
      return Buffer.from(draws.pick(["", " ", "\n".repeat(1_000), " ".repeat(60_000)]));
    case "limit":
      return Buffer.from(whole.padEnd(draws.pick([65_535, 65_536, 65_537, 200_000]), " "));
    case "large":
      return Buffer.alloc(
        draws.pick([10_000_000, 10_485_760, 10_485_761, 10_600_000]),
        draws.pick(['"', "[", " ", "é"]),
      );
  }
}

function damaged(draws: Draws, bytes: Buffer): Buffer {
  const at = draws.int(bytes.length);
  switch (draws.pick(["flip", "cut", "bom", "utf16", "overlong", "surrogate", "nul", "twice"])) {
    case "flip": {
      const flipped = Buffer.from(bytes);
      flipped[at] = draws.int(256);
      return flipped;
    }
    case "cut":
      return bytes.subarray(0, at);
    case "bom":
      return Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), bytes]);
    case "utf16":
      return Buffer.from(`\ufeff${bytes.toString()}`, "utf16le");
    case "overlong":
      return Buffer.concat([bytes.subarray(0, at), Buffer.from([0xc0, 0xaf, 0xe0, 0x80]), bytes.subarray(at)]);
    case "surrogate":
      return Buffer.concat([bytes.subarray(0, at), Buffer.from([0xed, 0xa0, 0x80]), bytes.subarray(at)]);
    case "nul":
      return Buffer.concat([bytes.subarray(0, at), Buffer.from([0]), bytes.subarray(at)]);
    default:
      return Buffer.concat([bytes, bytes]);
  }
}

/** A body of a form, for the token endpoint. */
export function hostileForm(draws: Draws): string {
  return draws.pick([
    "grant_type=client_credentials",
    "grant_type=client_credentials&grant_type=x",
    "grant_type=password&username=a&password=b",
    "grant_type=client_credentials&scope=sommation/administrator",
    "grant_type=client_credentials&client_id=administrator&client_secret=wrong",
    "__proto__=1&constructor=2&grant_type=client_credentials",
    "%",
    "&".repeat(10_000),
    `grant_type=${"x".repeat(100_000)}`,
    `client_id=${randomUUID()}`,
  ]);
}

function platformFacts(id: string) {
  const { id: _id, ...facts } = newPlatform();
  return {
    ...facts,
    name: "Hostile Market",
    domains: [`${id}.example`],
    contacts: { pointOfContact: `authorities@${id}.example` },
  };
}

function authorityFacts() {
  return {
    name: { fr: "Autorité d'essai", en: "Trial authority" },
    state: "FR",
    kinds: ["administrative"],
    instruments: ["order", "report"],
  };
}
