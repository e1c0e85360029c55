import { build, type OnLoadResult, type Plugin } from "esbuild";

/** Modules of libraries that a function has no use for: each file, by the end of its path. */
type LeftOut = Readonly<Record<string, RegExp>>;

/** Modules that only a function that describes its schemas calls: zod's way from a schema to JSON Schema. */
export const idleWithoutDescriptions = {
  jsonSchema: /zod\/v4\/core\/(to-json-schema|json-schema-processors)\.js$/,
} as const satisfies LeftOut;

/** Bundles nothing but their names in the place of these modules: each export throws, should anything ever call it. */
export function leaveOut(modules: LeftOut): Plugin {
  return {
    name: "leave-out",
    setup: (bundling) => {
      for (const [name, module] of Object.entries(modules)) {
        const filter = new RegExp(module.source.replaceAll("\\/", "[\\\\/]"));
        bundling.onLoad({ filter }, async ({ path }) => throwing(name, path));
      }
    },
  };
}

/** Nothing but the exports of a module, each a function that says what is missing. */
async function throwing(name: string, path: string): Promise<OnLoadResult> {
  const { metafile } = await build({
    entryPoints: [path],
    bundle: false,
    format: "esm",
    outdir: ".",
    write: false,
    metafile: true,
  });
  const exported = Object.values(metafile.outputs).flatMap((output) => output.exports);
  const contents = [
    `function absent() { throw new Error("left out of the bundle: ${name}"); }`,
    ...exported.map((one) => `export { absent as ${one} };`),
  ];
  return { contents: contents.join("\n"), loader: "js" };
}
