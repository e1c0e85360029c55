import { describe, expect, it } from "vitest";
import { runKills } from "./kill-run.ts";

describe("kill -9 under load, in small (npm run soak: in earnest)", { timeout: 600_000 }, () => {
  it("loses nothing that was promised, does nothing twice, and escalates nobody before time", async () => {
    const { faults, ...report } = await runKills({ kills: 3, cases: 40, seed: 1, scale: 720, tell: () => undefined });
    console.log(JSON.stringify(report));
    expect(faults).toEqual([]);
    expect(report.cases).toBeGreaterThanOrEqual(40);
    expect(report.answers).toBeGreaterThan(0);
  });
});
