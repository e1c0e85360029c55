import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
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
    judgement: judgeNotice(sample.notice, { authority, now, directory: startingDirectory, allowSandbox: false }),
  };
}

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
  });

  it.each(names.filter((name) => name.startsWith("9")))("%s is refused at exactly the pointers it names", (name) => {
    const { sample, judgement } = judge(name);
    const refused = judgement.kind === "refused" ? judgement : undefined;
    expect(refused?.status).toBe(sample.expected.status);
    expect([...new Set(refused?.errors.map((error) => error.pointer))].sort()).toEqual(sample.expected.errors);
  });
});
