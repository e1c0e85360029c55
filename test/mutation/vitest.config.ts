import { defineConfig } from "vitest/config";

/**
 * The tests that a mutant of `core/` must not survive: those of the core alone, which take no time. They share their modules,
 * since loading them took longer than running them.
 */
export default defineConfig({
  test: { include: ["test/unit/core/**/*.test.ts"], testTimeout: 20_000, isolate: false },
});
