import { describe, expect, it } from "vitest";
import { presets } from "../../../../../core/law/legal-bases.ts";
import type { Instant } from "../../../../../core/contract/instant.ts";
import type { Directory } from "../../../../../core/law/directory/directory.ts";
import { startingDirectory } from "../../../../../core/law/directory/starting-directory.ts";
import { judgeNotice } from "../../../../../core/law/judge-notice.ts";

const [shein] = startingDirectory.platforms as [Directory["platforms"][number]];
const [dgccrf] = startingDirectory.authorities as [Directory["authorities"][number]];
const market = { ...shein, id: "market", name: "Market", domains: ["market.example"], languages: ["lt"] };
const office = { ...dgccrf, id: "office" };
const now = "2025-11-03T08:00:00.000Z" as Instant;

function judged(directory: Directory, change: object = {}) {
  const notice = {
    reference: "R-1",
    legalBasis: "sandbox",
    language: "en",
    statementOfReasons: "A test.",
    items: [{ url: "https://shop.market.example/1", kind: "page" }],
    acknowledgeWithin: "PT1H",
    actWithin: "PT2H",
    ...change,
  };
  const judgement = judgeNotice(notice, { authority: office, now, directory, bases: presets, allowSandbox: true });
  return judgement.kind === "accepted"
    ? judgement.parts.map(({ platform }) => platform.id)
    : judgement.errors.map(({ pointer, code }) => `${pointer} ${code}`);
}

const withMarket: Directory = {
  platforms: [...startingDirectory.platforms, market],
  authorities: [office],
  recipients: [],
};

describe("a notice", () => {
  it("reaches the platforms of the deployment's own directory, and no others", () => {
    expect(judged(startingDirectory)).toEqual(["/items/0/url unknown_host"]);
    expect(judged(withMarket)).toEqual(["market"]);
    const platforms = [{ ...market, domains: ["other.example"] }];
    expect(judged({ ...withMarket, platforms })).toEqual(["/items/0/url unknown_host"]);
    expect(judged({ platforms: [], authorities: [], recipients: [] })).toEqual(["/items/0/url unknown_host"]);
  });

  it("may name only authorities and platforms of that directory", () => {
    const named = {
      effectAuthority: "dgccrf",
      priorMeasures: [{ kind: "eu-dsa-16", platform: "market", reference: "R-0", date: "2025-10-01" }],
    };
    const faults = judged(withMarket, named);
    expect(faults).toContain("/effectAuthority unknown_authority");
    expect(faults.filter((fault) => fault.endsWith("unknown_platform"))).toEqual([]);
    expect(judged(startingDirectory, named)).toContain("/priorMeasures/0/platform unknown_platform");
  });
});
