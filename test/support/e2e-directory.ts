import { randomUUID } from "node:crypto";
import type * as z from "zod";
import { PlatformView, type NewPlatform } from "../../core/contract/directory-api.ts";
import type { Api } from "./e2e-api.ts";
import { sandboxNotice } from "./e2e-notice.ts";
import { openReceiver, type Receiver } from "./receiver.ts";

/** A platform to be registered, with a name and a domain that no other test has. */
export function newPlatform(changes: Partial<NewPlatform> = {}): NewPlatform {
  const id = `market-${randomUUID().slice(0, 8)}`;
  return {
    id,
    name: "Example Market",
    domains: [`${id}.example`],
    establishment: "IE",
    languages: ["en"],
    vlop: false,
    webhookIsContactPoint: true,
    contacts: { pointOfContact: `authorities@${id}.example` },
    ...changes,
  };
}

/** An authority to be registered. */
export function newAuthority(changes: object = {}) {
  const id = `office-${randomUUID().slice(0, 8)}`;
  const name = { fr: "Autorité d'essai", en: "Trial authority" };
  return { id, name, state: "FR", kinds: ["administrative"], instruments: ["order", "report"], ...changes };
}

/** A sandbox notice about one page of a platform. */
export function noticeTo({ domains }: Pick<NewPlatform, "domains">) {
  const items = [{ url: `https://www.${domains[0] ?? ""}/listing/1`, kind: "product_listing" }];
  return { ...sandboxNotice({ on: [] }), items };
}

/** A platform registered by the API, with an endpoint of the test's own. */
export type Registered = { platform: z.infer<typeof PlatformView>; receiver: Receiver; toUs: string };

/** Registers a platform that receives at an endpoint of the test's own, and verifies with the secret it was given. */
export async function registerPlatform(api: Api, changes: Partial<NewPlatform> = {}): Promise<Registered> {
  const secrets: { fromUs?: string } = {};
  const wanted = newPlatform(changes);
  const receiver = await openReceiver(wanted.id, 204, () => secrets.fromUs ?? "");
  const body = { ...wanted, endpoint: { url: receiver.url } };
  const platform = await api.get(PlatformView, "registerPlatform", { as: "administrator", body });
  const { fromUs, toUs } = platform.secrets ?? {};
  if (fromUs === undefined || toUs === undefined) throw new Error("no secrets were given");
  secrets.fromUs = fromUs;
  return { platform, receiver, toUs };
}
