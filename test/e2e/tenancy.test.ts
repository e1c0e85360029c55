import { generateKeyPair, importJWK, SignJWT, UnsecuredJWT, type JWTPayload } from "jose";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import * as z from "zod";
import { CasePage, PlatformPage } from "../../core/contract/api.ts";
import type { Route } from "../../core/contract/route.ts";
import { routes } from "../../core/contract/routes.ts";
import { startingDirectory } from "../../core/law/directory/starting-directory.ts";
import { problemIn, tellable, verdictOf, type Api, type Ask } from "../support/e2e-api.ts";
import { temporaryFolder } from "../support/embedded-bundle.ts";
import { eventually } from "../support/e2e-eventually.ts";
import { sandboxNotice } from "../support/e2e-notice.ts";
import { startRuntime } from "../support/runtime.ts";

/** The routes that take a bearer token. */
type BearerRoute = {
  [Name in keyof typeof routes]: (typeof routes)[Name]["audience"] extends "public" ? never : Name;
}[keyof typeof routes];

const act = { by: { id: "officer-7", name: "Test Officer" }, reason: "A reason made up for a test." };

const [{ id: _known, ...facts }] = startingDirectory.platforms as [(typeof startingDirectory.platforms)[0]];
const newPlatform = { ...facts, id: "other-market", domains: ["other-market.example"] };
const newAuthority = {
  id: "other-authority",
  name: { fr: "Autre", en: "Other" },
  state: "FR",
  kinds: ["public_body"],
  instruments: ["report"],
};

/**
 * Every such route with a request that would succeed if it came from the owner. `of`: what its path names; `none`: it
 * names nothing, and shows or makes things in the caller's own space; `directory`: it names what is nobody's own. A route that is missing here does not compile,
 * and fails the first test.
 */
const cases = {
  submitNotice: { of: "none", body: sandboxNotice({ on: ["shein"] }), headers: { "idempotency-key": "tenancy" } },
  submitBatch: {
    of: "none",
    body: { notices: [sandboxNotice({ on: ["shein"] })] },
    headers: { "idempotency-key": "tenancy-batch" },
  },
  readNotice: { of: "authority" },
  listCases: { of: "none" },
  countRelistings: { of: "none" },
  readCase: { of: "authority" },
  listEvents: { of: "authority" },
  readDocument: { of: "authority" },
  readAct: { of: "authority" },
  withdrawCase: { of: "authority", body: act },
  closeCase: { of: "authority", body: act },
  resumeDelivery: { of: "authority", body: act },
  correctNotice: { of: "authority", body: { ...act, notice: sandboxNotice({ on: ["shein"] }) } },
  clarify: { of: "authority", body: { ...act, text: "Lot 3.", language: "en" } },
  extendCase: { of: "authority", body: { ...act, until: "2026-01-01T00:00:00Z" } },
  decideQuestion: {
    of: "authority",
    body: { ...act, question: "impossible", decision: "accept", text: "Accepted.", language: "en" },
  },
  recordReceipt: { of: "authority", body: { ...act, receivedAt: "2025-11-03T08:00:00Z", means: "bailiff" } },
  setHold: { of: "authority", body: { ...act, on: true } },
  revokeLinks: { of: "authority", body: act },
  draftStep: { of: "authority" },
  decideStep: { of: "authority", body: { ...act, decision: "sign" } },
  listPlatformCases: { of: "platform" },
  listPlatforms: { of: "none" },
  readPlatform: { of: "directory" },
  registerPlatform: { of: "none", body: newPlatform },
  changePlatform: { of: "directory", body: { name: "Renamed" } },
  listAuthorities: { of: "none" },
  readAuthority: { of: "directory" },
  registerAuthority: { of: "none", body: newAuthority },
  changeAuthority: { of: "directory", body: { kinds: ["judicial"] } },
  listRecipients: { of: "none" },
  setRecipient: { of: "directory", body: { holder: { kind: "person", name: "Somebody else" } } },
  setClient: { of: "directory", body: { speaksFor: { kind: "authority", id: "dgccrf" } } },
} as const satisfies Record<
  BearerRoute,
  { of: "authority" | "platform" | "directory" | "none" } & Pick<Ask, "body" | "headers">
>;

/** A client of each kind. */
const accounts = { authority: "dgccrf", platform: "platform-shein", administrator: "administrator" };

const names = Object.keys(cases) as BearerRoute[];
const owned = names.filter((name) => cases[name].of === "authority" || cases[name].of === "platform");

const nowhere = {
  noticeId: "ntc_00000000-0000-7000-8000-000000000000",
  caseId: "case_00000000-0000-7000-8000-000000000000",
  platformId: "no-such-platform",
  step: "no-such-step",
  authorityId: "no-such-authority",
  role: "search_engines",
  clientId: "no-such-client",
};

const all = new AsyncDisposableStack();
let api: Api;
let folder: string;
/** What belongs to DGCCRF and to Shein. */
let theirs: typeof nowhere;

beforeAll(async () => {
  const temporary = all.adopt(await temporaryFolder(), async ({ remove }) => remove());
  folder = temporary.path;
  ({ api } = all.use(await startRuntime({ folder })));
  const { noticeId, cases: opened } = await api.submit("dgccrf", sandboxNotice({ on: ["shein"] }));
  await api.submit("dgccrf", sandboxNotice({ on: ["shein"] }));
  const [{ caseId }] = opened as [(typeof opened)[0]];
  theirs = {
    noticeId,
    caseId,
    platformId: "shein",
    step: "overdue-act-public-prosecutor",
    authorityId: "dgccrf",
    role: "court",
    clientId: "new-authority",
  };
  await eventually("the notices are delivered", async () => {
    const page = await api.get(CasePage, "listCases", { as: "dgccrf" });
    return page.cases.every(({ status }) => status === "awaiting_acknowledgement");
  });
});

afterAll(async () => all.disposeAsync());

/** The request of a route, about things of this owner. */
function askFor(name: BearerRoute, ids: typeof nowhere): Ask {
  const { of: _, ...ask } = { body: undefined, headers: {}, ...cases[name] };
  return { params: ids, ...ask };
}

/** A client whom the route is for, and who owns nothing. */
function strangerTo(name: BearerRoute): string {
  return routes[name].audience === "platform" ? "platform-temu" : "arcom";
}

/** All that the owners can read. */
async function everything(): Promise<string[]> {
  const asked = await Promise.all([
    api.call("readNotice", { as: "dgccrf", params: theirs }),
    api.call("readCase", { as: "dgccrf", params: theirs }),
    api.call("listEvents", { as: "dgccrf", params: theirs }),
    api.call("listCases", { as: "dgccrf" }),
    api.call("listPlatformCases", { as: "platform-shein", params: theirs }),
    api.call("listPlatforms", { as: "administrator" }),
    api.call("listAuthorities", { as: "administrator" }),
    api.call("listRecipients", { as: "administrator" }),
  ]);
  return asked.map(({ text }) => text);
}

describe("tenancy", () => {
  it("is tested for every route that takes a token", () => {
    const bearer = Object.entries<Route>(routes).filter(([, { audience }]) => audience !== "public");
    expect(names.toSorted()).toEqual(bearer.map(([name]) => name).sort());
    for (const [name, { path }] of bearer) {
      expect([name, cases[name as BearerRoute].of !== "none"]).toEqual([name, path.includes("{")]);
    }
  });

  it.each(names)("%s without a token, or with one that does not hold, is 401", async (name) => {
    const before = await everything();
    const real = await api.tokenOf(strangerTo(name));
    const answers = await Promise.all(
      [
        undefined,
        "",
        "Bearer",
        "Bearer x",
        "Bearer a.b.c",
        `Basic ${btoa("dgccrf:development")}`,
        `Bearer ${real.slice(0, -4)}AAAA`,
        real,
      ].map(async (authorization) =>
        api.call(name, { ...askFor(name, theirs), ...(authorization !== undefined && { authorization }) }),
      ),
    );
    for (const answered of answers) {
      expect(verdictOf(answered)).toBe("401 unauthorized");
      expect(answered.headers["www-authenticate"]).toBe("Bearer");
      expect(tellable(answered)).toEqual(tellable(answers[0]!));
    }
    expect(await everything()).toEqual(before);
  });

  it.each(names)("%s with the token of another kind of account is 403, whether or not it exists", async (name) => {
    const before = await everything();
    const { audience, alsoFor = [] }: Route = routes[name];
    const others = Object.entries(accounts).filter(([kind]) => ![audience, ...alsoFor].some((one) => one === kind));
    expect(others.length).toBeGreaterThan(0);
    for (const [, other] of others) {
      const real = await api.call(name, { as: other, ...askFor(name, theirs) });
      expect(verdictOf(real)).toBe("403 forbidden");
      const made = await api.call(name, { as: other, ...askFor(name, nowhere) });
      expect(tellable(real)).toEqual(tellable(made));
    }
    expect(await everything()).toEqual(before);
  });

  it.each(owned)("%s of somebody else's is 404, exactly as if it did not exist", async (name) => {
    const before = await everything();
    const as = strangerTo(name);
    for (const version of [undefined, '"1"', "*", "nonsense"]) {
      const headers = { "if-match": version };
      const foreign = await api.call(name, { as, ...askFor(name, theirs), headers });
      const absent = await api.call(name, { as, ...askFor(name, nowhere), headers });
      expect(verdictOf(foreign)).toBe("404 not-found");
      expect(tellable(foreign)).toEqual(tellable(absent));
    }
    const query = { cursor: "nonsense" };
    const foreign = await api.call(name, { as, ...askFor(name, theirs), query });
    expect(tellable(foreign)).toEqual(tellable(await api.call(name, { as, ...askFor(name, nowhere), query })));
    expect(await everything()).toEqual(before);
  });

  it.each(owned.filter((name) => "body" in cases[name]))(
    "%s of somebody else's does not tell by how it takes a bad body that it exists",
    async (name) => {
      const before = await everything();
      const as = strangerTo(name);
      for (const body of ["", "{", "{}", `"${"x".repeat(70_000)}"`]) {
        const foreign = await api.call(name, { as, ...askFor(name, theirs), body });
        const absent = await api.call(name, { as, ...askFor(name, nowhere), body });
        expect(tellable(foreign)).toEqual(tellable(absent));
        expect(foreign.status).toBe(404);
      }
      expect(await everything()).toEqual(before);
    },
  );

  it("listCases shows nobody else's, whatever is asked for", async () => {
    const { reference } = (await api.get(CasePage, "listCases", { as: "dgccrf" })).cases[0]!;
    const { next } = await api.get(CasePage, "listCases", { as: "dgccrf", query: { limit: "1" } });
    const { url } = sandboxNotice({ on: ["shein"] }).items[0]!;
    const queries = [{}, { platform: "shein" }, { reference }, { url }, { state: "closed" }];
    for (const query of queries) {
      expect((await api.call("listCases", { as: "arcom", query })).json).toEqual({ cases: [] });
    }
    expect(next).toBeDefined();
    const stolen = await api.call("listCases", { as: "arcom", query: { cursor: next } });
    expect(CasePage.safeParse(stolen.json).data?.cases ?? []).toEqual([]);
    expect(stolen.text).not.toContain(theirs.caseId);
  });

  it("listPlatformCases with another platform's cursor shows nothing of it", async () => {
    const shein = { as: "platform-shein", params: { platformId: "shein" }, query: { limit: "1" } };
    const { next } = await api.get(PlatformPage, "listPlatformCases", shein);
    expect(next).toBeDefined();
    const temu = { as: "platform-temu", params: { platformId: "temu" }, query: { cursor: next } };
    const stolen = await api.call("listPlatformCases", temu);
    expect(PlatformPage.safeParse(stolen.json).data?.cases ?? []).toEqual([]);
  });

  it("submitNotice keeps references and keys apart: another authority's are free", async () => {
    const notice = sandboxNotice({ on: ["vinted"] });
    const key = "the-same-key";
    const one = await api.submit("ofac", notice, key);
    const other = await api.submit("parquet-nice", { ...notice, statementOfReasons: "Other reasons." }, key);
    expect(other.noticeId).not.toBe(one.noticeId);
    for (const [as, { noticeId }] of [["ofac", one] as const, ["parquet-nice", other] as const]) {
      const { cases: found } = await api.get(CasePage, "listCases", { as, query: { reference: notice.reference } });
      expect(found.map((summary) => summary.noticeId)).toEqual([noticeId]);
    }
  });
});

describe("a token", () => {
  const dgccrf = { authority: "dgccrf", client_id: "dgccrf", token_use: "access" };

  async function readTheirs(token: string): Promise<string> {
    return verdictOf(await api.call("readCase", { authorization: `Bearer ${token}`, params: theirs }));
  }

  async function signed(claims: JWTPayload, { issuer = api.url, expires = "1h" } = {}): Promise<string> {
    const stored = z.record(z.string(), z.string());
    const jwk = stored.parse(JSON.parse(await readFile(join(folder, "signing-key.json"), "utf8")));
    return new SignJWT(claims)
      .setProtectedHeader({ alg: "ES256" })
      .setIssuer(issuer)
      .setExpirationTime(expires)
      .sign(await importJWK(jwk, "ES256"));
  }

  it("of the issuer's key, for one account, opens that account's cases", async () => {
    expect(await readTheirs(await signed(dgccrf))).toBe("200");
  });

  it.each([
    ["has expired", dgccrf, { expires: "-1m" }],
    ["names another issuer", dgccrf, { issuer: "https://issuer.example" }],
    ["speaks for nobody", { client_id: "dgccrf" }, {}],
    ["speaks for an authority and a platform", { ...dgccrf, platform: "shein" }, {}],
    ["speaks for something that is no identifier", { authority: "dgccrf#open" }, {}],
  ])("that %s is 401", async (_, claims, how) => {
    expect(await readTheirs(await signed(claims, how))).toBe("401 unauthorized");
  });

  it("of a key that is not the issuer's, or of none, is 401", async () => {
    const { privateKey } = await generateKeyPair("ES256");
    const keys = z.object({ keys: z.array(z.object({ kid: z.string() })) });
    const published = keys.parse(await (await fetch(`${api.url}/.well-known/jwks.json`)).json());
    const kid = published.keys[0]!.kid;
    const forged = await new SignJWT(dgccrf)
      .setProtectedHeader({ alg: "ES256", kid })
      .setIssuer(api.url)
      .setExpirationTime("1h")
      .sign(privateKey);
    const unsigned = new UnsecuredJWT(dgccrf).setIssuer(api.url).setExpirationTime("1h").encode();
    expect(await readTheirs(forged)).toBe("401 unauthorized");
    expect(await readTheirs(unsigned)).toBe("401 unauthorized");
  });

  it("of an authority that the directory does not know submits nothing", async () => {
    const authorization = `Bearer ${await signed({ authority: "unheard-of" })}`;
    const answered = await api.call("submitNotice", { ...askFor("submitNotice", theirs), authorization });
    expect(problemIn(answered).status).toBe(403);
  });
});
