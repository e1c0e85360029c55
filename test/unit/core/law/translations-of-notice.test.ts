import { describe, expect, it } from "vitest";
import { faultsIn, sampleNotice } from "./sample-notice.ts";

const gpsr = "02-gpsr-order-temu";
const { en: english } = sampleNotice(gpsr)["translations"] as { en: Record<string, unknown> };
const redress = english["redress"] as Record<string, unknown>;

/** The faults of a French notice to a platform that declared English, translated so. */
const translated = (en: object) => faultsIn(sampleNotice(gpsr, { translations: { en } }));

describe("a translation serves the platform (DSA art. 9(2)(c))", () => {
  it("where it has every core element", () => {
    expect(translated(english)).toEqual([]);
  });

  it.each([
    ["the statement of reasons", { ...english, statementOfReasons: undefined }],
    ["the provision", { ...english, provision: undefined }],
    ["the redress of the platform", { ...english, redress: { ...redress, provider: undefined } }],
    ["the redress of the seller", { ...english, redress: { ...redress, recipient: undefined } }],
    ["all of the redress", { ...english, redress: undefined }],
  ])("not without %s", (_, en) => {
    expect(translated(JSON.parse(JSON.stringify(en)) as object)).toEqual(["/language language_not_declared"]);
  });

  it("not with blank text in place of one", () => {
    expect(translated({ ...english, provision: "" })).toEqual(["/language language_not_declared"]);
    expect(translated({ ...english, statementOfReasons: " \n" })).toEqual(["/language language_not_declared"]);
  });

  it("without what the notice itself leaves blank, which is missed there", () => {
    const notice = sampleNotice(gpsr, { provision: " ", translations: { en: { ...english, provision: "" } } });
    expect(faultsIn(notice)).toEqual(["/provision missing_element"]);
  });
});

describe("a translation with a mistake inside", () => {
  it("is told as such, and not as one that is not there", () => {
    expect(translated({ ...english, provision: 7 })).toEqual(["/translations/en/provision wrong_type"]);
  });
});

describe("a translation with a mistake inside, into a language that serves nobody", () => {
  it("does not hide that the platform is not served", () => {
    const german = { ...english, provision: 7 };
    const faults = ["/language language_not_declared", "/translations/de/provision wrong_type"];
    expect(faultsIn(sampleNotice(gpsr, { translations: { de: german } }))).toEqual(faults);
    expect(faultsIn(sampleNotice(gpsr, { translations: { de: german, en: english } }))).toEqual([faults[1]]);
  });
});

describe("a language that cannot be read", () => {
  it("is told as such, and not as one the platform did not declare", () => {
    expect(faultsIn(sampleNotice(gpsr, { language: "French", translations: undefined }))).toEqual([
      "/language wrong_format",
    ]);
  });
});
