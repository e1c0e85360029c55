import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Template } from "aws-cdk-lib/assertions";
import { afterAll, describe, expect, it } from "vitest";
import { functions } from "../../core/contract/functions.ts";
import { temporaryFolder } from "../support/embedded-bundle.ts";
import { makeApp } from "./synthesised.ts";

const own = fileURLToPath(new URL("../../docs/samples/own-legal-bases.json", import.meta.url));
const removals: (() => void)[] = [];
afterAll(() => {
  for (const remove of removals) remove();
});

function synthesised(context: Record<string, unknown>) {
  const { app, stack, remove } = makeApp({ context: { stage: "dev", ...context } });
  removals.push(remove);
  return { app, template: Template.fromStack(stack) };
}

describe("a deployment with legal bases of its own", () => {
  it("has them in a layer that every function of it carries, and is told where they are", () => {
    // Mail as well: with it a deployment has every function.
    const { app, template } = synthesised({ legalBases: own, mailDomain: "mail.sommation.example" });
    const [layer] = Object.keys(template.findResources("AWS::Lambda::LayerVersion"));
    const made = Object.values(template.findResources("AWS::Lambda::Function")).filter(({ Properties: properties }) =>
      String((properties as { Description?: string }).Description).startsWith("Sommation: "),
    );
    expect(made).toHaveLength(Object.keys(functions).length);
    for (const { Properties: properties } of made) {
      expect(properties).toMatchObject({
        Layers: [{ Ref: layer }],
        Environment: { Variables: { LEGAL_BASES_FILE: "/opt/legal-bases.json" } },
      });
    }
    const kept = readFileSync(join(app.outdir, "../legal-bases/legal-bases.json"), "utf8");
    expect(kept).toBe(readFileSync(own, "utf8"));
  });

  it("has no layer without them", () => {
    const { template } = synthesised({});
    template.resourceCountIs("AWS::Lambda::LayerVersion", 0);
    expect(JSON.stringify(template.toJSON())).not.toContain("LEGAL_BASES_FILE");
  });

  it("is not made with a file that is not good: every fault is named", async () => {
    const folder = await temporaryFolder();
    const file = join(folder.path, "bad.json");
    writeFileSync(file, '{"legalBases":[{"enabled":false,"id":"fr-xyz"},{"enabled":true}]}');
    expect(() => synthesised({ legalBases: file })).toThrow(/\/legalBases\/0\/title: .*\n(.*\n)*.*\/legalBases\/1\/id/);
    await folder.remove();
  });
});
