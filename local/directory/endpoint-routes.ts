import type { IncomingMessage, ServerResponse } from "node:http";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import * as z from "zod";
import type { DirectoryStore } from "../../functions/shared/dynamo/directory-store.ts";
import type { ExtraRoute } from "../aws/api-gateway/gateway.ts";
import { readBody } from "../aws/api-gateway/body.ts";
import { writeAtomically } from "../data-folder/write-atomically.ts";
import type { Party } from "../simulated/parties.ts";
import { startingDirectory } from "../../core/law/directory/starting-directory.ts";
import { seedDirectory, type Reachable, type Reached } from "./seed-directory.ts";

const Overrides = z.record(z.string(), z.url());
const Body = z.strictObject({ webhook: z.url().nullable() });

const largestBody = 4_096;

/** What the routes need. */
export type EndpointRouteOptions = {
  folder: string;
  directory: DirectoryStore;
  simulatedUrlOf: (party: Party) => string;
  referenceTo: (direction: "to" | "from", party: string) => string;
};

/** Every party of the simulation. */
export const parties: readonly Party[] = [
  ...startingDirectory.platforms.map(({ id }): Party => ({ kind: "platform", id })),
  ...startingDirectory.authorities.map(({ id }): Party => ({ kind: "authority", id })),
];

/**
 * Endpoints of the simulation, and one's own in their place: `POST /simulated/platforms/shein` with
 * `{"webhook": "http://127.0.0.1:9000/"}` sends Shein's webhooks there; `null` gives it back to the simulation. This
 * machine only; a deployment registers its platforms in the directory.
 */
export async function endpointRoutes({ folder, directory, simulatedUrlOf, referenceTo }: EndpointRouteOptions) {
  const file = join(folder, "endpoints.json");
  const overrides = await readOverrides(file);
  // One write after the other, so that an older state never lands last.
  let writing = Promise.resolve();
  const writeOverrides = async () =>
    (writing = writing.then(async () => writeAtomically(file, JSON.stringify(overrides))));

  function reachedAt(party: Party): Reached {
    const { kind, id } = party;
    const url = overrides[keyOf(party)] ?? simulatedUrlOf(party);
    return {
      endpoint: { url, secretRefs: [referenceTo("to", id)] },
      keys: kind === "platform" ? [{ kind: "hmac", secretRef: referenceTo("from", id) }] : [],
    };
  }

  /** Says in the directory where these parties are; who is not in it yet comes in. */
  async function register(some: readonly Party[]): Promise<void> {
    const reachedOf = (kind: Party["kind"]) =>
      Object.fromEntries(some.filter((party) => party.kind === kind).map((party) => [party.id, reachedAt(party)]));
    const reachable: Reachable = { platforms: reachedOf("platform"), authorities: reachedOf("authority") };
    await seedDirectory(directory, startingDirectory, reachable);
  }

  function routeOf(party: Party): ExtraRoute {
    return {
      method: "POST",
      path: `/simulated/${keyOf(party)}`,
      handle: async (request, response) => {
        const asked = await bodyOf(request);
        if (asked === undefined) {
          answer(response, 422, { error: 'Send {"webhook": "http://127.0.0.1:PORT/PATH"}, or null.' });
          return;
        }
        if (asked.webhook === null) Reflect.deleteProperty(overrides, keyOf(party));
        else overrides[keyOf(party)] = asked.webhook;
        await writeOverrides();
        await register([party]);
        answer(response, 200, { party: party.id, webhook: asked.webhook ?? simulatedUrlOf(party) });
      },
    };
  }

  return { routes: parties.map(routeOf), registerAll: async () => register(parties) };
}

function keyOf({ kind, id }: Party): string {
  return `${kind === "platform" ? "platforms" : "authorities"}/${id}`;
}

async function readOverrides(file: string): Promise<Record<string, string>> {
  try {
    return Overrides.parse(JSON.parse(await readFile(file, "utf8")));
  } catch (cause) {
    if (cause instanceof Error && "code" in cause && cause.code === "ENOENT") return {};
    throw cause;
  }
}

async function bodyOf(request: IncomingMessage): Promise<z.infer<typeof Body> | undefined> {
  const body = await readBody(request, largestBody);
  if (body.kind !== "read") return undefined;
  try {
    return Body.safeParse(JSON.parse(body.bytes.toString("utf8"))).data;
  } catch {
    return undefined;
  }
}

function answer(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
}
