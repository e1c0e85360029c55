import { describe, expect, it } from "vitest";
import { languageOf } from "../../../../../functions/shared/problems/language-of.ts";

describe("the language to answer in", () => {
  it.each([
    [undefined, "fr"],
    ["", "fr"],
    ["*", "fr"],
    ["fr", "fr"],
    ["en", "en"],
    ["EN-gb", "en"],
    ["fr-CA, en;q=0.9", "fr"],
    ["en;q=0.8, fr;q=0.9", "fr"],
    ["en;q=0.9, fr;q=0.8", "en"],
    ["en-US,en;q=0.9,fr;q=0.8", "en"],
    ["de, en;q=0.5", "en"],
    ["de", "fr"],
    ["de, *;q=0.1", "fr"],
    ["en, *", "en"],
    ["fr;q=0.2, *;q=0.5", "en"],
    ["fr;q=0, *", "en"],
    ["fr;q=0", "en"],
    ["en;q=0", "fr"],
    ["en;q=0.5, en-GB;q=0.9, fr;q=0.7", "en"],
    ["en;q=abc", "fr"],
    ["en ; q=1.000 , fr ; q=0.9", "en"],
    [";;;,,,q=", "fr"],
    [`${"x;q=0.5,".repeat(5_000)}en`, "en"],
  ])("of %j is %s", (header, language) => {
    expect(languageOf(header)).toBe(language);
  });

  it("is the first named of two that are wished for alike", () => {
    expect(languageOf("en, fr")).toBe("en");
    expect(languageOf("fr, en")).toBe("fr");
  });
});
