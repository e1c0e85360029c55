import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { Webhook } from "standardwebhooks";
import { OutgoingWebhook } from "../../core/contract/outgoing-webhook.ts";
import { readBody } from "../aws/api-gateway/body.ts";
import { listen } from "../aws/listen.ts";
import type { Behaviour, Behaviours } from "./behaviours.ts";
import type { Happening, Party, SimulatedAuthority, SimulatedPlatform, SimulationClock } from "./parties.ts";
import { playPlatform } from "./play-platform.ts";
import { postAnswer } from "./post-answer.ts";

/** Who is played, and how. */
export type ReceiversOptions = {
  platforms: readonly SimulatedPlatform[];
  authorities: readonly SimulatedAuthority[];
  clock: SimulationClock;
  /** Without them, and for every other notice, platforms only receive. */
  behaviours?: Behaviours;
  /** Told of everything that befalls a party. */
  on?: (happening: Happening) => void;
};

/** The endpoints of the simulation. */
export type Receivers = {
  /** Where a party is to be sent its webhooks. */
  urlOf: (kind: Party["kind"], id: string) => string;
  /** Tells `listener` of everything from now on; the answer ends that. */
  listen: (listener: (happening: Happening) => void) => () => void;
  /** Ends every part at once, and frees the ports. */
  close: () => Promise<void>;
};

type Endpoint = {
  party: Party;
  webhook: Webhook;
  seen: Set<string>;
  play: (message: OutgoingWebhook) => void;
  /** The HTTP status that it fails with, where it does. */
  fails: number | undefined;
};

const largestBody = 1_048_576;

/** Starts the endpoints of all parties on one loopback port; their webhooks are real and really signed. */
export async function startReceivers(options: ReceiversOptions): Promise<Receivers> {
  const listeners = new Set<(happening: Happening) => void>();
  if (options.on !== undefined) listeners.add(options.on);
  const tell = (happening: Happening) => {
    for (const listener of listeners) listener(happening);
  };
  const end = new AbortController();
  const endpoints = endpointsOf(options, tell, end.signal);
  const server = createServer((request, response) => {
    void receive(request, response, endpoints, tell);
  });
  const listening = await listen(server, 0);
  if (listening.kind === "port_taken") throw new Error("the system gave a port that is taken");
  return {
    urlOf: (kind, id) => `http://127.0.0.1:${listening.port}${pathOf({ kind, id })}`,
    listen: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: async () => {
      end.abort();
      await listening.close();
    },
  };
}

function pathOf({ kind, id }: Party): string {
  return `/${kind === "platform" ? "platforms" : "authorities"}/${id}/webhook`;
}

function endpointsOf(
  { platforms, authorities, behaviours, clock }: ReceiversOptions,
  tell: (happening: Happening) => void,
  ended: AbortSignal,
): Map<string, Endpoint> {
  const { references = [], of = {} }: Partial<Behaviours> = behaviours ?? {};
  const endpointOf = (party: Party, secret: string, play: Endpoint["play"], behaviour?: Behaviour) => {
    const fails = behaviour?.kind === "fails" ? behaviour.status : undefined;
    return [pathOf(party), { party, webhook: new Webhook(secret), seen: new Set<string>(), play, fails }] as const;
  };
  return new Map([
    ...authorities.map(({ id, secretFromUs }) => endpointOf({ kind: "authority", id }, secretFromUs, () => undefined)),
    ...platforms.map((platform) => {
      const behaviour = of[platform.id];
      const play = playPlatform({
        reactions: behaviour?.kind === "reacts" ? behaviour.reactions : [],
        references,
        clock,
        reply: (reply) => {
          if (!ended.aborted) void postAnswer(reply, platform, ended).then(tell);
        },
      });
      return endpointOf({ kind: "platform", id: platform.id }, platform.secretFromUs, play, behaviour);
    }),
  ]);
}

async function receive(
  request: IncomingMessage,
  response: ServerResponse,
  endpoints: ReadonlyMap<string, Endpoint>,
  tell: (happening: Happening) => void,
): Promise<void> {
  const endpoint = endpoints.get(request.url ?? "");
  const body = await readBody(request, largestBody);
  const status = (code: number) => response.writeHead(code).end();
  if (endpoint === undefined) return void status(404);
  if (request.method !== "POST") return void status(405);
  if (body.kind !== "read") return void status(413);
  if (endpoint.fails !== undefined) return void status(endpoint.fails);
  const verified = verify(endpoint.webhook, body.bytes, request);
  if (verified === undefined) return void status(401);
  const message = OutgoingWebhook.safeParse(verified.json);
  if (!message.success) return void status(422);
  const repeated = endpoint.seen.has(verified.id);
  endpoint.seen.add(verified.id);
  // Answered as soon as it is stored, acted on afterwards: what the documentation asks of platforms.
  status(204);
  tell({ kind: "received", party: endpoint.party, messageId: verified.id, message: message.data, repeated });
  if (!repeated) endpoint.play(message.data);
}

function verify(webhook: Webhook, bytes: Buffer, request: IncomingMessage): { id: string; json: unknown } | undefined {
  const headers = Object.fromEntries(
    Object.entries(request.headers).flatMap(([name, value]) => (typeof value === "string" ? [[name, value]] : [])),
  );
  try {
    return { id: headers["webhook-id"] ?? "", json: webhook.verify(bytes, headers) };
  } catch {
    // The library has no answer but an exception for a signature that is not good.
    return undefined;
  }
}
