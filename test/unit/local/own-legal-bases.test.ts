import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openLegalBases } from "../../../functions/shared/legal-bases.ts";
import { presets } from "../../../core/law/legal-bases.ts";
import { faultsOfOwnBases } from "../../../local/own-legal-bases.ts";
import { temporaryFolder } from "../../support/embedded-bundle.ts";
import { launch } from "../../support/e2e-process.ts";

const good = fileURLToPath(new URL("../../../docs/samples/own-legal-bases.json", import.meta.url));
let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let bad: string;

beforeAll(async () => {
  folder = await temporaryFolder();
  bad = join(folder.path, "bad.json");
  await writeFile(bad, '{"legalBases":[{"enabled":false,"id":"fr-x"}]}');
});
afterAll(() => folder.remove());

describe("a file of one's own legal bases", () => {
  it("that is good has nothing against it, and is what functions know beside the presets", () => {
    expect(faultsOfOwnBases(good, "fr")).toBeUndefined();
    expect(openLegalBases(good).usable.map(({ id }) => id)).toEqual([
      ...presets.usable.map(({ id }) => id),
      "fr-example-code-12",
    ]);
    expect(openLegalBases(undefined)).toBe(presets);
  });

  it("that is not good is described line by line, in the reader's language", () => {
    expect(faultsOfOwnBases(bad, "fr")).toMatch(
      /ne peuvent pas servir :\n.*\/legalBases\/0\/title : Ce champ est obligatoire\./s,
    );
    expect(faultsOfOwnBases(bad, "en")).toMatch(
      /cannot be used:\n.*\/legalBases\/0\/title : This field is required\./s,
    );
    expect(() => openLegalBases(bad)).toThrow("faults, the first at /legalBases/0");
  });

  it("that is not there or no JSON is named", () => {
    expect(faultsOfOwnBases("/nowhere.json", "en")).toBe(
      "The file of legal bases /nowhere.json cannot be read as JSON.",
    );
  });

  it("that is not good keeps the service from starting", async () => {
    const { code, stderr } = await launch(["--no-demo"], { PORT: "0", SOMMATION_LEGAL_BASES: bad }).ended;
    expect(code).toBe(1);
    expect(stderr).toContain("/legalBases/0/title");
  });
});
