import { describe, expect, it } from "vitest";
import { errorsOf, sampleNotice } from "./sample-notice.ts";

const requisition = (changes: object) => sampleNotice("01-campaign-four-platforms", { ...changes });
const gpsr = (changes: object) => sampleNotice("02-gpsr-order-temu", { ...changes });
const withheld = (rest: object) => sampleNotice("04-lcen-order-wish", { disclosure: { mode: "withheld", ...rest } });

const shein = { url: "https://fr.shein.com/example-p-1.html", kind: "product_listing" };
const elsewhere = { url: "https://elsewhere.example/1", kind: "page" };
const earlier = { kind: "fr-conso-521-1", platform: "shein", reference: "R-1", date: "2025-10-20" };

/** A sentence: a capital, words, a full stop. */
const sentence = /^\p{Lu}.*\p{L}.*\.$/u;

describe("what is wrong with a notice is said in a sentence, in French and in English", () => {
  it.each([
    ["sandbox_only", requisition({ actWithin: "PT1H" }), "« sandbox »", "“sandbox”"],
    ["delay_set_by_legal_basis", gpsr({ orderedDelay: "PT12H" }), "délai", "delay"],
    ["delay_not_countable", requisition({ orderedDelay: "2WD" }), "PT48H", "PT48H"],
    ["delay_too_short", requisition({ orderedDelay: "PT47H" }), "48 heures", "48 hours"],
    ["unknown_legal_basis", requisition({ legalBasis: "fr-nothing" }), "base légale", "legal basis"],
    [
      "unknown_legal_basis",
      requisition({ priorMeasures: [{ ...earlier, kind: "fr-nothing" }] }),
      "base légale",
      "legal basis",
    ],
    ["unknown_authority", requisition({ effectAuthority: "nobody" }), "autorité", "authority"],
    [
      "unknown_platform",
      requisition({ priorMeasures: [{ ...earlier, platform: "nobody" }] }),
      "plateforme",
      "platform",
    ],
    ["unknown_host", requisition({ items: [elsewhere] }), "plateforme", "platform"],
    ["duplicate", requisition({ items: [elsewhere, shein, shein] }), "/items/1", "/items/1"],
    ["in_the_future", requisition({ priorMeasures: [{ ...earlier, date: "2025-12-01" }] }), "futur", "future"],
    ["in_the_past", gpsr({ identicalContent: { until: "2025-10-01" } }), "passée", "passed"],
  ])("%s", (code, notice, fr, en) => {
    const told = errorsOf(notice).filter((error) => error.code === code);
    expect(told).not.toEqual([]);
    for (const { detail } of told) {
      expect(detail.fr).toMatch(sentence);
      expect(detail.en).toMatch(sentence);
      expect(detail.fr).toContain(fr);
      expect(detail.en).toContain(en);
    }
  });

  it.each([
    ["a secrecy without end", withheld({}), "until", "until"],
    ["a secrecy over six weeks", withheld({ duration: "P43D" }), "42 jours", "42 days"],
    ["a secrecy that is over", withheld({ until: "2025-11-01T00:00:00Z" }), "passée", "passed"],
    ["a secrecy until a day that there is not", withheld({ until: "2025-11-31T00:00:00Z" }), "n'existe pas", "no such"],
    ["a secrecy until an instant of another zone", withheld({ until: "2025-12-01T00:00:00+01:00" }), "par Z", "in Z"],
  ])("%s", (_, notice, fr, en) => {
    const [error, ...more] = errorsOf(notice, "ofac");
    expect(more).toEqual([]);
    expect(error?.detail.fr).toMatch(sentence);
    expect(error?.detail.en).toMatch(sentence);
    expect(error?.detail.fr).toContain(fr);
    expect(error?.detail.en).toContain(en);
  });
});

describe("an officer reads what would be right", () => {
  it.each([
    ["/orderedDelay", { orderedDelay: "48h" }, "PT48H"],
    ["/orderedDelay", { orderedDelay: "PT0H" }, /nul|nothing/],
    ["/orderedDelay", { orderedDelay: 48 }, /texte|text/],
    ["/orderedMeasures/0", { orderedMeasures: ["burned"] }, "`removed`, `disabled_eu`"],
    ["/category", { category: "TOYS" }, "`PROTECTION_OF_MINORS`"],
    ["/items", { items: Array.from({ length: 51 }, () => shein) }, "50"],
    ["/provision", { provision: "x ".repeat(2_001) }, "4000"],
    ["/priorMeasures/0/date", { priorMeasures: [{ ...earlier, date: "20 octobre" }] }, "2025-11-03"],
    ["/disclosure/mode", { disclosure: { mode: "secret" } }, "`withheld`"],
  ])("what belongs at %s", (pointer, changes, right) => {
    const { detail } = errorsOf(requisition(changes)).find((error) => error.pointer === pointer)!;
    for (const text of [detail.fr, detail.en]) {
      expect(text).toMatch(sentence);
      expect(text).toMatch(right);
    }
  });

  it("the measures the legal basis allows, and no others", () => {
    const [error] = errorsOf(sampleNotice("04-lcen-order-wish", { orderedMeasures: ["demoted"] }), "ofac");
    expect(error?.detail.fr).toMatch(/: removed, disabled_eu\.$/);
    expect(error?.detail.en).toMatch(/: removed, disabled_eu\.$/);
  });

  it("the bases the authority has the power to use", () => {
    const [error] = errorsOf({ legalBasis: "eu-gpsr-22-order" }, "haut-commissariat");
    expect(error?.detail.fr).toMatch(/: eu-dsa-16, eu-gpsr-22-notice\.$/);
    expect(error?.detail.en).toMatch(/: eu-dsa-16, eu-gpsr-22-notice\.$/);
  });

  it("the languages each platform declared", () => {
    const [error] = errorsOf(requisition({ translations: undefined }));
    for (const text of [error?.detail.fr, error?.detail.en]) {
      expect(text).toMatch(sentence);
      expect(text).toContain("Shein (en), AliExpress (en, nl), Temu (en)");
      expect(text).not.toContain("Wish");
    }
  });

  it("the platform that has no earlier measure", () => {
    const [error] = errorsOf(requisition({ items: [shein], priorMeasures: [{ ...earlier, platform: "temu" }] }));
    expect(error).toMatchObject({ code: "prior_measure_missing", provision: "C. conso. L.521-3-1" });
    expect(error?.detail.fr).toMatch(/Shein.*\.$/);
    expect(error?.detail.en).toMatch(/Shein.*\.$/);
  });

  it("the name of a missing element", () => {
    const [error] = errorsOf(requisition({ provision: undefined }));
    expect(error?.detail.fr).toMatch(/manque.*: disposition enfreinte\.$/);
    expect(error?.detail.en).toMatch(/missing: provision infringed\.$/);
  });

  it("what exactly a missing element has to hold, where its name does not say it", () => {
    const [error] = errorsOf(requisition({ signatory: undefined }));
    expect(error?.detail.fr).toMatch(/: signataire \(prénom, nom, qualité et service\)\.$/);
    expect(error?.detail.en).toMatch(/: signatory \(first name, name, capacity and service\)\.$/);
  });

  it("each element of a choice of which one is enough, and when it is", () => {
    const [error] = errorsOf(requisition({ priorMeasures: undefined }));
    expect(error?.detail.fr).toMatch(
      /manque l'un .*: auteur non identifiable ou mesures antérieures restées sans effet \(.*auprès de cette plateforme\)\.$/,
    );
    expect(error?.detail.en).toMatch(
      /One of .*: author unidentifiable or earlier measures ignored \(.*by this platform\)\.$/,
    );
  });
});

describe("a fault of form in what the basis asks for names the provision", () => {
  const signatory = { firstName: "Prénom", lastName: "NOM", capacity: "Cheffe" };
  it.each([
    ["/orderedDelay", { orderedDelay: "" }, "C. conso. L.521-3-1"],
    ["/effectAuthority", { effectAuthority: "" }, "DSA 9(2)(a)(vi)"],
    ["/statementOfReasons", { statementOfReasons: null }, "DSA 9(2)(a)(ii)"],
    ["/signatory/service", { signatory }, "CRPA L.212-1"],
    ["/orderedMeasures/0", { orderedMeasures: ["burned"] }, "DSA 9(1)"],
    ["/items/0/url", { items: [{ ...shein, url: "fr.shein.com/1" }] }, "DSA 9(2)(a)(iv)"],
    ["/authorUnidentifiable", { authorUnidentifiable: "yes" }, "C. conso. L.521-3-1"],
    ["/redress/provider", { redress: { provider: 7, recipient: "Appeal." } }, "DSA 9(2)(a)(v)"],
  ])("at %s", (pointer, changes, provision) => {
    expect(errorsOf(requisition(changes)).find((error) => error.pointer === pointer)).toMatchObject({ provision });
  });

  const lcen = { fr: "LCEN art. 6-1, 6-2 à 6-2-2 ; C. pén. 227-23", en: "LCEN art. 6-1, 6-2 to 6-2-2; C. pén. 227-23" };
  it.each([
    ["/orderedMeasures/0", { orderedMeasures: ["demoted"] }],
    ["/disclosure/duration", { disclosure: { mode: "withheld", duration: "P43D" } }],
    ["/identicalContent", { identicalContent: { until: "2025-12-31" } }],
    ["/orderedDelay", { orderedDelay: "PT24H" }],
  ])("and what the basis leaves no room for names the basis, at %s", (pointer, changes) => {
    const [error, ...more] = errorsOf(sampleNotice("04-lcen-order-wish", changes), "ofac");
    expect(more).toEqual([]);
    expect(error).toMatchObject({ pointer, provision: lcen });
  });

  it("and none where the limit is ours, or nothing asks for it", () => {
    const changes = { items: Array.from({ length: 51 }, () => shein), keywords: ["small"], more: 1 };
    for (const pointer of ["/items", "/keywords/0", "/more"]) {
      expect(errorsOf(requisition(changes)).find((error) => error.pointer === pointer)?.provision).toBeUndefined();
    }
  });
});
