import { Platform } from "../../core/contract/directory.ts";
import { NewPlatform, PlatformChange, type NewSecrets } from "../../core/contract/directory-api.ts";
import { takenDomains } from "../../core/law/directory/directory.ts";
import { platformPath, platformView } from "../shared/directory-views.ts";
import type { DirectoryRecord, PlatformEntry } from "../shared/dynamo/directory-item.ts";
import type { HttpRequest } from "../shared/http/http-request.ts";
import { problem, type Outcome, type Problematic } from "../shared/http/outcome.ts";
import { expectedVersion } from "../shared/http/version-header.ts";
import { endpointAfter, endpointFault, makeSecret, once, type MadeSecret } from "./endpoints.ts";
import { bodyOf, changing, type Decided, type ManageServices } from "./manage-services.ts";

/** What is asked for besides facts. */
type Asked = Pick<PlatformChange, "endpoint" | "publicKey">;

/** The two secrets of a platform, each made when it is first asked for. */
type SecretsOf = Record<"fromUs" | "toUs", () => Promise<MadeSecret>>;

/** Registers platforms and changes them. */
export function makePlatformOperations(services: ManageServices) {
  async function registerPlatform(request: HttpRequest): Promise<Outcome> {
    const body = bodyOf(request, NewPlatform);
    if (body.kind === "problem") return body;
    const { endpoint, publicKey, ...facts } = body.value;
    const asked = { endpoint, publicKey };
    const refused = await endpointFault(services, endpoint);
    if (refused !== undefined) return refused;
    const secrets = secretsOf(facts.id);

    const outcome = await changing(services, async (record): Promise<Decided> => {
      if (record.platforms.some((entry) => entry.facts.id === facts.id)) {
        return problem("already-registered", { links: { self: platformPath(facts.id) } });
      }
      return domainFault(record, facts) ?? changed({ facts, keys: [], version: 0 }, facts, asked, secrets);
    });
    return logged(request, facts.id, outcome);
  }

  async function changePlatform(request: HttpRequest): Promise<Outcome> {
    const id = request.params["platformId"] ?? "";
    const version = expectedVersion(request);
    if (version.kind === "problem") return version;
    const body = bodyOf(request, PlatformChange);
    if (body.kind === "problem") return body;
    const { endpoint, publicKey, ...facts } = body.value;
    const refused = await endpointFault(services, endpoint);
    if (refused !== undefined) return refused;
    const secrets = secretsOf(id);

    const outcome = await changing(services, async (record): Promise<Decided> => {
      const present = record.platforms.find((entry) => entry.facts.id === id);
      if (present === undefined) return problem("not-found");
      if (version.value !== undefined && version.value !== present.version) return problem("version-changed");
      const next = Platform.parse({ ...present.facts, ...facts });
      return domainFault(record, next) ?? changed(present, next, { endpoint, publicKey }, secrets);
    });
    return logged(request, id, outcome);
  }

  function secretsOf(platform: string): SecretsOf {
    return {
      fromUs: once(async () => makeSecret(services, "from-us", platform)),
      toUs: once(async () => makeSecret(services, "to-us", platform)),
    };
  }

  function logged({ caller }: HttpRequest, platform: string, outcome: Outcome): Outcome {
    if (outcome.kind === "ok") services.log.info("directory.changed", { platform, by: caller?.id });
    return outcome;
  }

  return { registerPlatform, changePlatform };
}

/** The entry after a change, and what is answered. With its first endpoint a platform gets its two secrets. */
async function changed(
  present: PlatformEntry,
  facts: Platform,
  { endpoint, publicKey }: Asked,
  make: SecretsOf,
): Promise<Decided> {
  const { fromUs, ...reached } = await endpointAfter(endpoint, present.endpoint, make.fromUs);
  const needsSecret = fromUs !== undefined && !present.keys.some(({ kind }) => kind === "hmac");
  const toUs = needsSecret ? await make.toUs() : undefined;
  const entry: PlatformEntry = {
    facts,
    ...reached,
    keys: [
      ...keysAfter(present.keys, publicKey),
      ...(toUs === undefined ? [] : [{ kind: "hmac" as const, secretRef: toUs.reference }]),
    ],
    version: present.version + 1,
  };
  const secrets: NewSecrets = { fromUs, toUs: toUs?.secret };
  const view = platformView(entry, { toAdministrator: true, ...(fromUs !== undefined && { secrets }) });
  const isNew = entry.version === 1;
  const headers = { etag: `"${entry.version}"`, ...(isNew && { location: platformPath(facts.id) }) };
  return {
    kind: "change",
    change: { platforms: [entry] },
    answer: { kind: "ok", status: isNew ? 201 : 200, body: view, headers },
  };
}

/** A platform has one public key; `null` takes it away, nothing leaves it. */
function keysAfter(keys: PlatformEntry["keys"], publicKey: string | null | undefined): PlatformEntry["keys"] {
  if (publicKey === undefined) return keys;
  const others = keys.filter(({ kind }) => kind !== "ed25519");
  return publicKey === null ? others : [...others, { kind: "ed25519", publicKey }];
}

/** A host belongs to one platform: whose it is must not depend on an order. */
function domainFault({ platforms }: DirectoryRecord, platform: Platform): Problematic | undefined {
  const positions = takenDomains({ platforms: platforms.map(({ facts }) => facts) }, platform);
  if (positions.length === 0) return undefined;
  const detail = {
    fr: "Ce domaine est celui d'une autre plateforme, ou se trouve au-dessus ou au-dessous d'un de ses domaines.",
    en: "This domain is another platform's, or lies above or below one of its domains.",
  };
  return problem("invalid-request", {
    errors: positions.map((position) => ({ pointer: `/domains/${position}`, code: "domain_taken", detail })),
  });
}
