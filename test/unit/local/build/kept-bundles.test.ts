import { mkdir, readdir, readFile, rm, stat, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { presentBundles } from "../../../../local/build/kept-bundles.ts";
import { temporaryFolder } from "../../../support/embedded-bundle.ts";

let folder: Awaited<ReturnType<typeof temporaryFolder>>;

const inFolder = (path: string) => join(folder.path, path);

/** Writes a source some seconds ago, as a file is that nobody is writing just now. */
async function write(path: string, text: string, secondsAgo = 60) {
  const file = inFolder(`functions/${path}`);
  await mkdir(join(file, ".."), { recursive: true });
  await writeFile(file, text);
  const then = new Date(Date.now() - secondsAgo * 1_000);
  await utimes(file, then, then);
}

const folders = () => ({ functions: inFolder("functions"), kept: inFolder("kept"), otherwise: inFolder("otherwise") });
const present = async () => presentBundles(folders());
const textOf = async ({ file }: { file: string }) => readFile(file, "utf8");

beforeEach(async () => {
  folder = await temporaryFolder();
  await write("shared/words.ts", `export const words = "first";`);
  await write("speak/index.ts", `import { words } from "../shared/words.ts"; export const handler = () => words;`);
});

afterEach(async () => {
  await folder.remove();
});

describe("bundles kept from one start to the next", () => {
  it("are taken again while nothing they were made of has changed", async () => {
    const [first] = await present();
    const written = await stat(first!.file);
    expect(await textOf(first!)).toContain("first");
    const [again] = await present();
    expect(again).toEqual(first);
    expect((await stat(again!.file)).ino).toBe(written.ino);
  });

  it("are made anew when a file has changed that one of them holds, and those in use stay", async () => {
    const [first] = await present();
    await write("shared/words.ts", `export const words = "second";`, 30);
    const [second] = await present();
    expect(await textOf(second!)).toContain("second");
    expect(await textOf(first!)).toContain("first");
  });

  it("are made anew when there is one more function, or one less", async () => {
    await present();
    await write("listen/index.ts", `export const handler = () => 0;`);
    expect((await present()).map(({ name }) => name)).toEqual(["listen", "speak"]);
    await rm(inFolder("functions/listen"), { recursive: true });
    expect((await present()).map(({ name }) => name)).toEqual(["speak"]);
  });

  it("are made anew when they are gone, or what was noted of them is not readable", async () => {
    const [first] = await present();
    await rm(join(first!.file, "../.."), { recursive: true });
    expect(await textOf((await present())[0]!)).toContain("first");
    await writeFile(inFolder("kept/last.json"), "{");
    expect(await textOf((await present())[0]!)).toContain("first");
  });

  it("are not taken again when a source was written while they were made", async () => {
    await write("shared/words.ts", `export const words = "now";`, -60);
    const [first] = await present();
    expect(await textOf(first!)).toContain("now");
    expect(await readdir(inFolder("kept"))).not.toContain("last.json");
    expect((await present())[0]!.file).not.toBe(first!.file);
  });

  it("are made by each of several starts at once, and kept once", async () => {
    const starts = await Promise.all([present(), present(), present()]);
    for (const [one] of starts) expect(await textOf(one!)).toContain("first");
    expect((await readdir(inFolder("kept"))).filter((name) => !name.endsWith(".json"))).toHaveLength(1);
  });

  it("are removed when no start has used them for a week", async () => {
    const [first] = await present();
    const eightDaysAgo = new Date(Date.now() - 8 * 86_400_000);
    const old = join(first!.file, "../..");
    await utimes(old, eightDaysAgo, eightDaysAgo);
    await write("shared/words.ts", `export const words = "second";`, 30);
    await present();
    await expect(stat(old)).rejects.toThrow();
  });

  it("go where they are told when nothing can be kept", async () => {
    await writeFile(inFolder("kept"), "a file where the folder would be");
    const [only] = await present();
    expect(only!.file).toBe(inFolder("otherwise/speak/index.js"));
    expect(await textOf(only!)).toContain("first");
  });
});
