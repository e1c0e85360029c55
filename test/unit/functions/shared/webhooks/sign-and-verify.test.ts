import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { signWebhook } from "../../../../../functions/shared/webhooks/sign.ts";
import { verifyWebhook, type ReceivedWebhook } from "../../../../../functions/shared/webhooks/verify.ts";

const secretOf = (text: string) => `whsec_${Buffer.from(text).toString("base64")}`;
const current = secretOf("test-secret-current-of-this-test");
const previous = secretOf("test-secret-previous-of-this-test");
const timestamp = 1_762_156_801;
const body = '{"type":"notice.acknowledged"}';
const headers = signWebhook({ id: "answer-1", timestamp, body, secrets: [current] });
const verified = { kind: "verified", id: "answer-1", timestamp };

function verdictOn(changes: Partial<ReceivedWebhook>) {
  const received = {
    headers,
    rawBody: body,
    keys: [{ kind: "hmac", secret: current }],
    now: timestamp * 1_000,
  } as const;
  return verifyWebhook({ ...received, ...changes });
}

describe("signing", () => {
  it("puts one signature per secret, in their order", () => {
    const both = signWebhook({ id: "answer-1", timestamp, body, secrets: [current, previous] });
    const alone = signWebhook({ id: "answer-1", timestamp, body, secrets: [previous] });
    expect(both["webhook-signature"]).toBe(`${headers["webhook-signature"]} ${alone["webhook-signature"]}`);
  });

  it("refuses to let a message leave without a signature", () => {
    expect(() => signWebhook({ id: "answer-1", timestamp, body, secrets: [] })).toThrow("at least one secret");
  });

  it.each([
    ["without its prefix", current.slice(6)],
    ["too short", secretOf("only-23-bytes-in-here-!")],
    ["too long", secretOf("x".repeat(65))],
    ["not base64", "whsec_not base64 at all, not in the least"],
    ["without padding", current.replaceAll("=", "")],
  ])("refuses a secret %s, and does not repeat it", (_, secret) => {
    expect(() => signWebhook({ id: "answer-1", timestamp, body, secrets: [secret] })).toThrow(
      "A webhook secret is `whsec_` and base64 of 24 to 64 bytes.",
    );
  });
});

describe("verifying", () => {
  it("takes whatever was signed with a key it knows", () => {
    const property = fc.property(
      fc.string({ unit: "grapheme" }),
      fc.stringMatching(/^[A-Za-z0-9_,:-]{1,128}$/),
      (text, id) => {
        const signed = signWebhook({ id, timestamp, body: text, secrets: [previous, current] });
        expect(verdictOn({ headers: signed, rawBody: Buffer.from(text) })).toEqual({ kind: "verified", id, timestamp });
      },
    );
    fc.assert(property);
  });

  it("refuses a body in which any one byte is another", () => {
    const bytes = Buffer.from(body);
    fc.assert(
      fc.property(fc.nat({ max: bytes.length - 1 }), fc.integer({ min: 1, max: 255 }), (at, flip) => {
        const altered = Buffer.from(bytes);
        altered[at]! ^= flip;
        expect(verdictOn({ rawBody: altered })).toEqual({ kind: "invalid" });
      }),
    );
  });

  it("never throws, whatever the headers, the body and the keys are", () => {
    const value = fc.option(fc.oneof(fc.string(), fc.array(fc.string())), { nil: undefined });
    const property = fc.property(
      fc.record({ "webhook-id": value, "webhook-timestamp": value, "webhook-signature": value }),
      fc.uint8Array(),
      fc.string(),
      (given, rawBody, key) => {
        const keys = [
          { kind: "hmac", secret: key },
          { kind: "hmac", secret: `whsec_${key}` },
          { kind: "ed25519", publicKey: key },
          { kind: "ed25519", publicKey: `whpk_${Buffer.alloc(32).toString("base64")}` },
        ] as const;
        expect(verifyWebhook({ headers: given, rawBody, keys, now: 0 })).toEqual({ kind: "invalid" });
      },
    );
    fc.assert(property);
  });

  it("tells bodies apart that decode to the same text", () => {
    const signed = signWebhook({ id: "answer-1", timestamp, body: '"\uFFFD"', secrets: [current] });
    expect(verdictOn({ headers: signed, rawBody: Buffer.from('"\uFFFD"') }).kind).toBe("verified");
    expect(verdictOn({ headers: signed, rawBody: Buffer.from([0x22, 0xff, 0x22]) }).kind).toBe("invalid");
  });

  it("passes over a malformed key beside a good one", () => {
    const keys = [
      { kind: "hmac", secret: "whsec_" },
      { kind: "ed25519", publicKey: "whpk_AAAA" },
      { kind: "hmac", secret: current },
    ] as const;
    expect(verdictOn({ keys })).toEqual(verified);
  });

  it("refuses everything where no key is registered", () => {
    expect(verdictOn({ keys: [] })).toEqual({ kind: "invalid" });
  });

  it("reads a header that the gateway gives as a list of one", () => {
    const lists = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value]]));
    expect(verdictOn({ headers: lists })).toEqual(verified);
  });

  it.each(["webhook-id", "webhook-timestamp", "webhook-signature"] as const)(
    "refuses %s sent twice, as a list, under two spellings, or joined by a proxy",
    (name) => {
      const value = headers[name];
      expect(verdictOn({ headers: { ...headers, [name]: [value, value] } })).toEqual({ kind: "invalid" });
      expect(verdictOn({ headers: { ...headers, [name.toUpperCase()]: value } })).toEqual({ kind: "invalid" });
      expect(verdictOn({ headers: { ...headers, [name]: `${value},${value}` } })).toEqual({ kind: "invalid" });
    },
  );

  it.each([
    ["empty", ""],
    ["with a full stop, which separates the signed parts", "answer.1"],
    ["with a space", "answer 1"],
    ["of more than 128 characters", "a".repeat(129)],
  ])("refuses a webhook-id %s", (_, id) => {
    const signed = signWebhook({ id, timestamp, body, secrets: [current] });
    expect(verdictOn({ headers: signed })).toEqual({ kind: "invalid" });
  });

  it.each([
    "",
    "soon",
    "-1",
    "+1762156801",
    "01762156801",
    "1762156801.0",
    "1.762156801e9",
    " 1762156801",
    "1762156801000000",
  ])("refuses the timestamp '%s'", (text) => {
    expect(verdictOn({ headers: { ...headers, "webhook-timestamp": text } })).toEqual({ kind: "invalid" });
  });

  it("names id and timestamp of a stale message, for its signature was right", () => {
    expect(verdictOn({ now: (timestamp + 3_600) * 1_000 })).toEqual({ kind: "stale", id: "answer-1", timestamp });
  });

  it("counts in whole seconds, as the library does", () => {
    expect(verdictOn({ now: (timestamp + 300) * 1_000 + 999 })).toEqual(verified);
    expect(verdictOn({ now: (timestamp + 301) * 1_000 }).kind).toBe("stale");
  });

  it("reads no more than ten signatures", () => {
    const right = headers["webhook-signature"];
    const wrong = `v1,${Buffer.alloc(32).toString("base64")}`;
    const among = (before: number) => ({ ...headers, "webhook-signature": `${`${wrong} `.repeat(before)}${right}` });
    expect(verdictOn({ headers: among(9) })).toEqual(verified);
    expect(verdictOn({ headers: among(10) })).toEqual({ kind: "invalid" });
  });
});
