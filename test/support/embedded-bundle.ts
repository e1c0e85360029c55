import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A folder for a test, removed by the test. */
export async function temporaryFolder(): Promise<{ path: string; remove: () => Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), "sommation-test-"));
  return { path, remove: () => rm(path, { recursive: true, force: true }) };
}

/** Writes bundles as the build makes them: CommonJS, one file each; returns their paths by name. */
export async function writeBundles<Name extends string>(
  folder: string,
  sources: Readonly<Record<Name, string>>,
): Promise<Record<Name, string>> {
  const paths: Partial<Record<Name, string>> = {};
  for (const name of Object.keys(sources) as Name[]) {
    const path = join(folder, `${name}.js`);
    await writeFile(path, sources[name]);
    paths[name] = path;
  }
  return paths as Record<Name, string>;
}
