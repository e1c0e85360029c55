import { fileURLToPath } from "node:url";
import { App } from "aws-cdk-lib";
import { checkRules } from "./rules.ts";
import { readSettings } from "./settings.ts";
import { SommationStack } from "./stack.ts";

const app = new App();
const settings = readSettings(app.node.getAllContext() as Record<string, unknown>);
new SommationStack(app, `Sommation-${settings.stage}`, {
  settings,
  // Where `local/build/bundle.ts` has just put them: the very files that `npm start` runs.
  bundles: fileURLToPath(new URL("../dist/functions/", import.meta.url)),
});
checkRules(app);
