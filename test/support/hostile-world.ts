import { randomUUID } from "node:crypto";
import { SignJWT, generateKeyPair } from "jose";
import { eventually } from "./e2e-eventually.ts";
import { readSample, sandboxNotice } from "./e2e-notice.ts";
import { openReceiver } from "./receiver.ts";
import type { Runtime } from "./runtime.ts";

/** A case that hostile requests are about. */
export type Target = { caseId: string; noticeId: string; digest: string; itemIds: readonly string[] };

/** What hostile requests are made of: real tokens, real cases, real notices. */
export type HostileWorld = {
  /** Bearer tokens by client. */
  tokens: Readonly<Record<HostileClient, string>>;
  /** Tokens that are worth nothing: another key, no key, another issuer. */
  forgeries: readonly string[];
  /** Cases; grows while a run goes on, since some hostile acts are lawful ones. */
  targets: Target[];
  /** Notices that would be accepted, with who may submit them. */
  notices: readonly { as: HostileClient; notice: object }[];
};

/** The clients that hostile requests come from. */
const hostileClients = [
  "dgccrf",
  "haut-commissariat",
  "platform-shein",
  "platform-temu",
  "administrator",
  "new-authority",
] as const;
export type HostileClient = (typeof hostileClients)[number];

/** Whose cases the targets are, and on which platform. */
export const targetAuthority = "dgccrf" as const;
export const targetPlatform = "shein" as const;

/** Prepares a running service: a platform that takes what it is sent and says nothing, cases that wait for it, tokens. */
export async function prepareWorld(runtime: Runtime, all: AsyncDisposableStack): Promise<HostileWorld> {
  const receiver = all.use(await openReceiver(targetPlatform));
  await runtime.redirect(`platforms/${targetPlatform}`, receiver.url);
  const tokens = Object.fromEntries(
    await Promise.all(hostileClients.map(async (client) => [client, await runtime.api.tokenOf(client)] as const)),
  ) as Record<HostileClient, string>;
  const samples = ["02-gpsr-order-temu.json", "03-report-haut-commissariat.json"].map(readSample);
  return {
    tokens,
    forgeries: await forgeriesOf(runtime.url, tokens[targetAuthority]),
    targets: await openTargets(runtime, 4),
    notices: [
      // References from a short list: what is submitted again is refused, and the number of cases stays small.
      ...Array.from({ length: 6 }, (_, number) => ({
        as: targetAuthority,
        notice: sandboxNotice({
          on: [targetPlatform],
          reference: `HOSTILE-${number}`,
          acknowledgeWithin: "P20D",
          actWithin: "P30D",
        }),
      })),
      ...samples.map(({ submitAs, notice }) => ({ as: submitAs as HostileClient, notice })),
    ],
  };
}

/** Opens cases that are delivered and then rest: nothing of their own is due before the run is over. */
export async function openTargets({ api }: Runtime, count: number): Promise<Target[]> {
  const opened = await Promise.all(
    Array.from({ length: count }, async () => {
      const notice = sandboxNotice({ on: [targetPlatform], items: 3, acknowledgeWithin: "P20D", actWithin: "P30D" });
      const { noticeId, cases } = await api.submit(targetAuthority, notice);
      return cases.map(({ caseId, digest, items }) => ({
        caseId,
        noticeId,
        digest,
        itemIds: items.map(({ itemId }) => itemId),
      }));
    }),
  );
  const targets = opened.flat();
  for (const { caseId } of targets) {
    await eventually("the notice is delivered", async () => {
      const { status, outbox } = await api.readCase(targetAuthority, caseId);
      return status === "awaiting_acknowledgement" && outbox.length === 0;
    });
  }
  return targets;
}

async function forgeriesOf(issuer: string, genuine: string): Promise<string[]> {
  const { privateKey } = await generateKeyPair("ES256");
  const [header = "", payload = "", signature = ""] = genuine.split(".");
  const claims = { authority: targetAuthority, client_id: targetAuthority, scope: "authority" };
  const signed = async (iss: string) =>
    new SignJWT(claims)
      .setProtectedHeader({ alg: "ES256", kid: randomUUID() })
      .setIssuer(iss)
      .setIssuedAt()
      .setExpirationTime("1h")
      .sign(privateKey);
  const none = Buffer.from(JSON.stringify({ alg: "none", typ: "JWT" })).toString("base64url");
  const hs = Buffer.from(JSON.stringify({ alg: "HS256", typ: "JWT" })).toString("base64url");
  return [
    await signed(issuer),
    await signed("https://issuer.example"),
    `${none}.${payload}.`,
    `${hs}.${payload}.${signature}`,
    `${header}.${payload}.`,
    `${header}.${payload}`,
    `${header}.${payload}.${signature.slice(0, -4)}AAAA`,
    `${header}.${Buffer.from('{"authority":"dgccrf"}').toString("base64url")}.${signature}`,
    `${header}..${signature}`,
    "...",
    "",
    "e30.e30.e30",
    genuine.toUpperCase(),
    `${genuine}.${genuine}`,
    "x".repeat(9_000),
    "x".repeat(100_000),
  ];
}
