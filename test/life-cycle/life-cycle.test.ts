import { readFile } from "node:fs/promises";
import { format, resolveConfig } from "prettier";
import { describe, expect, it } from "vitest";
import { CaseStatus } from "../../core/case/state.ts";
import { statusOf } from "../../core/case/status.ts";
import { playedCases } from "./played-cases.ts";
import { lifeCycleTables, withTables } from "./tables.ts";

describe("the life cycle of a case", () => {
  it.each(CaseStatus.options)("is tried on cases that are %s", (status) => {
    expect(playedCases[status].map((played) => statusOf(played().kase))).toEqual(playedCases[status].map(() => status));
  });

  it("is what docs/life-cycle.md says; `npm run life-cycle` writes it anew", async () => {
    const file = new URL("../../docs/life-cycle.md", import.meta.url);
    const document = await readFile(file, "utf8");
    const options = { ...(await resolveConfig(file)), parser: "markdown" };
    expect(document).toBe(await format(withTables(document, lifeCycleTables()), options));
  });

  it("cannot be written into a document that has lost its markers", () => {
    expect(() => withTables("# Life cycle", { answers: "" })).toThrow(/lost the markers of answers/);
  });
});
