import { describe, expect, it } from "vitest";
import type { Duration } from "../../../../core/contract/duration.ts";
import type { Instant } from "../../../../core/contract/instant.ts";
import { disclosureEnds } from "../../../../core/law/disclosure.ts";
import { noticeErrorCodes } from "../../../../core/law/notice-error.ts";
import { errorsOf, faultsIn, judged, sampleNotice } from "./sample-notice.ts";

const requisition = "01-campaign-four-platforms";
const gpsr = "02-gpsr-order-temu";
const report = "03-report-haut-commissariat";
const lcen = "04-lcen-order-wish";

const shein = { url: "https://fr.shein.com/example-p-1.html", kind: "product_listing" };

describe("judging a notice", () => {
  it("splits an accepted notice by platform, each with the positions of its items", () => {
    const judgement = judged(sampleNotice(requisition));
    expect(judgement.kind === "accepted" && judgement.parts.map(({ platform, items }) => [platform.id, items])).toEqual(
      [
        ["shein", [0, 1]],
        ["aliexpress", [2]],
        ["temu", [3]],
        ["wish", [4]],
      ],
    );
  });

  it("names errors of shape, safety, law and directory in one answer", () => {
    const notice = sampleNotice(requisition, {
      orderedDelay: "PT1H",
      provision: "see data:image/png",
      signatory: undefined,
      effectAuthority: "nobody",
      speling: 1,
      items: [shein, { url: "https://elsewhere.example/1", kind: "page" }, { url: "ftp://shein.com/x", kind: "page" }],
    });
    expect(faultsIn(notice)).toEqual([
      "/effectAuthority unknown_authority",
      "/items/1/url unknown_host",
      "/items/2/url wrong_format",
      "/orderedDelay delay_too_short",
      "/provision data_uri",
      "/signatory missing_element",
      "/speling unknown_field",
    ]);
  });

  it("says nothing of what a mistake of shape leaves unreadable, and still says the rest", () => {
    const notice = sampleNotice(requisition, { redress: { provider: 7, extra: true }, orderedMeasures: ["burnt"] });
    expect(faultsIn(notice)).toEqual([
      "/orderedMeasures/0 unknown_value",
      "/redress/extra unknown_field",
      "/redress/provider wrong_type",
      "/redress/recipient missing_element",
    ]);
  });

  it.each([[null], ["notice"], [[]], [7]])("refuses %j, which is no object", (input) => {
    expect(faultsIn(input)).toEqual([" wrong_type"]);
  });

  it("names every field an empty notice must have", () => {
    expect(faultsIn({})).toEqual([
      "/items missing_element",
      "/language missing_element",
      "/legalBasis missing_element",
      "/reference missing_element",
    ]);
  });

  it("names the provision behind a missing element", () => {
    const [error] = errorsOf(sampleNotice(requisition, { effectAuthority: undefined }));
    expect(error).toMatchObject({ pointer: "/effectAuthority", provision: "DSA 9(2)(a)(vi)" });
  });

  it("treats blank text, an empty list and a false statement as missing", () => {
    expect(
      faultsIn(sampleNotice(report, { statementOfReasons: " \n", goodFaith: false }), "haut-commissariat"),
    ).toEqual(["/goodFaith missing_element", "/statementOfReasons missing_element"]);
    expect(faultsIn(sampleNotice(report, { items: [] }), "haut-commissariat")).toEqual(["/items missing_element"]);
  });

  it("never repeats what the author wrote", () => {
    const secret = "Zq7SecretValue";
    const notice = sampleNotice(requisition, {
      reference: `\n${secret}`,
      legalBasis: "fr-conso-521-3-1",
      orderedDelay: secret,
      language: secret,
      category: secret,
      effectAuthority: secret.toLowerCase(),
      orderedMeasures: [secret],
      priorMeasures: [{ kind: "zq7secretvalue", platform: "zq7secretvalue", reference: secret, date: secret }],
      items: [{ url: `https://${secret}.example/`, kind: secret }],
    });
    const told = JSON.stringify(errorsOf(notice));
    expect(errorsOf(notice).length).toBeGreaterThan(6);
    expect(told.toLowerCase()).not.toContain(secret.toLowerCase());
  });

  it("tells every error in both languages, with a known code", () => {
    const errors = errorsOf(sampleNotice(requisition, { items: [], redress: {}, orderedDelay: "PT1H", x: 1 }));
    expect(errors.length).toBeGreaterThan(4);
    for (const { code, detail } of errors) {
      expect(noticeErrorCodes).toContain(code);
      expect(detail.fr).toMatch(/\S/);
      expect(detail.en).toMatch(/\S/);
    }
  });

  it("tells at most two hundred errors", () => {
    const flood = Object.fromEntries(Array.from({ length: 5_000 }, (_, index) => [`field${index}`, 1]));
    expect(errorsOf(sampleNotice(requisition, flood))).toHaveLength(200);
  });
});

describe("the legal basis of a notice", () => {
  it("is refused alone where the authority lacks the power, whatever else is wrong", () => {
    const judgement = judged({ legalBasis: "eu-gpsr-22-order", nonsense: true }, "haut-commissariat");
    expect(judgement).toMatchObject({ kind: "refused", status: 403 });
    const errors = errorsOf({ legalBasis: "eu-gpsr-22-order", nonsense: true }, "haut-commissariat");
    expect(errors.map(({ pointer, code }) => [pointer, code])).toEqual([["/legalBasis", "no_power"]]);
    expect(errors[0]!.detail.en).toContain("eu-dsa-16, eu-gpsr-22-notice");
    expect(errors[0]!.detail.en).not.toContain("eu-dsa-9");
  });

  it("is refused where it does not exist", () => {
    expect(faultsIn(sampleNotice(requisition, { legalBasis: "fr-nothing" }))).toEqual([
      "/legalBasis unknown_legal_basis",
    ]);
  });

  it("is refused with the reason where it is kept and not usable", () => {
    const errors = errorsOf(sampleNotice(requisition, { legalBasis: "eu-tco-3" }));
    expect(errors.map(({ pointer, code }) => `${pointer} ${code}`)).toEqual(["/legalBasis legal_basis_disabled"]);
    expect(errors[0]!.detail.en).toContain("Annexes I to III");
  });

  it.each(["__proto__", "constructor", "toString"])("does not take %s for a basis", (legalBasis) => {
    expect(judged(sampleNotice(requisition, { legalBasis }))).toMatchObject({ kind: "refused", status: 422 });
  });
});

describe("the sandbox", () => {
  const trial = {
    reference: "TRIAL-1",
    legalBasis: "sandbox",
    language: "en",
    statementOfReasons: "A trial.",
    items: [shein],
    acknowledgeWithin: "PT1S",
    actWithin: "PT2S",
  };

  it("is unknown unless the deployment allows it", () => {
    expect(faultsIn(trial)).toEqual(["/legalBasis unknown_legal_basis"]);
  });

  it("accepts reasons, items and the two periods, from any authority", () => {
    expect(faultsIn(trial, "haut-commissariat", true)).toEqual([]);
    expect(faultsIn(trial, "parquet-nice", true)).toEqual([]);
  });

  it("needs both periods", () => {
    const { acknowledgeWithin: _acknowledge, actWithin: _act, ...without } = trial;
    expect(faultsIn(without, "dgccrf", true)).toEqual([
      "/acknowledgeWithin missing_element",
      "/actWithin missing_element",
    ]);
  });

  it("counts elapsed time only", () => {
    expect(faultsIn({ ...trial, actWithin: "2WD" }, "dgccrf", true)).toEqual(["/actWithin delay_not_countable"]);
  });

  it("keeps its periods to itself", () => {
    expect(faultsIn(sampleNotice(requisition, { actWithin: "PT1S" }), "dgccrf", true)).toEqual([
      "/actWithin sandbox_only",
    ]);
  });
});

describe("the delay an order sets", () => {
  it.each([
    ["PT47H", ["/orderedDelay delay_too_short"]],
    ["PT2879M", ["/orderedDelay delay_too_short"]],
    ["P1D", ["/orderedDelay delay_too_short"]],
    ["PT48H", []],
    ["P2D", []],
    ["P10D", []],
    ["2WD", ["/orderedDelay delay_not_countable"]],
    ["48h", ["/orderedDelay wrong_format"]],
    ["PT0H", ["/orderedDelay wrong_format"]],
  ])("of %s under L.521-3-1 (not under 48 hours) gives %j", (orderedDelay, faults) => {
    expect(faultsIn(sampleNotice(requisition, { orderedDelay }))).toEqual(faults);
  });

  it("is refused where the legal basis sets it", () => {
    expect(faultsIn(sampleNotice(gpsr, { orderedDelay: "PT12H" }))).toEqual(["/orderedDelay delay_set_by_legal_basis"]);
  });

  it("may be in working days where days are counted", () => {
    const injunction = { legalBasis: "fr-conso-521-1", orderedDelay: "5WD", adversarialStep: { date: "2025-10-01" } };
    expect(faultsIn(sampleNotice(requisition, injunction))).toEqual([]);
  });
});

describe("the language of a notice", () => {
  const english = (sampleNotice(gpsr)["translations"] as { en: Record<string, unknown> }).en;

  it("needs every core element translated", () => {
    const translations = { en: { ...english, redress: { provider: "Appeal." } } };
    expect(faultsIn(sampleNotice(gpsr, { translations }))).toEqual(["/language language_not_declared"]);
  });

  it("needs no translation where it is one the platform declared", () => {
    expect(faultsIn(sampleNotice(gpsr, { translations: undefined, language: "en" }))).toEqual([]);
  });

  it("is judged platform by platform: Dutch serves AliExpress, not Shein", () => {
    const errors = errorsOf(sampleNotice(requisition, { translations: { nl: english } }));
    expect(errors.map(({ pointer }) => pointer)).toEqual(["/language"]);
    expect(errors[0]!.detail.en).toContain("Shein (en), Temu (en)");
    expect(errors[0]!.detail.en).not.toContain("AliExpress");
    expect(errors[0]!.detail.en).not.toContain("Wish");
  });

  it("is free in a report, which binds nobody", () => {
    expect(faultsIn(sampleNotice(report, { language: "hu" }), "haut-commissariat")).toEqual([]);
  });

  it("is known by two lower-case letters", () => {
    expect(faultsIn(sampleNotice(gpsr, { translations: { EN: english } }))).toEqual(
      expect.arrayContaining(["/translations/EN unknown_value"]),
    );
  });
});

describe("the measures ordered", () => {
  it("are those of the basis, and the seller's beside them where it allows them", () => {
    expect(faultsIn(sampleNotice(requisition, { orderedMeasures: ["delisted", "payments_suspended"] }))).toEqual([]);
    expect(faultsIn(sampleNotice(requisition, { orderedMeasures: ["removed", "demoted"] }))).toEqual([
      "/orderedMeasures/1 measure_not_in_legal_basis",
    ]);
    expect(faultsIn(sampleNotice(lcen, { orderedMeasures: ["removed", "seller_suspended"] }), "ofac")).toEqual([
      "/orderedMeasures/1 measure_not_in_legal_basis",
    ]);
  });

  it("cannot be the finding that nothing was left", () => {
    expect(faultsIn(sampleNotice(requisition, { orderedMeasures: ["already_unavailable"] }))).toEqual([
      "/orderedMeasures/0 unknown_value",
    ]);
  });
});

describe("earlier measures", () => {
  const prior = (platform: string, kind = "fr-conso-521-1", date = "2025-10-20") => ({
    kind,
    platform,
    reference: "R-1",
    date,
  });

  it("are needed for each platform of the notice", () => {
    const errors = errorsOf(sampleNotice(requisition, { priorMeasures: [prior("shein"), prior("temu")] }));
    expect(errors.map(({ pointer, code }) => `${pointer} ${code}`)).toEqual([
      "/priorMeasures prior_measure_missing",
      "/priorMeasures prior_measure_missing",
    ]);
    expect(errors.map(({ detail }) => detail.en).join()).toMatch(/AliExpress.*Wish/);
  });

  it("are not needed where the author cannot be identified", () => {
    const notice = sampleNotice(requisition, { priorMeasures: undefined, authorUnidentifiable: true });
    expect(faultsIn(notice)).toEqual([]);
  });

  it("or the author's anonymity: one of the two must be there", () => {
    const notice = sampleNotice(requisition, { priorMeasures: undefined, authorUnidentifiable: false });
    expect(faultsIn(notice)).toEqual(["/authorUnidentifiable missing_element"]);
  });

  it("name a platform and a legal basis that exist, on a day that has come", () => {
    const all = ["shein", "aliexpress", "temu", "wish"].map((platform) => prior(platform));
    const odd = [prior("nobody"), prior("shein", "fr-nothing"), prior("temu", "fr-conso-521-1", "2025-11-05")];
    expect(faultsIn(sampleNotice(requisition, { priorMeasures: [...all, ...odd] }))).toEqual([
      "/priorMeasures/4/platform unknown_platform",
      "/priorMeasures/5/kind unknown_legal_basis",
      "/priorMeasures/6/date in_the_future",
    ]);
  });
});

describe("items", () => {
  const items = (...list: unknown[]) => sampleNotice(requisition, { items: list });

  it("may not stand there twice, whatever tracking parameters they carry", () => {
    const again = { ...shein, url: `${shein.url}?utm_source=mail#top` };
    expect(faultsIn(items(shein, again))).toEqual(["/items/1 duplicate"]);
  });

  it("are two where the locators differ", () => {
    const seller = (sellerId: string) => ({ ...shein, locators: { sellerId } });
    expect(faultsIn(items(seller("S-1"), seller("S-2")))).toEqual([]);
  });

  it("are fifty at most", () => {
    const many = Array.from({ length: 51 }, (_, index) => ({ ...shein, url: `https://fr.shein.com/p-${index}.html` }));
    expect(faultsIn(items(...many))).toEqual(["/items too_many"]);
    expect(faultsIn(items(...many.slice(1)))).toEqual([]);
  });
});

describe("dates", () => {
  const withheld = (rest: object) => sampleNotice(lcen, { disclosure: { mode: "withheld", ...rest } });

  it.each([
    [{ duration: "P42D" }, []],
    [{ duration: "P43D" }, ["/disclosure/duration disclosure_end"]],
    [{ until: "2025-12-15T08:00:00Z" }, []],
    [{ until: "2025-12-15T08:00:01Z" }, ["/disclosure/until disclosure_end"]],
    [{ until: "2025-11-01T00:00:00Z" }, ["/disclosure/until in_the_past"]],
    [{ until: "2025-12-01T00:00:00Z", duration: "P1D" }, ["/disclosure disclosure_end"]],
    [{ duration: "2WD" }, ["/disclosure disclosure_end"]],
    [{}, ["/disclosure disclosure_end"]],
  ])("secrecy towards the seller %j under six weeks gives %j", (rest, faults) => {
    expect(faultsIn(withheld(rest), "ofac")).toEqual(faults);
  });

  it("refuses evidence of the future and a search that has ended", () => {
    const evidence = [
      { custodian: "SNE", documentId: "PV-1", sha256: "0".repeat(64), takenAt: "2025-11-03T08:00:01Z" },
    ];
    const notice = sampleNotice(gpsr, { evidence, identicalContent: { until: "2025-10-31" } });
    expect(faultsIn(notice)).toEqual(["/evidence/0/takenAt in_the_future", "/identicalContent/until in_the_past"]);
  });
});

describe("the end of secrecy towards the seller", () => {
  const acceptedAt = "2025-11-03T08:00:00.000Z" as Instant;

  it("is the instant named, or so long after acceptance", () => {
    const until = "2025-11-10T00:00:00.000Z" as Instant;
    expect(disclosureEnds({ mode: "withheld", until }, acceptedAt)).toBe(until);
    expect(disclosureEnds({ mode: "withheld", duration: "P42D" as Duration }, acceptedAt)).toBe(
      "2025-12-15T08:00:00.000Z",
    );
  });

  it("is none where the seller may be told", () => {
    expect(disclosureEnds({ mode: "allowed" }, acceptedAt)).toBeUndefined();
    expect(disclosureEnds(undefined, acceptedAt)).toBeUndefined();
  });
});
