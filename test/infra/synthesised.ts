import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { App, type Environment } from "aws-cdk-lib";
import { Template } from "aws-cdk-lib/assertions";
import * as z from "zod";
import { functions } from "../../core/contract/functions.ts";
import { readSettings } from "../../infra/settings.ts";
import { SommationStack } from "../../infra/stack.ts";

/** `cdk.json`, as far as it is read here. */
export const cdkJson = z
  .object({ app: z.string(), context: z.record(z.string(), z.unknown()) })
  .parse(JSON.parse(readFileSync(fileURLToPath(new URL("../../cdk.json", import.meta.url)), "utf8")));

/** A resource of a template. */
export const Resource = z.object({
  Type: z.string(),
  Properties: z.record(z.string(), z.unknown()).default({}),
  DeletionPolicy: z.string().optional(),
  DependsOn: z.union([z.string(), z.array(z.string())]).optional(),
});
export type Resource = z.infer<typeof Resource>;

/** A template, by logical ids. */
export type Resources = Readonly<Record<string, Resource>>;

/** What to synthesise. Context by the names after `sommation:`. */
export type Wish = { context?: Record<string, unknown>; env?: Environment | undefined };

/**
 * An app as `cdk synth` makes it, but for the bundles, which hold a line each: what is in them does not matter here.
 * Its folder is removed by `remove`.
 */
export function makeApp({ context = {}, env }: Wish = {}): { app: App; stack: SommationStack; remove: () => void } {
  const folder = mkdtempSync(join(tmpdir(), "sommation-synth-"));
  const remove = () => {
    rmSync(folder, { recursive: true });
  };
  const bundles = join(folder, "functions");
  for (const name of Object.keys(functions)) {
    mkdirSync(join(bundles, name), { recursive: true });
    writeFileSync(join(bundles, name, "index.js"), `exports.handler = async () => "${name}";\n`);
  }
  const given = Object.entries(context).map(([name, value]) => [`sommation:${name}`, value] as const);
  const all = { ...cdkJson.context, "aws:cdk:bundling-stacks": [], ...Object.fromEntries(given) };
  const app = new App({ context: all, outdir: join(folder, "cdk.out"), analyticsReporting: false });
  const settings = readSettings(all);
  const stack = new SommationStack(app, `Sommation-${settings.stage}`, {
    settings,
    bundles,
    ...(env !== undefined && { env }),
  });
  return { app, stack, remove };
}

type Synthesised = { template: Template; resources: Resources; outputs: object };

/** Those that have been made, by what was wished: a second or two each, and wished for in many files. */
const made = new Map<string, Synthesised>();

/** The template of a deployment; the same one for the same wish. @throws where resources wait for each other in a circle. */
export function synthesise(wish: Wish = {}): Synthesised {
  const key = JSON.stringify(wish);
  const known = made.get(key) ?? synthesisedAnew(wish);
  made.set(key, known);
  return known;
}

function synthesisedAnew(wish: Wish): Synthesised {
  const { stack, remove } = makeApp(wish);
  const template = Template.fromStack(stack);
  remove();
  const { Resources, Outputs } = z
    .object({ Resources: z.record(z.string(), Resource), Outputs: z.record(z.string(), z.unknown()) })
    .parse(template.toJSON());
  return { template, resources: Resources, outputs: Outputs };
}

/** Resources of a type, with their logical ids. */
export function ofType(resources: Resources, type: string): [id: string, properties: Resource["Properties"]][] {
  return Object.entries(resources).flatMap(([id, { Type, Properties }]) => (Type === type ? [[id, Properties]] : []));
}

/** A value of a template as text: `arn:${AWS::Partition}:…`, `${CaseStoreTable}` without its hash. */
export function rendered(value: unknown): string {
  if (typeof value === "string") return value;
  const intrinsic = Intrinsic.parse(value);
  if ("Ref" in intrinsic) return `\${${withoutHash(intrinsic.Ref)}}`;
  if ("Fn::GetAtt" in intrinsic) return `\${${withoutHash(intrinsic["Fn::GetAtt"][0])}}`;
  const [separator, parts] = intrinsic["Fn::Join"];
  return parts.map(rendered).join(separator);
}

/** Logical ids end with eight digits that say nothing to a reader. */
export function withoutHash(logicalId: string): string {
  return logicalId.replace(/[0-9A-F]{8}$/, "");
}

const Intrinsic = z.union([
  z.strictObject({ Ref: z.string() }),
  z.strictObject({ "Fn::GetAtt": z.tuple([z.string(), z.string()]) }),
  z.strictObject({ "Fn::Join": z.tuple([z.string(), z.array(z.unknown())]) }),
]);
