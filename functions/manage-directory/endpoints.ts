import { randomBytes } from "node:crypto";
import type { PlatformEntry } from "../shared/dynamo/directory-item.ts";
import type { Problematic } from "../shared/http/outcome.ts";
import { checkDestination } from "../shared/webhooks/address-guard.ts";
import { fault, type ManageServices } from "./manage-services.ts";

/** Bytes of a webhook secret; 24 to 64 are allowed (Standard Webhooks, "Signature scheme"). */
const secretLength = 32;

/** A secret that was just made, and how to refer to it. */
export type MadeSecret = { reference: string; secret: string };

/**
 * Makes a webhook secret for one direction and keeps it. Should the entry then not be written, it is one that nobody
 * refers to.
 */
export async function makeSecret(
  { keepSecret }: Pick<ManageServices, "keepSecret">,
  direction: "from-us" | "to-us",
  party: string,
): Promise<MadeSecret> {
  const secret = `whsec_${randomBytes(secretLength).toString("base64")}`;
  // A name of its own each time: one that was deleted stays taken for weeks (AWS: DeleteSecret, recovery window).
  const name = `${party}-${direction}-${randomBytes(6).toString("hex")}`;
  return { reference: await keepSecret(name, secret), secret };
}

/** Makes something at most once, however often it is asked for: a decision may be taken again. */
export function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return async () => (made ??= make());
}

/** What is wrong with the address of an endpoint, as far as it can be told without calling it. */
export async function endpointFault(
  { allowLoopbackHttp }: Pick<ManageServices, "allowLoopbackHttp">,
  endpoint: { url: string } | null | undefined,
): Promise<Problematic | undefined> {
  if (endpoint === undefined || endpoint === null) return undefined;
  // The name is not looked up: it may come to be, and is checked each time something is sent.
  const destination = await checkDestination(endpoint.url, { allowLoopbackHttp, resolve: async () => [] });
  if (destination.kind !== "refused") return undefined;
  return fault("/endpoint/url", "address_not_allowed", {
    fr: "Il faut une adresse publique en https, sur le port 443, sans nom d'utilisateur.",
    en: "This has to be a public https address on port 443, without a user name.",
  });
}

/** How an entry is reached after a change, and the secret for the endpoint, if it was made just now. */
export type ReachedAfter = { endpoint?: NonNullable<PlatformEntry["endpoint"]>; fromUs?: string };

/**
 * The endpoint after a change: `null` takes it away, nothing leaves it. Its secrets stay when the address changes; with the
 * first address one is made.
 */
export async function endpointAfter(
  asked: { url: string } | null | undefined,
  present: PlatformEntry["endpoint"],
  secretFromUs: () => Promise<MadeSecret>,
): Promise<ReachedAfter> {
  if (asked === null) return {};
  if (asked === undefined) return present === undefined ? {} : { endpoint: present };
  if (present !== undefined) return { endpoint: { ...present, url: asked.url } };
  const { reference, secret } = await secretFromUs();
  return { endpoint: { url: asked.url, secretRefs: [reference] }, fromUs: secret };
}
