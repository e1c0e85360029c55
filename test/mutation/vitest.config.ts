import { defineConfig } from "vitest/config";

/** The tests that a mutant of `core/` must not survive: those of the core alone, which take no time. */
export default defineConfig({ test: { include: ["test/unit/core/**/*.test.ts"], testTimeout: 20_000 } });
