import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { calculateJwkThumbprint, type CryptoKey, exportJWK, generateKeyPair, importJWK, type JWK } from "jose";
import * as z from "zod";
import { writeAtomically } from "../data-folder/write-atomically.ts";

/** The key of the development issuer. */
export type SigningKey = {
  /** RFC 7638 thumbprint. */
  id: string;
  privateKey: CryptoKey;
  /** What verifiers are given (RFC 7517). */
  publicJwk: JWK;
};

/** A private P-256 key (RFC 7518 §6.2). */
const StoredKey = z.strictObject({
  kty: z.literal("EC"),
  crv: z.literal("P-256"),
  x: z.string(),
  y: z.string(),
  d: z.string(),
});
type StoredKey = z.infer<typeof StoredKey>;

/** The key kept in the folder, made at the first run: tokens outlive a restart. */
export async function signingKey(folder: string): Promise<SigningKey> {
  const file = join(folder, "signing-key.json");
  const { d, ...publicPart } = (await readKey(file)) ?? (await makeKey(file));
  const id = await calculateJwkThumbprint(publicPart);
  const privateKey = await importJWK({ ...publicPart, d }, "ES256");
  if (privateKey instanceof Uint8Array) throw new Error("not a private key");
  return { id, privateKey, publicJwk: { ...publicPart, kid: id, use: "sig", alg: "ES256" } };
}

async function readKey(file: string): Promise<StoredKey | undefined> {
  try {
    return StoredKey.parse(JSON.parse(await readFile(file, "utf8")));
  } catch (cause) {
    if (cause instanceof Error && "code" in cause && cause.code === "ENOENT") return undefined;
    throw cause;
  }
}

async function makeKey(file: string): Promise<StoredKey> {
  const { privateKey } = await generateKeyPair("ES256", { extractable: true });
  const key = StoredKey.parse(await exportJWK(privateKey));
  await writeAtomically(file, JSON.stringify(key));
  return key;
}
