import { defineConfig } from "vitest/config";

/** Those that fill both cores themselves, or are about milliseconds: nothing else runs meanwhile. */
const alone = ["test/simulation/simulation.test.ts", "test/e2e/deadline-race.test.ts"];

/** Those that are about values, or about templates, which are costly to make. */
const together = ["test/unit/core/**/*.test.ts", "test/infra/**/*.test.ts"];

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
          // Nothing that a file leaves behind is seen by another: a process serves many of them, and loads what is tested once.
          name: "in one process",
          include: together,
          isolate: false,
          sequence: { groupOrder: 1 },
        },
      },
      {
        extends: true,
        test: {
          name: "beside one another",
          include: ["test/**/*.test.ts"],
          exclude: ["test/bench/**", ...alone, ...together],
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
