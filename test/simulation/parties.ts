import type { Directory } from "../../core/law/directory/directory.ts";
import { startingDirectory } from "../../core/law/directory/starting-directory.ts";
import type { MemoryTable } from "./table/memory-table.ts";
import { directoryStore } from "../../functions/shared/dynamo/directory-store.ts";
import { seedDirectory } from "../../local/directory/seed-directory.ts";
import type { Random } from "./random.ts";

/** Who takes part: a few of the starting directory, so that reading it is cheap. */
export type Parties = {
  platforms: readonly string[];
  authorities: readonly string[];
  /** Authorities that have a webhook to be told by. */
  told: readonly string[];
  /** How mail takes part; undefined: the deployment sends none. */
  mail?: MailParties | undefined;
};

/** Who is reached how, in a deployment that sends mail. */
export type MailParties = {
  /** Platforms that have a webhook. */
  hooked: readonly string[];
  /** Those whose webhook is their designated point of contact. */
  designated: readonly string[];
  /** Authorities that wish to be told by mail as well. */
  wishing: readonly string[];
};

/** Draws how mail takes part: not at all in most deployments, since it costs time. */
export function drawMail(random: Random, { platforms, authorities }: Parties): MailParties | undefined {
  if (!random.happens(0.15)) return undefined;
  const hooked = platforms.filter(() => random.happens(0.75));
  return {
    hooked,
    designated: platforms.filter((id) => (hooked.includes(id) ? random.happens(0.5) : random.happens(0.1))),
    wishing: authorities.filter(() => random.happens(0.3)),
  };
}

/** Where an authority is told by mail. */
function mailboxOf(authority: string): string {
  return `told@${authority}.example`;
}

/** Draws who takes part. Arcom and the prosecutor are always there: they receive steps. */
export function drawParties(random: Random): Parties {
  const platforms = ["shein", "temu", "aliexpress", "wish", "amazon"].filter(() => random.happens(0.4)).slice(0, 3);
  const issuer = random.pick(["dgccrf", "dgccrf", "dgccrf", "ofac", "haut-commissariat"]);
  const authorities = [issuer, "arcom", "parquet-paris"];
  return {
    platforms: platforms.length === 0 ? ["shein"] : platforms,
    authorities,
    told: authorities.filter((id) => random.happens(id === issuer ? 0.5 : 0.7)),
  };
}

/** The one secret of an endpoint, and of a platform's own signatures. */
export function secretOf(party: string): string {
  return `whsec_${Buffer.alloc(32, party).toString("base64")}`;
}

/** Where a party receives. */
export function endpointOf(party: string): string {
  return `https://${party}.example/webhook`;
}

/** Puts them into a table as a deployment begins. */
export async function seedParties(memory: MemoryTable, { platforms, authorities, told, mail }: Parties): Promise<void> {
  const directory: Directory = {
    platforms: startingDirectory.platforms
      .filter(({ id }) => platforms.includes(id))
      .map((facts) => ({ ...facts, webhookIsContactPoint: mail?.designated.includes(facts.id) ?? true })),
    authorities: startingDirectory.authorities
      .filter(({ id }) => authorities.includes(id))
      .map((facts) => (mail?.wishing.includes(facts.id) === true ? { ...facts, mail: mailboxOf(facts.id) } : facts)),
    recipients: startingDirectory.recipients.slice(0, mail === undefined ? 2 : 3),
  };
  const endpoint = (id: string) => ({ url: endpointOf(id), secretRefs: [`sim:${id}`] });
  await seedDirectory(
    directoryStore(memory.table, () => 0),
    directory,
    {
      platforms: Object.fromEntries(
        platforms.map((id) => [
          id,
          {
            ...((mail?.hooked.includes(id) ?? true) && { endpoint: endpoint(id) }),
            keys: [{ kind: "hmac" as const, secretRef: `sim:${id}` }],
          },
        ]),
      ),
      authorities: Object.fromEntries(told.map((id) => [id, { endpoint: endpoint(id), keys: [] }])),
    },
  );
}

/** Secrets by the references that `seedParties` writes. */
export const secrets = { read: async (reference: string) => secretOf(reference.slice("sim:".length)) };
