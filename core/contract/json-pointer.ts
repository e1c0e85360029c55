/** A path into a JSON document, outermost first: names and array positions. */
export type JsonPath = readonly PropertyKey[];

/** A name a pointer may repeat to its sender: short, printable, and no `data:` URI in disguise. */
const repeatable = /^(?!.*data:)[\p{L}\p{N}\p{P}\p{S} ]{1,64}$/iu;

/** RFC 6901 pointer to `path`; it stops above the first name that is not fit to be repeated. `""` is the whole document. */
export function pointerTo(path: JsonPath): string {
  const names = path.map(String);
  const unfit = names.findIndex((name) => !repeatable.test(name));
  const said = unfit === -1 ? names : names.slice(0, unfit);
  return said.map((name) => `/${name.replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
}

/** What stands at `pointer` in `document`; own properties only. Undefined where nothing does. */
export function valueAt(document: unknown, pointer: string): unknown {
  const names = pointer.split("/").slice(1);
  return names.reduce<unknown>((value, name) => ownProperty(value, name), document);
}

/** True when `pointer` is `above` or lies inside it. */
export function isWithin(pointer: string, above: string): boolean {
  return pointer === above || pointer.startsWith(`${above}/`);
}

function ownProperty(value: unknown, name: string): unknown {
  const plain = name.replaceAll("~1", "/").replaceAll("~0", "~");
  if (typeof value !== "object" || value === null || !Object.hasOwn(value, plain)) return undefined;
  return Object.getOwnPropertyDescriptor(value, plain)?.value;
}
