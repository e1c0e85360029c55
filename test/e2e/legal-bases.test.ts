import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { LegalBasisList, LegalBasisView } from "../../core/contract/legal-basis-view.ts";
import { problems } from "../../core/contract/problems.ts";
import { openLegalBases } from "../../functions/shared/legal-bases.ts";
import type { Api } from "../support/e2e-api.ts";
import { startRuntime } from "../support/runtime.ts";

/** A deployment with a basis of its own, and with one of the product's that it does not want used. */
const own = fileURLToPath(new URL("../../docs/samples/own-legal-bases.json", import.meta.url));
const bases = openLegalBases(own);
const ids = [...new Set([...bases.usable, ...bases.kept].map(({ id }) => id))].sort();

const all = new AsyncDisposableStack();
let api: Api;

beforeAll(async () => {
  ({ api } = all.use(await startRuntime({ legalBases: own })));
});

afterAll(async () => all.disposeAsync());

describe("the legal bases over HTTP", () => {
  it("are listed for anybody, and every one leads to itself and to its page in both languages", async () => {
    const { legalBases } = await api.get(LegalBasisList, "listLegalBases", {});
    expect(legalBases.map(({ id }) => id).sort()).toEqual(ids);
    for (const basis of legalBases) {
      const params = { basisId: basis.id };
      expect(await api.get(LegalBasisView, "readLegalBasis", { params })).toEqual(basis);
      for (const language of ["fr", "en"] as const) {
        const { status, headers, text } = await api.call("legalBasisPage", {
          params,
          headers: { "accept-language": language },
        });
        expect([status, headers["content-language"]]).toEqual([200, language]);
        expect(text).toContain(`<title>${basis.title[language].replaceAll("'", "&#39;")}`);
      }
    }
  });

  it("have a page that links to each of them", async () => {
    const { status, text } = await api.call("legalBasesPage", { headers: { "accept-language": "en" } });
    expect(status).toBe(200);
    for (const id of ids) expect(text).toContain(`href="/docs/legal-bases/${id}"`);
  });

  it("are those of the deployment: its own one is usable, the one it does not want used says why", async () => {
    const read = async (basisId: string) => api.get(LegalBasisView, "readLegalBasis", { params: { basisId } });
    expect(await read("fr-example-code-12")).toMatchObject({ enabled: true });
    const given = bases.kept.find(({ id }) => id === "eu-dsa-9")!;
    expect(await read("eu-dsa-9")).toMatchObject({ enabled: false, why: given.why });
  });

  it.each(["readLegalBasis", "legalBasisPage"] as const)("%s knows no other", async (route) => {
    for (const basisId of ["no-such-basis", "__proto__", "EU-DSA-9"]) {
      const { status, json } = await api.call(route, { params: { basisId } });
      expect([status, json]).toMatchObject([problems["not-found"].status, { type: "/problems/not-found" }]);
    }
  });
});
