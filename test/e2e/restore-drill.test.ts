import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import { findDynamoDbBinary } from "../../local/aws/dynamodb-binary.ts";

const project = fileURLToPath(new URL("../../", import.meta.url));
/** Two starts, a deadline, and a machine that has other work. */
const patience = 280_000;

describe.skipIf(findDynamoDbBinary() === undefined)("the restore drill", () => {
  it(
    "loses a store and comes back from its export: same cases, same chain heads, every open case worked on again",
    async () => {
      // Rejects when the exit code is not 0.
      const { stdout, stderr } = await promisify(execFile)(process.execPath, ["local/restore/drill.ts"], {
        cwd: project,
      });
      expect(stdout).toContain("✓ holds the same cases with the same chain heads\n");
      expect(stdout).toContain("✓ due: the deadline that passed meanwhile is on record, temu is reminded\n");
      expect(stdout).toContain("✓ unsent: wish has its notice\n");
      expect(stdout.match(/✓ \w+: has a new execution/g)).toHaveLength(3);
      expect(stdout).toMatch(/\nRestored: nothing is lost, and every open case is worked on again\.\n$/);
      expect(stderr).toBe("");
    },
    patience,
  );
});
