import { describe, expect, it } from "vitest";
import { readOptions } from "../../../local/options.ts";

describe("options", () => {
  it.each([
    [[], {}, { port: 4_600, scale: 7_200, demo: true, dataFolder: undefined }],
    [["--real-time"], {}, { port: 4_600, scale: 1, demo: false, dataFolder: ".sommation" }],
    [["--no-demo", "--scale", "60"], {}, { port: 4_600, scale: 60, demo: false, dataFolder: undefined }],
    [["--scale=3600"], { PORT: "0" }, { port: 0, scale: 3_600, demo: true, dataFolder: undefined }],
    [["--real-time"], { SOMMATION_DATA: "/data" }, { port: 4_600, scale: 1, demo: false, dataFolder: "/data" }],
    [
      ["--real-time"],
      { SOMMATION_SMTP: "smtp://localhost:1025" },
      { port: 4_600, scale: 1, demo: false, dataFolder: ".sommation", smtpUrl: "smtp://localhost:1025" },
    ],
    [[], { SOMMATION_DATA: "kept" }, { port: 4_600, scale: 7_200, demo: true, dataFolder: "kept" }],
  ])("%j with %j", (argv, environment, options) => {
    expect(readOptions(argv, environment)).toEqual({ kind: "run", options });
  });

  it.each([
    [["--fast"], {}],
    [["--scale"], {}],
    [["--scale", "quick"], {}],
    [["--scale", "0"], {}],
    [["--scale", "100001"], {}],
    [["--real-time", "--scale", "2"], {}],
    [["something"], {}],
    [[], { PORT: "http" }],
    [[], { PORT: "70000" }],
    [[], { SOMMATION_SMTP: "localhost:1025" }],
    [[], { SOMMATION_SMTP: "http://localhost:1025" }],
  ])("refuse %j with %j in one line", (argv, environment) => {
    const asked = readOptions(argv, environment);
    expect(asked).toMatchObject({ kind: "refused" });
    expect(asked.kind === "refused" && asked.message.split("\n")).toHaveLength(1);
  });

  it("give the usage when asked to, with every flag and variable", () => {
    const asked = readOptions(["--help"], {});
    for (const name of ["--real-time", "--no-demo", "--scale", "PORT", "SOMMATION_DATA", "SOMMATION_SMTP"]) {
      expect(asked).toMatchObject({ kind: "help", text: expect.stringContaining(name) as string });
    }
  });
});
