import { describe, expect, it } from "vitest";
import { sendHostile } from "../support/hostile-run.ts";
import { startRuntime } from "../support/runtime.ts";

/** The same requests each time; other seeds, and many more of them, are for `test/soak/hostile.ts`. */
const seed = 4;
const requests = 2_000;

describe(`${requests} hostile requests`, () => {
  it("are all answered, none with a failure of ours, and none that is refused changes a record", async () => {
    await using runtime = await startRuntime();
    const { counts, problems, findings } = await sendHostile(runtime, { seed, requests });
    expect(findings).toEqual([]);
    // They get past the front door: some are lawful, some are refused late, and in both languages.
    expect(counts).toMatchObject({ 200: expect.any(Number) as number, 409: expect.any(Number) as number });
    for (const key of ["not-json", "invalid-request", "invalid-notice", "version-changed", "unauthorized"]) {
      expect(problems).toHaveProperty(`${key} fr`);
      expect(problems).toHaveProperty(`${key} en`);
    }
    const { code, stderr } = await runtime.stop();
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  });
});
