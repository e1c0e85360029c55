import { describe, expect, it } from "vitest";
import { languageOf, openTerminal } from "../../../../local/terminal/terminal.ts";

function written(stream: { isTTY?: boolean; columns?: number }, environment: Record<string, string> = {}) {
  const texts: string[] = [];
  const terminal = openTerminal({ ...stream, write: (text) => texts.push(text) }, environment);
  terminal.write(terminal.paint("bad", "missed"));
  return texts.join("");
}

describe("a terminal", () => {
  it("shows colour to a person", () => {
    expect(written({ isTTY: true })).toBe("\u001b[31mmissed\u001b[39m\n");
  });

  it.each([
    ["to a file or a pipe", {}, {}],
    ["where NO_COLOR is set", { isTTY: true }, { NO_COLOR: "1" }],
    ["on a dumb terminal", { isTTY: true }, { TERM: "dumb" }],
  ])("writes plain text %s", (_, stream, environment) => {
    expect(written(stream, environment)).toBe("missed\n");
  });

  it("takes NO_COLOR for unset where it is empty", () => {
    expect(written({ isTTY: true }, { NO_COLOR: "" })).toContain("\u001b[31m");
  });

  it.each([
    [undefined, 100],
    [80, 80],
    [0, 100],
    [250, 100],
    [40, 72],
  ])("of %s columns is used to %s", (columns, width) => {
    expect(openTerminal({ write: () => true, ...(columns !== undefined && { columns }) }, {}).width).toBe(width);
  });
});

describe("the language of a terminal", () => {
  it.each([
    [{}, "en"],
    [{ LANG: "fr_FR.UTF-8" }, "fr"],
    [{ LANG: "fr" }, "fr"],
    [{ LANG: "C.UTF-8" }, "en"],
    [{ LANG: "fr_FR.UTF-8", LC_ALL: "en_GB.UTF-8" }, "en"],
    [{ LANG: "fr_FR.UTF-8", LC_ALL: "" }, "fr"],
    [{ LANG: "frp_IT" }, "en"],
  ])("in %o is %s", (environment, language) => {
    expect(languageOf(environment)).toBe(language);
  });
});
