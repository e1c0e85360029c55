import { createPrivateKey, sign } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { Webhook } from "standardwebhooks";
import { afterAll, afterEach, describe, expect, it, vi } from "vitest";
import { signWebhook } from "../../../../../functions/shared/webhooks/sign.ts";
import { verifyWebhook } from "../../../../../functions/shared/webhooks/verify.ts";
import { ed25519, page, secretsOf, vectors } from "./vectors.ts";

const forSecrets = vectors.filter((vector) => secretsOf(vector).length > 0);
const rightlySigned = vectors.filter(({ verdict, keys }) => verdict !== "invalid" && keys.length === 1);

function lowerCase(headers: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}

describe("the published vectors", () => {
  it("hold every verdict, for both kinds of key", () => {
    const kinds = vectors.map(({ verdict, keys }) => `${keys[0]!.kind} ${verdict}`);
    expect([...new Set(kinds)].sort()).toEqual([
      "ed25519 invalid",
      "ed25519 stale",
      "ed25519 verified",
      "hmac invalid",
      "hmac stale",
      "hmac verified",
    ]);
    expect(new Set(vectors.map(({ name }) => name)).size).toBe(vectors.length);
  });

  it("use secrets that say what they are", () => {
    const secrets = vectors.flatMap(secretsOf).map((secret) => Buffer.from(secret.slice(6), "base64").toString());
    expect(secrets.filter((text) => !text.startsWith("test-vector-secret-"))).toEqual([]);
  });

  it.each(vectors)("get their verdict from us: $name", ({ keys, headers, body, now, verdict }) => {
    expect(verifyWebhook({ headers, rawBody: body, keys, now: now * 1_000 }).kind).toBe(verdict);
  });

  it.each(rightlySigned.filter(({ keys }) => keys[0]!.kind === "hmac"))(
    "hold the very v1 signature we make: $name",
    (vector) => {
      const headers = lowerCase(vector.headers);
      const made = signWebhook({
        id: headers["webhook-id"]!,
        timestamp: Number(headers["webhook-timestamp"]),
        body: vector.body.toString(),
        secrets: secretsOf(vector),
      });
      expect(headers["webhook-signature"]!.split(" ")).toContain(made["webhook-signature"]);
    },
  );

  it.each(rightlySigned.filter(({ keys }) => keys[0]!.kind === "ed25519"))(
    "hold the very v1a signature that the published key makes: $name",
    ({ headers, body }) => {
      const { "webhook-id": id, "webhook-timestamp": timestamp, "webhook-signature": signatures } = headers;
      // RFC 8410 §7: a PKCS#8 envelope around the 32 bytes of the seed.
      const envelope = Buffer.from("302e020100300506032b657004220420", "hex");
      const key = Buffer.concat([envelope, Buffer.from(ed25519.seedBase64, "base64")]);
      const privateKey = createPrivateKey({ key, format: "der", type: "pkcs8" });
      const made = sign(null, Buffer.concat([Buffer.from(`${id!}.${timestamp!}.`), body]), privateKey);
      expect(signatures!.split(" ")).toContain(`v1a,${made.toString("base64")}`);
    },
  );
});

describe("the standardwebhooks library", () => {
  afterEach(() => {
    vi.useRealTimers();
  });

  it.each(forSecrets)("gives the same verdict: $name", (vector) => {
    vi.useFakeTimers({ toFake: ["Date"] });
    vi.setSystemTime(vector.now * 1_000);
    const outcomes = secretsOf(vector).map((secret) => {
      try {
        new Webhook(secret).verify(vector.body, vector.headers, { jsonParse: false });
        return "verified";
      } catch (error) {
        return String(error);
      }
    });
    switch (vector.verdict) {
      case "verified":
        expect(outcomes).toContain("verified");
        break;
      case "stale":
        expect(outcomes.join()).toMatch(/timestamp too (old|new)/);
        break;
      case "invalid":
        expect(outcomes).not.toContain("verified");
    }
  });
});

describe("the Node.js example of the page", () => {
  const folder = mkdtempSync(join(tmpdir(), "sommation-webhook-page-"));
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  type Example = {
    verify: (headers: Record<string, string>, rawBody: Buffer, secrets: string[], now: number) => boolean;
    sign: (id: string, body: string, secret: string, now: number) => Record<string, string>;
  };

  async function example(): Promise<Example> {
    const file = join(folder, "example.mjs");
    writeFileSync(file, /```js\n(.*?)```/s.exec(page)![1]!);
    return (await import(/* @vite-ignore */ pathToFileURL(file).href)) as Example;
  }

  it.each(forSecrets)("accepts what is verified and nothing else: $name", async (vector) => {
    const { verify } = await example();
    const accepted = verify(lowerCase(vector.headers), vector.body, secretsOf(vector), vector.now);
    expect(accepted).toBe(vector.verdict === "verified");
  });

  it("signs what we verify", async () => {
    const { sign } = await example();
    const secret = secretsOf(forSecrets[0]!)[0]!;
    const headers = sign("answer-1", '{"note":"déjà retiré"}', secret, 1_762_156_801);
    const received = { headers, rawBody: '{"note":"déjà retiré"}', now: 1_762_156_801_000 };
    expect(verifyWebhook({ ...received, keys: [{ kind: "hmac", secret }] })).toEqual({
      kind: "verified",
      id: "answer-1",
      timestamp: 1_762_156_801,
    });
  });
});
