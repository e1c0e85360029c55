import { generateKeyPairSync, sign } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  AuthorityView,
  ClientMapping,
  PlatformList,
  PlatformView,
  RecipientList,
} from "../../core/contract/directory-api.ts";
import { startingDirectory } from "../../core/law/directory/starting-directory.ts";
import { acknowledged, removed } from "../support/e2e-answer.ts";
import { acceptedIn, problemIn, verdictOf, type Api } from "../support/e2e-api.ts";
import { newAuthority, newPlatform, noticeTo, registerPlatform, type Registered } from "../support/e2e-directory.ts";
import { temporaryFolder } from "../support/embedded-bundle.ts";
import { openReceiver } from "../support/receiver.ts";
import { startRuntime, type Runtime } from "../support/runtime.ts";

const as = "administrator";
const all = new AsyncDisposableStack();
let runtime: Runtime;
let api: Api;
let folder: string;

beforeAll(async () => {
  folder = all.adopt(await temporaryFolder(), async ({ remove }) => remove()).path;
  runtime = await startRuntime({ folder });
  all.defer(async () => {
    await runtime.stop();
  });
  ({ api } = runtime);
  // Every function that keeps the directory in memory has read it before anybody registers here.
  await api.submit("dgccrf", noticeTo({ domains: ["temu.com"] }));
});

afterAll(async () => all.disposeAsync());

async function registered(changes: Parameters<typeof newPlatform>[0] = {}): Promise<Registered> {
  const one = await registerPlatform(api, changes);
  all.use(one.receiver);
  return one;
}

async function view(platformId: string, caller = as) {
  return api.get(PlatformView, "readPlatform", { as: caller, params: { platformId } });
}

/** Pointer and code of each fault. */
function faultsIn(answered: Parameters<typeof problemIn>[0]): string[] {
  return (problemIn(answered).errors ?? []).map(({ pointer, code }) => `${pointer} ${code}`);
}

describe("a platform registered by an administrator", () => {
  it("is served what is on its domain, verifies it with its secret, answers with the other, and settles the case", async () => {
    const { platform, receiver, toUs } = await registered();
    const accepted = await api.submit("dgccrf", noticeTo(platform));
    expect(accepted.cases.map((one) => one.platform)).toEqual([platform.id]);
    const { caseId, items } = accepted.cases[0]!;
    const { data: served } = await receiver.took(caseId, "notice.issued");
    expect(served.document.addressee).toMatchObject({ name: platform.name });
    expect(receiver.strangers).toEqual([]);

    const signing = { secret: toUs };
    acceptedIn(await api.answer(platform.id, acknowledged(served), signing));
    const done = acceptedIn(await api.answer(platform.id, removed(served, items), signing));
    expect(done).toMatchObject({ status: "answered", late: false });
    expect(verdictOf(await api.answer(platform.id, acknowledged(served), { secret: platform.secrets!.fromUs! }))).toBe(
      "401 bad-signature",
    );
  });

  it("is shown its secrets once, and nobody reads them afterwards: not by the API, not in the log", async () => {
    const { platform, toUs } = await registered();
    const shown = await view(platform.id);
    expect(shown).toEqual({ ...platform, secrets: undefined });
    const logged = await readFile(join(folder, "functions.log"), "utf8");
    expect(logged).toContain(platform.id);
    for (const secret of [toUs, platform.secrets!.fromUs!]) {
      expect(secret).toMatch(/^whsec_/);
      expect(logged).not.toContain(secret.slice("whsec_".length, -2));
    }
    expect(logged).not.toContain("whsec_");
    const kept = await readdir(join(folder, "secrets"));
    expect(kept.filter((name) => name.startsWith(`${platform.id}-`))).toHaveLength(2);
  });

  it("may sign its answers with a key of its own, which proves to others who answered", async () => {
    const { publicKey, privateKey } = generateKeyPairSync("ed25519");
    const bytes = Buffer.from(publicKey.export({ format: "jwk" }).x!, "base64url");
    const { platform, receiver } = await registered({ publicKey: `whpk_${bytes.toString("base64")}` });
    const { caseId } = (await api.submit("dgccrf", noticeTo(platform))).cases[0]!;
    const { data: served } = await receiver.took(caseId, "notice.issued");
    const body = JSON.stringify(acknowledged(served));
    const [id, now] = ["answer-by-key", String(Math.floor(Date.now() / 1_000))];
    const signature = sign(null, Buffer.from(`${id}.${now}.${body}`), privateKey).toString("base64");
    const headers = { "webhook-id": id, "webhook-timestamp": now, "webhook-signature": `v1a,${signature}` };
    const answered = await api.call("receiveAnswer", { params: { platformId: platform.id }, headers, body });
    expect(acceptedIn(answered)).toMatchObject({ accepted: true, late: false });
  });

  it("may come without an endpoint, and gets its secrets with the first one; another address keeps them", async () => {
    const wanted = newPlatform();
    const params = { platformId: wanted.id };
    const bare = await api.get(PlatformView, "registerPlatform", { as, body: wanted });
    expect(bare).toMatchObject({ version: 1, receives: false });
    expect(bare.secrets).toBeUndefined();
    const change = async (body: object) => api.get(PlatformView, "changePlatform", { as, params, body });
    const first = await change({ endpoint: { url: "http://127.0.0.1:9/first" } });
    expect(first).toMatchObject({ version: 2, receives: true });
    await using receiver = await openReceiver(wanted.id, 204, () => first.secrets!.fromUs!);
    const second = await change({ endpoint: { url: receiver.url } });
    expect(second.secrets).toBeUndefined();
    const { caseId } = (await api.submit("dgccrf", noticeTo(wanted))).cases[0]!;
    const { data: served } = await receiver.took(caseId, "notice.issued");
    acceptedIn(await api.answer(wanted.id, acknowledged(served), { secret: first.secrets!.toUs! }));
    expect(await change({ endpoint: null })).toMatchObject({ receives: false });
  });

  it("is found by a domain it was given later, and no longer by one it has lost", async () => {
    const { platform } = await registered();
    const { id, version } = platform;
    const domains = [`later-${id}.example`];
    const params = { platformId: id };
    const changed = await api.call("changePlatform", {
      as,
      params,
      body: { domains },
      headers: { "if-match": `"${version}"` },
    });
    expect(changed.headers["etag"]).toBe(`"${version + 1}"`);
    expect((await api.submit("dgccrf", noticeTo({ domains }))).cases.map((one) => one.platform)).toEqual([id]);
  });

  it("outlives a restart, with its secrets", async () => {
    const { platform, receiver, toUs } = await registered();
    const { caseId } = (await api.submit("dgccrf", noticeTo(platform))).cases[0]!;
    const { data: served } = await receiver.took(caseId, "notice.issued");
    await runtime.stop();
    runtime = await startRuntime({ folder });
    ({ api } = runtime);
    expect(await view(platform.id)).toEqual({ ...platform, secrets: undefined });
    acceptedIn(await api.answer(platform.id, acknowledged(served), { secret: toUs }));
    const { caseId: next } = (await api.submit("dgccrf", noticeTo(platform))).cases[0]!;
    await receiver.took(next, "notice.issued");
  });
});

describe("the directory", () => {
  it("shows authorities who is in it, without addresses and keys", async () => {
    const { platform } = await registered();
    const { platforms } = await api.get(PlatformList, "listPlatforms", { as: "arcom" });
    const ids = platforms.map(({ id }) => id);
    expect(ids).toEqual(expect.arrayContaining([platform.id, ...startingDirectory.platforms.map(({ id }) => id)]));
    expect(platforms.filter(({ receives }) => !receives).every(({ id }) => id.startsWith("market-"))).toBe(true);
    expect(platforms.some((one) => one.endpoint !== undefined || one.publicKey !== undefined)).toBe(false);
    expect((await view("shein")).endpoint).toBeDefined();
  });

  it("refuses to register anybody twice, and says where they are", async () => {
    const body = { ...newPlatform(), id: "shein" };
    const again = await api.call("registerPlatform", { as, body });
    expect(verdictOf(again)).toBe("409 already-registered");
    expect(problemIn(again).links).toEqual({ self: "/v1/platforms/shein" });
    const authority = await api.call("registerAuthority", { as, body: newAuthority({ id: "dgccrf" }) });
    expect(problemIn(authority).links).toEqual({ self: "/v1/authorities/dgccrf" });
  });

  it("lets one of many equal registrations through", async () => {
    const body = newPlatform();
    const answers = await Promise.all(
      Array.from({ length: 4 }, async () => api.call("registerPlatform", { as, body })),
    );
    expect(answers.map(verdictOf).sort()).toEqual(["201", ...Array<string>(3).fill("409 already-registered")]);
  });

  it("names every fault of a platform at once, in the language asked for", async () => {
    const body = { ...newPlatform(), domains: ["Not a host"], establishment: "US", languages: [], unheardOf: 1 };
    const refused = await api.call("registerPlatform", { as, body, headers: { "accept-language": "en" } });
    expect(verdictOf(refused)).toBe("422 invalid-request");
    expect(faultsIn(refused).sort()).toEqual([
      "/domains/0 wrong_format",
      "/establishment unknown_value",
      "/languages too_few",
      "/unheardOf unknown_field",
    ]);
    expect(refused.headers["content-language"]).toBe("en");
    expect(refused.text).not.toContain("Not a host");
  });

  it("gives a domain to one platform only, with all that lies above and below it", async () => {
    const { platform } = await registered();
    const [domain] = platform.domains as [string];
    const body = newPlatform({ domains: [`free-${domain}`, `shop.${domain}`, "fr.shein.com"] });
    expect(faultsIn(await api.call("registerPlatform", { as, body }))).toEqual([
      "/domains/1 domain_taken",
      "/domains/2 domain_taken",
    ]);
    const params = { platformId: platform.id };
    const change = await api.call("changePlatform", { as, params, body: { domains: [domain, "temu.com"] } });
    expect(faultsIn(change)).toEqual(["/domains/1 domain_taken"]);
    expect((await view(platform.id)).domains).toEqual([domain]);
  });

  it.each([
    "http://market.example:9000/",
    "ftp://market.example/",
    "https://user@market.example/",
    "https://10.0.0.1/",
    "https://market.example:8443/",
  ])("takes no endpoint at %s, unless it is on this machine", async (url) => {
    const refused = await api.call("registerPlatform", { as, body: { ...newPlatform(), endpoint: { url } } });
    // Plain http is for this machine alone; whether a name is this machine is seen when it is called.
    if (url.startsWith("http:")) expect(verdictOf(refused)).toBe("201");
    else expect(faultsIn(refused)).toEqual(["/endpoint/url address_not_allowed"]);
  });

  it("refuses a change of a version that is no more, and of what is not there", async () => {
    const { platform } = await registered();
    const params = { platformId: platform.id };
    const change = async (headers: Record<string, string>) =>
      verdictOf(await api.call("changePlatform", { as, params, body: { name: "Renamed" }, headers }));
    expect(await change({ "if-match": '"7"' })).toBe("412 version-changed");
    expect((await view(platform.id)).name).toBe(platform.name);
    expect(await change({ "if-match": '"1"' })).toBe("200");
    expect(await change({ "if-match": '"1"' })).toBe("412 version-changed");
    expect(await change({})).toBe("200");
    const nobody = { platformId: "no-such-platform" };
    expect(verdictOf(await api.call("changePlatform", { as, params: nobody, body: {} }))).toBe("404 not-found");
  });

  it("says who holds a role, for a State or for all, and takes only authorities it knows", async () => {
    const params = { role: "search_engines" };
    const set = async (body: object) => api.call("setRecipient", { as, params, body });
    const unknown = await set({ holder: { kind: "authority", id: "nobody" } });
    expect(faultsIn(unknown)).toEqual(["/holder/id unknown_authority"]);
    expect((await set({ holder: { kind: "authority", id: "arcom" } })).status).toBe(200);
    expect((await set({ state: "FR", holder: { kind: "person", name: "Search engines' desk" } })).status).toBe(200);
    const { recipients } = await api.get(RecipientList, "listRecipients", { as });
    expect(recipients.filter(({ role }) => role === "search_engines")).toEqual([
      { role: "search_engines", holder: { kind: "authority", id: "arcom" } },
      { role: "search_engines", state: "FR", holder: { kind: "person", name: "Search engines' desk" } },
    ]);
    const noRole = await api.call("setRecipient", { as, params: { role: "king" }, body: {} });
    expect(verdictOf(noRole)).toBe("404 not-found");
  });
});

describe("an authority registered by an administrator", () => {
  it("submits by a client that speaks for it, and is told by its own webhook", async () => {
    const secrets: { fromUs?: string } = {};
    await using told = await openReceiver("office", 204, () => secrets.fromUs ?? "");
    const body = newAuthority({ endpoint: { url: told.url } });
    const authority = await api.get(AuthorityView, "registerAuthority", { as, body });
    secrets.fromUs = authority.secrets!.fromUs!;
    const { platform, receiver, toUs } = await registered();

    const early = await api.call("listCases", { as: "new-authority" });
    expect(verdictOf(early)).toBe("401 unauthorized");
    const speaksFor = { kind: "authority", id: authority.id };
    const params = { clientId: "new-authority" };
    const mapped = await api.get(ClientMapping, "setClient", { as, params, body: { speaksFor } });
    expect(mapped).toEqual({ clientId: "new-authority", speaksFor });

    const accepted = await api.submit("new-authority", noticeTo(platform));
    const { caseId, items } = accepted.cases[0]!;
    const { data: served } = await receiver.took(caseId, "notice.issued");
    acceptedIn(await api.answer(platform.id, removed(served, items), { secret: toUs }));
    expect((await told.took(caseId, "case.settled")).data).toMatchObject({ status: "answered" });
    expect((await api.readCase("new-authority", caseId)).authority).toBe(authority.id);
    expect(verdictOf(await api.call("readCase", { as: "dgccrf", params: { caseId } }))).toBe("404 not-found");
  });

  it("has the powers it was registered with, and others once they are changed", async () => {
    const body = newAuthority({ instruments: ["report"], kinds: ["public_body"] });
    const { id } = await api.get(AuthorityView, "registerAuthority", { as, body });
    const changed = await api.get(AuthorityView, "changeAuthority", {
      as,
      params: { authorityId: id },
      body: { kinds: ["administrative", "consumer_protection"] },
    });
    expect(changed).toMatchObject({ id, version: 2, instruments: ["report"] });
    expect(changed.kinds).toEqual(["administrative", "consumer_protection"]);
  });
});

describe("a client", () => {
  it("of a platform lists that platform's open cases", async () => {
    const { platform, receiver } = await registered();
    const { caseId } = (await api.submit("dgccrf", noticeTo(platform))).cases[0]!;
    await receiver.took(caseId, "notice.issued");
    const body = { speaksFor: { kind: "platform", id: platform.id } };
    await api.get(ClientMapping, "setClient", { as, params: { clientId: "new-platform" }, body });
    const listed = await api.call("listPlatformCases", { as: "new-platform", params: { platformId: platform.id } });
    expect(listed.json).toMatchObject({ cases: [{ caseId }] });
    const foreign = await api.call("listPlatformCases", { as: "new-platform", params: { platformId: "shein" } });
    expect(verdictOf(foreign)).toBe("404 not-found");
  });

  it("speaks for nobody whom the directory does not know", async () => {
    const set = async (kind: string) =>
      api.call("setClient", { as, params: { clientId: "c" }, body: { speaksFor: { kind, id: "nobody" } } });
    expect(faultsIn(await set("authority"))).toEqual(["/speaksFor/id unknown_authority"]);
    expect(faultsIn(await set("platform"))).toEqual(["/speaksFor/id unknown_platform"]);
    expect(faultsIn(await set("administrator"))).toEqual(["/speaksFor/kind unknown_value"]);
  });
});
