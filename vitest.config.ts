import { defineConfig } from "vitest/config";

/** Those that fill both cores themselves, or are about milliseconds: nothing else runs meanwhile. */
const alone = ["test/simulation/simulation.test.ts", "test/e2e/deadline-race.test.ts"];

export default defineConfig({
  test: {
    // Two cores: many tests start a service of their own and wait for it, so that a third worker finds time.
    maxWorkers: 3,
    // No test is about how soon something comes: a bound says that it will not come any more, on however slow a machine.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    projects: [
      { extends: true, test: { name: "alone", include: alone, maxWorkers: 1, sequence: { groupOrder: 0 } } },
      {
        extends: true,
        test: {
          name: "beside one another",
          include: ["test/**/*.test.ts"],
          exclude: ["test/bench/**", ...alone],
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
