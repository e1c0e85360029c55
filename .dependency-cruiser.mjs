/** The import table of docs/architecture.md, enforced. */
const npm = "^node_modules/";
const only = (name, from, allowed, comment) => ({
  name,
  comment,
  severity: "error",
  from: { path: from },
  to: { pathNot: allowed },
});

export default {
  forbidden: [
    only(
      "core-is-pure",
      "^core/",
      ["^core/", `${npm}zod/`, `${npm}temporal-polyfill/`],
      "core/ knows neither Node, AWS, the environment nor the clock.",
    ),
    only(
      "functions-stay-apart",
      "^functions/([^/]+)/",
      ["^functions/$1/", "^functions/shared/", "^core/", "^workflows/.*\\.steps\\.ts$", npm, "^(node:)?[a-z_/]+$"],
      "A function imports core/, functions/shared/ and the contracts of its workflow step, never another function.",
    ),
    only(
      "workflows-know-contracts",
      "^workflows/",
      ["^workflows/", "^core/contract/", `${npm}zod/`],
      "A step contract is made of contract schemas.",
    ),
    {
      name: "shared-knows-no-function",
      severity: "error",
      from: { path: "^functions/shared/" },
      to: { path: "^functions/(?!shared/)" },
    },
    {
      name: "infra-sees-definitions-only",
      severity: "error",
      from: { path: "^infra/" },
      to: {
        path: "^(local|test|console)/|^functions/(?!.*env\\.ts$|shared/dynamo/table\\.ts$)|^core/(?!contract/|law/(directory/starting-directory|legal-bases|own-bases)\\.ts$)",
      },
    },
    { name: "local-stays-local", severity: "error", from: { path: "^local/" }, to: { path: "^(infra|console|test)/" } },
    { name: "nothing-imports-test", severity: "error", from: { pathNot: "^test/" }, to: { path: "^test/" } },
    { name: "nothing-imports-local", severity: "error", from: { pathNot: "^(local|test)/" }, to: { path: "^local/" } },
    {
      name: "no-cycles",
      severity: "error",
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: { exportsFields: ["exports"], conditionNames: ["import", "node", "default", "types"] },
  },
};
