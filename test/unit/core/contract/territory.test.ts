import { describe, expect, it } from "vitest";
import { Answer } from "../../../../core/contract/answer.ts";
import { zodErrors } from "../../../../core/contract/shape-errors.ts";
import { isTerritory, Territory, unknownTerritory } from "../../../../core/contract/territory.ts";
import { digestNumber, idOf } from "../../../support/cases.ts";
import { errorsOf, sampleNotice } from "../law/sample-notice.ts";

const order = "01-campaign-four-platforms";

/** What a platform says of one item, and what is wrong with it. */
function faultsOfReport(territory: string[]) {
  const item = { itemId: idOf("itm", 1), outcome: "removed", territory };
  const data = { caseId: idOf("case", 1), version: 1, digest: digestNumber(1), items: [item] };
  const answer = { type: "notice.action_taken", data };
  return zodErrors(Answer.safeParse(answer).error?.issues ?? [], answer);
}

describe("a territory", () => {
  it.each(["EU", "EEA", "FR", "GB", "GR", "XK", "RE"])("is known: %s", (code) => {
    expect(Territory.safeParse(code).success).toBe(true);
  });

  it.each(["XX", "ZZ", "QQ", "XA", "EZ", "UN", "UK", "EL", "SU"])("is no code of a State: %s", (code) => {
    expect(Territory.safeParse(code).success).toBe(false);
  });

  it("is of the States that have a code and a name", () => {
    const names = new Intl.DisplayNames("en", { type: "region", fallback: "none" });
    const letters = Array.from({ length: 26 }, (_, index) => String.fromCharCode(65 + index));
    const codes = letters.flatMap((first) => letters.map((second) => `${first}${second}`)).filter(isTerritory);
    expect(codes.filter((code) => names.of(code) === undefined)).toEqual([]);
    // A former or a second code has the name of the State that it stands for.
    expect(codes.filter((code) => Intl.getCanonicalLocales(`und-${code}`)[0] !== `und-${code}`)).toEqual([]);
    expect(codes.filter((code) => !["EU", "XK"].includes(code))).toHaveLength(249);
  });
});

describe("a territory that there is not", () => {
  it("is refused in an answer, where it stands, with what to write", () => {
    expect(faultsOfReport(["FR", "XX", "EU", "QQ"])).toEqual([
      { pointer: "/data/items/0/territory/1", ...unknownTerritory },
      { pointer: "/data/items/0/territory/3", ...unknownTerritory },
    ]);
  });

  it("is refused in a notice, where it stands, with the same words", () => {
    expect(errorsOf(sampleNotice(order, { territorialScope: ["FR", "XX"] }))).toEqual([
      { pointer: "/territorialScope/1", ...unknownTerritory },
    ]);
  });

  it("is told from one that is not written as a code", () => {
    expect(faultsOfReport(["Europe", "fr"]).map(({ pointer, code }) => [pointer, code])).toEqual([
      ["/data/items/0/territory/0", "wrong_format"],
      ["/data/items/0/territory/1", "wrong_format"],
    ]);
    const errors = errorsOf(sampleNotice(order, { territorialScope: ["Europe"] }));
    expect(errors.map(({ pointer, code }) => [pointer, code])).toEqual([["/territorialScope/0", "wrong_format"]]);
  });
});
