import eslint from "@eslint/js";
import tseslint from "typescript-eslint";

const clockOfTheMachine = [
  { object: "Date", property: "now", message: "core/ takes the instant as a parameter." },
  { object: "Temporal", property: "Now", message: "core/ takes the instant as a parameter." },
  { object: "process", property: "env", message: "Read the environment once, in env.ts." },
];

export default tseslint.config(
  { ignores: ["dist/", "reports/", ".stryker/", "cdk.out/", "node_modules/", "coverage/", ".sommation/"] },
  eslint.configs.recommended,
  {
    files: ["**/*.ts"],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      "@typescript-eslint/consistent-type-definitions": ["error", "type"],
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/switch-exhaustiveness-check": ["error", { considerDefaultExhaustiveForUnions: true }],
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_", varsIgnorePattern: "^_" }],
      "@typescript-eslint/require-await": "off",
      "no-console": "error",
    },
  },
  {
    files: ["core/**/*.ts"],
    rules: {
      "no-restricted-properties": ["error", ...clockOfTheMachine],
      "no-restricted-syntax": [
        "error",
        {
          selector: "NewExpression[callee.name='Date'][arguments.length=0]",
          message: "core/ takes the instant as a parameter.",
        },
      ],
      "no-restricted-globals": ["error", "process", "Buffer", "setTimeout", "setInterval", "fetch", "crypto"],
    },
  },
  { files: ["local/**/*.ts", "test/**/*.ts"], rules: { "no-console": "off" } },
  {
    files: ["test/**/*.ts"],
    rules: { "@typescript-eslint/no-non-null-assertion": "off" },
  },
  {
    files: ["**/*.mjs"],
    languageOptions: {
      globals: { process: "readonly", console: "readonly", URL: "readonly", setTimeout: "readonly" },
    },
  },
);
