import { readFileSync } from "node:fs";
import * as z from "zod";

const Key = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("hmac"), secret: z.string() }),
  z.strictObject({ kind: z.literal("ed25519"), publicKey: z.string() }),
]);

const fields = {
  name: z.string(),
  keys: z.array(Key).min(1),
  headers: z.record(z.string(), z.string()),
  now: z.int(),
  verdict: z.enum(["verified", "stale", "invalid"]),
};

const Vector = z
  .union([z.strictObject({ ...fields, rawBody: z.string() }), z.strictObject({ ...fields, rawBodyBase64: z.base64() })])
  .transform((vector) => {
    const { name, keys, headers, now, verdict } = vector;
    const body = "rawBody" in vector ? Buffer.from(vector.rawBody) : Buffer.from(vector.rawBodyBase64, "base64");
    return { name, keys, headers, now, verdict, body };
  });

const folder = new URL("../../../../../docs/webhooks/", import.meta.url);

/** The published page on webhooks. */
export const page = readFileSync(new URL("README.md", folder), "utf8");

const file = z
  .strictObject({
    about: z.string(),
    ed25519: z.strictObject({ seedBase64: z.base64(), publicKey: z.string() }),
    vectors: z.array(Vector),
  })
  .parse(JSON.parse(readFileSync(new URL("vectors.json", folder), "utf8")));

/** The published test vectors; `body` holds the bytes. */
export const vectors = file.vectors;

/** The published key pair of the `v1a` vectors. */
export const ed25519 = file.ed25519;

/** The shared secrets the receiver of a vector accepts. */
export function secretsOf(vector: z.output<typeof Vector>): string[] {
  return vector.keys.flatMap((key) => (key.kind === "hmac" ? [key.secret] : []));
}
