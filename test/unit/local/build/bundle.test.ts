import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { hostFunctions } from "../../../../local/aws/lambda/host.ts";
import { bundle } from "../../../../local/build/bundle.ts";
import { temporaryFolder } from "../../../support/embedded-bundle.ts";

let folder: Awaited<ReturnType<typeof temporaryFolder>>;

async function write(path: string, text: string) {
  const file = join(folder.path, "functions", path);
  await mkdir(join(file, ".."), { recursive: true });
  await writeFile(file, text);
}

const build = () => bundle({ functions: join(folder.path, "functions"), output: join(folder.path, "dist") });

beforeEach(async () => {
  folder = await temporaryFolder();
  await write("shared/greeting.ts", `export const greeting: string = "Bonjour";`);
  await write("shared/index.ts", `throw new Error("shared is no function");`);
  await write(
    "greet-platform/index.ts",
    `import { greeting } from "../shared/greeting.ts";
     /*! a licence */
     class Retryable extends Error { override name = "Retryable" as const; }
     export const handler = async (event: { to?: string }) => {
       if (event.to === undefined) throw new Retryable();
       return greeting + " " + event.to + " " + typeof require;
     };`,
  );
  await write("count-cases/index.ts", `export const handler = async () => 0;`);
  await write("unfinished/handler.ts", `export const handler = async () => 0;`);
});

afterEach(async () => {
  await folder.remove();
});

describe("the build", () => {
  it("makes one CommonJS file of every function, none of what they share, and tells their sizes", async () => {
    const bundles = await build();
    expect(bundles.map(({ name, file }) => [name, file])).toEqual([
      ["count-cases", join(folder.path, "dist/count-cases/index.js")],
      ["greet-platform", join(folder.path, "dist/greet-platform/index.js")],
    ]);
    for (const { file, bytes } of bundles) expect((await readFile(file)).length).toBe(bytes);
  });

  it("makes bundles that run, and raise errors under their names though they are minified", async () => {
    const bundles = await build();
    expect(await readFile(bundles[1]!.file, "utf8")).not.toMatch(/\n.*\n|licence|class Retryable/);
    const host = hostFunctions({
      functions: bundles.map(({ name, file }) => ({ name, file, environment: {}, timeoutMilliseconds: 10_000 })),
    });
    expect(await host.warm()).toEqual([]);
    expect(await host.invoke("greet-platform", { to: "shein" })).toEqual({ payload: "Bonjour shein function" });
    expect(await host.invoke("greet-platform", {})).toMatchObject({ error: { errorType: "Retryable" } });
    await host.close();
  });

  it("leaves nothing of a former build", async () => {
    await mkdir(join(folder.path, "dist/removed-function"), { recursive: true });
    await writeFile(join(folder.path, "dist/removed-function/index.js"), "");
    await build();
    await expect(readFile(join(folder.path, "dist/removed-function/index.js"))).rejects.toThrow();
  });
});
