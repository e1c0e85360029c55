import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { presets } from "../../../../core/law/legal-bases.ts";
import type { Instant } from "../../../../core/contract/instant.ts";
import { judgeNotice } from "../../../../core/law/judge-notice.ts";
import { authorityIn } from "../../../../core/law/directory/directory.ts";
import { startingDirectory } from "../../../../core/law/directory/starting-directory.ts";

type Sample = {
  submitAs: string;
  expected: { status: number; cases?: string[]; errors?: string[] };
  notice: unknown;
};

const folder = new URL("../../../samples/", import.meta.url);
const now = "2025-11-03T08:00:00.000Z" as Instant;
const names = readdirSync(folder).filter((name) => name.endsWith(".json"));

function judge(name: string) {
  const sample = JSON.parse(readFileSync(new URL(name, folder), "utf8")) as Sample;
  const authority = authorityIn(startingDirectory, sample.submitAs)!;
  return {
    sample,
    judgement: judgeNotice(sample.notice, {
      authority,
      now,
      directory: startingDirectory,
      bases: presets,
      allowSandbox: false,
    }),
  };
}

/** What each bad sample is told, and nothing more: pointer and code. */
const told: Record<string, readonly string[]> = {
  "90-bad-embedded-image.json": ["/statementOfReasons data_uri"],
  "91-bad-no-power-to-order.json": ["/legalBasis no_power"],
  "92-bad-incomplete-order.json": [
    "/effectAuthority missing_element",
    "/items/0/url unknown_host",
    "/orderedDelay missing_element",
    "/orderedMeasures missing_element",
    "/provision missing_element",
    "/redress/provider missing_element",
    "/redress/recipient missing_element",
    "/signatory missing_element",
    "/statementOfReasons missing_element",
    "/substantiveBasis missing_element",
    "/territorialScope missing_element",
  ],
  "93-bad-delay-under-minimum.json": ["/orderedDelay delay_too_short"],
  "94-bad-language.json": ["/language language_not_declared"],
  "95-bad-unknown-field.json": ["/statmentOfReasons unknown_field"],
};

/** The items that each platform of a good sample gets, by their positions. */
const parts: Record<string, readonly (readonly number[])[]> = {
  "01-campaign-four-platforms.json": [[0, 1], [2], [3], [4]],
  "02-gpsr-order-temu.json": [[0]],
  "03-report-haut-commissariat.json": [[0], [1]],
  "04-lcen-order-wish.json": [[0]],
};

describe("the sample notices", () => {
  it("holds good and bad ones", () => {
    expect(names.filter((name) => name.startsWith("0"))).toHaveLength(4);
    expect(names.filter((name) => name.startsWith("9"))).toHaveLength(6);
  });

  it.each(names.filter((name) => name.startsWith("0")))("%s is accepted with the cases it names", (name) => {
    const { sample, judgement } = judge(name);
    expect(judgement.kind === "refused" ? judgement.errors : []).toEqual([]);
    expect(judgement.kind === "accepted" && judgement.parts.map((part) => part.platform.id)).toEqual(
      sample.expected.cases,
    );
    expect(judgement.kind === "accepted" && judgement.parts.map((part) => part.items)).toEqual(parts[name]);
  });

  it.each(names.filter((name) => name.startsWith("9")))("%s is refused at exactly the pointers it names", (name) => {
    const { sample, judgement } = judge(name);
    const refused = judgement.kind === "refused" ? judgement : undefined;
    expect(refused?.status).toBe(sample.expected.status);
    expect([...new Set(refused?.errors.map((error) => error.pointer))].sort()).toEqual(sample.expected.errors);
  });

  it.each(names.filter((name) => name.startsWith("9")))("%s is told its mistakes once each, and no others", (name) => {
    const { judgement } = judge(name);
    const errors = judgement.kind === "refused" ? judgement.errors : [];
    expect(errors.map(({ pointer, code }) => `${pointer} ${code}`).sort()).toEqual(told[name]);
  });

  it("name the provision of every element that the incomplete order misses", () => {
    const { judgement } = judge("92-bad-incomplete-order.json");
    const errors = judgement.kind === "refused" ? judgement.errors : [];
    const missing = errors.filter(({ code }) => code === "missing_element");
    expect(Object.fromEntries(missing.map(({ pointer, provision }) => [pointer, provision]))).toEqual({
      "/statementOfReasons": "DSA 9(2)(a)(ii)",
      "/provision": "DSA 9(2)(a)(ii)",
      "/signatory": "CRPA L.212-1",
      "/orderedMeasures": "DSA 9(1)",
      "/redress/provider": "DSA 9(2)(a)(v)",
      "/redress/recipient": "DSA 9(2)(a)(v)",
      "/effectAuthority": "DSA 9(2)(a)(vi)",
      "/territorialScope": "DSA 9(2)(b)",
      "/substantiveBasis": "DSA 9(1)",
      "/orderedDelay": "DSA 9(1)",
    });
  });

  it("are refused without a word of what they hold", () => {
    const { judgement } = judge("90-bad-embedded-image.json");
    expect(judgement.kind).toBe("refused");
    expect(JSON.stringify(judgement)).not.toMatch(/iVBORw0|image\/png/);
  });
});
