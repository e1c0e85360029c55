import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { Instant } from "../../../../core/contract/instant.ts";
import { authorityIn } from "../../../../core/law/directory/directory.ts";
import { startingDirectory } from "../../../../core/law/directory/starting-directory.ts";
import { judgeNotice } from "../../../../core/law/judge-notice.ts";
import { findBasisInForce, findKeptBasis, findLegalBasis, presets } from "../../../../core/law/legal-bases.ts";
import { withOwnBases } from "../../../../core/law/own-bases.ts";

type Basis = Record<string, unknown>;
const file = JSON.parse(
  readFileSync(new URL("../../../../docs/samples/own-legal-bases.json", import.meta.url), "utf8"),
) as {
  legalBases: [Basis, Basis];
};
const [order, closed] = file.legalBases;

function basesWith(...legalBases: Basis[]) {
  const read = withOwnBases(presets, { legalBases });
  if (read.kind === "faulty") throw new Error(JSON.stringify(read.faults));
  return read.bases;
}

function faultsOf(...legalBases: unknown[]) {
  const read = withOwnBases(presets, { legalBases });
  return read.kind === "good" ? [] : read.faults;
}

const pointersOf = (...legalBases: unknown[]) => faultsOf(...legalBases).map(({ pointer }) => pointer);

/** A notice complete under the order of the sample. */
const notice = {
  reference: "EX-1",
  legalBasis: "fr-example-code-12",
  language: "en",
  category: "PROTECTION_OF_MINORS",
  keywords: ["PROHIBITED_PRODUCTS"],
  territorialScope: ["FR"],
  statementOfReasons: "The listing offers what may not be sold.",
  orderedDelay: "P5D",
  items: [{ url: "https://www.shein.com/example-p-100000001.html", kind: "product_listing" }],
};

function judged(changes: object, bases = basesWith(order, closed), now = "2025-11-03T08:00:00.000Z") {
  const authority = authorityIn(startingDirectory, "arcom")!;
  const submission = { authority, now: now as Instant, directory: startingDirectory, bases, allowSandbox: false };
  const judgement = judgeNotice({ ...notice, ...changes }, submission);
  return judgement.kind === "accepted"
    ? `${judgement.basis.id} v${judgement.basis.version}`
    : judgement.errors.map(({ pointer, code, detail }) => ({ pointer, code, detail }));
}

describe("a deployment's own legal basis", () => {
  it("is judged by like those that are built in", () => {
    expect(judged({})).toBe("fr-example-code-12 v1");
    expect(judged({ orderedDelay: "P2D" })).toMatchObject([{ pointer: "/orderedDelay" }]);
    expect(judged({ orderedDelay: undefined })).toMatchObject([{ pointer: "/orderedDelay", code: "missing_element" }]);
    expect(judged({ orderedMeasures: ["delisted"] })).toMatchObject([
      { pointer: expect.stringMatching("measures|orderedMeasures") as string },
    ]);
  });

  it("is unknown where the deployment does not bring it", () => {
    expect(judged({}, presets)).toMatchObject([{ pointer: "/legalBasis", code: "unknown_legal_basis" }]);
  });

  it("may close one that is built in, for the reason it gives; its cases go on under the version they have", () => {
    const bases = basesWith(order, closed);
    expect(judged({ legalBasis: "eu-dsa-9" }, bases)).toMatchObject([
      { pointer: "/legalBasis", code: "legal_basis_disabled", detail: closed["why"] },
    ]);
    expect(findLegalBasis(bases, "eu-dsa-9", 1)).toBe(findLegalBasis(presets, "eu-dsa-9"));
  });

  it("that is closed is offered to nobody", () => {
    const offered = (...own: Basis[]) => {
      const [error] = judged({ legalBasis: "fr-conso-521-1" }, basesWith(...own)) as { detail: { en: string } }[];
      return error?.detail.en;
    };
    expect(offered()).toContain("eu-dsa-9, eu-dsa-16, eu-gpsr-22-notice.");
    expect(offered(closed)).toContain("may act under: eu-dsa-16, eu-gpsr-22-notice.");
    const all = ["eu-dsa-9", "eu-dsa-16", "eu-gpsr-22-notice"].map((id) => ({ ...closed, id }));
    expect(offered(...all)).toMatch(/may act under no basis here: have .* checked in the directory\.$/);
  });

  it("may make one usable that is only kept", () => {
    const tco = { ...order, id: "eu-tco-3" };
    expect(findKeptBasis(basesWith(tco), "eu-tco-3")).toBeUndefined();
    expect(judged({ legalBasis: "eu-tco-3" }, basesWith(tco))).toBe("eu-tco-3 v1");
  });

  it("has versions, each for its days where the authority sits; a case keeps its own", () => {
    const bases = basesWith({ ...order, validTo: "2025-10-31" }, { ...order, version: 2, validFrom: "2025-11-01" });
    expect(judged({}, bases, "2025-10-31T22:59:59.000Z")).toBe("fr-example-code-12 v1");
    expect(judged({}, bases, "2025-10-31T23:00:00.000Z")).toBe("fr-example-code-12 v2");
    expect(judged({}, bases, "2025-05-31T21:59:59.000Z")).toMatchObject([{ code: "legal_basis_not_in_force" }]);
    expect(findLegalBasis(bases, "fr-example-code-12", 1)?.validTo).toBe("2025-10-31");
    expect(findBasisInForce(bases, "fr-example-code-12", "2025-10-31")?.version).toBe(1);
  });

  it("of a later version is not in force before its first day: until then the earlier one is", () => {
    const bases = basesWith(order, { ...order, version: 2, validFrom: "2026-01-01" });
    expect(judged({}, bases)).toBe("fr-example-code-12 v1");
  });
});

describe("a file of legal bases", () => {
  it("that is good has no fault", () => {
    expect(faultsOf(order, closed)).toEqual([]);
  });

  it.each<[string, unknown, string]>([
    ["a field that does not exist", { ...order, clock: {} }, "/legalBases/0/clock"],
    ["an element no notice has", { ...order, requires: [{ at: "/photo", by: "L.1" }] }, "/legalBases/0/requires/0"],
    ["a measure nobody knows", { ...order, measures: ["burned"] }, "/legalBases/0/measures/0"],
    ["no issuer", { ...order, issuers: [] }, "/legalBases/0/issuers"],
    ["everybody as issuer: that is for the sandbox", { ...order, issuers: "any" }, "/legalBases/0/issuers"],
    ["words in one language", { ...order, title: { fr: "Ordre" } }, "/legalBases/0/title/en"],
    ["a confirmation that is not ours to give", { ...order, review: "confirmed" }, "/legalBases/0/review"],
    ["a version that the product has", { ...order, id: "eu-dsa-16" }, "/legalBases/0/version"],
    ["an end before its beginning", { ...order, validTo: "2025-05-31" }, "/legalBases/0/validTo"],
    ["a delay of the notice that it does not ask for", { ...order, requires: [] }, "/legalBases/0/clocks/act/within"],
    [
      "working days as elapsed time",
      {
        ...order,
        clocks: { ...(order["clocks"] as object), acknowledge: { within: "1WD", basis: "sla", rule: "elapsed" } },
      },
      "/legalBases/0/clocks/acknowledge/rule",
    ],
  ])("is refused where it has %s", (_title, basis, pointer) => {
    expect(pointersOf(basis)).toContain(pointer);
    for (const { detail } of faultsOf(basis)) {
      expect(detail.fr).not.toBe("");
      expect(detail.en).not.toBe("");
    }
  });

  const delay = (limits: object) => ({ at: "/orderedDelay", by: "L.13", ...limits });
  const hourly = (within: string) => ({
    acknowledge: { within: "PT1H", basis: "sla", rule: "elapsed" },
    act: { within, basis: "set_in_order", rule: "elapsed" },
  });
  it.each<[string, Basis, string]>([
    ["a secrecy in working days", { disclosure: { withholdMax: "10WD" } }, "/disclosure/withholdMax"],
    [
      "a prior information in working days",
      { priorInformation: { firstOrderToHost: "1WD", waiver: "/emergency" } },
      "/priorInformation/firstOrderToHost",
    ],
    [
      "a step some working days after a clock that runs by the hour",
      { clocks: hourly("orderedDelay"), ladder: [{ ...(order["ladder"] as Basis[])[1], after: "2WD" }] },
      "/ladder/0/after",
    ],
    ["a shortest delay over the longest", { requires: [delay({ min: "P5D", max: "PT48H" })] }, "/requires/0"],
    ["limits of two kinds", { requires: [delay({ min: "2WD", max: "P5D" })] }, "/requires/0"],
    [
      "a limit in working days to a delay that runs by the hour",
      { clocks: hourly("orderedDelay"), requires: [delay({ min: "2WD" })] },
      "/requires/0",
    ],
    ["a limit to what is no delay", { requires: [delay({}), { at: "/items", by: "L.1", min: "P5D" }] }, "/requires/1"],
    ["a period of the sandbox", { requires: [delay({}), { at: "/actWithin", by: "L.1" }] }, "/requires/1"],
    ["a delay that no clock counts", { clocks: hourly("PT24H") }, "/requires/2"],
  ])("is refused where it has %s", (_title, changes, pointer) => {
    const faults = faultsOf({ ...order, ...changes });
    expect(faults.map((fault) => fault.pointer)).toEqual([`/legalBases/0${pointer}`]);
    expect(faults[0]?.detail.fr).toMatch(/ : .*\.$/);
    expect(faults[0]?.detail.en).toMatch(/: .*\.$/);
  });

  it("may count a step, and limit a delay, in working days where days are counted", () => {
    const ladder = [{ ...(order["ladder"] as Basis[])[1], after: "2WD" }];
    expect(faultsOf({ ...order, ladder, requires: [delay({ min: "2WD", max: "9WD" })] })).toEqual([]);
  });

  it("is refused where a version stands twice, and says which is free", () => {
    expect(faultsOf(order, order)).toEqual([
      {
        pointer: "/legalBases/1/version",
        detail: {
          fr: expect.stringContaining("version 2") as string,
          en: expect.stringContaining("version 2") as string,
        },
      },
    ]);
  });

  const step = (order["ladder"] as Basis[])[0]!;
  it.each<[string, Basis]>([
    [
      "tells a stranger of a missed service level",
      { ...step, clock: "acknowledge", mode: "decision", to: "court", message: "referral" },
    ],
    ["states a consequence that nobody decides", { ...step, to: "court" }],
    ["bears the name of another", { ...step, id: "overdue-act-court" }],
  ])("is refused where a step %s", (_title, wrong) => {
    const ladder = [wrong, (order["ladder"] as Basis[])[1]];
    expect(pointersOf({ ...order, ladder }).some((pointer) => pointer.startsWith("/legalBases/0/ladder"))).toBe(true);
  });

  it.each([null, [], "x", {}, { legalBases: {} }, { legalBases: [], more: 1 }])(
    "is refused when it is none: %j",
    (content) => {
      expect(withOwnBases(presets, content).kind).toBe("faulty");
    },
  );
});
