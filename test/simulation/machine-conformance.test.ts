import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { playScript, type Script, type Wait } from "./machine/scripts.ts";
import { embeddedStage, virtualStage } from "./machine/stages.ts";

async function compare(script: Script): Promise<string[]> {
  const embedded = embeddedStage();
  const seen = await playScript(script, embedded);
  await embedded.close();
  expect(await playScript(script, virtualStage())).toEqual(seen);
  return seen;
}

const wait = (ending: Wait["ending"], more: Partial<Wait> = {}): Wait => ({
  failures: [],
  isEarly: false,
  ending,
  ...more,
});
const success = (next: "wait" | "deliver" | "end") => ({ by: "success", next }) as const;
const failure = (error: string) => ({ by: "failure", error }) as const;
const timeout = { by: "timeout" } as const;
const script = (waits: Wait[], failures: Partial<Script["failures"]> = {}): Script => ({
  failures: { "deliver-messages": [], "escalate-case": [], ...failures },
  waits,
});
const times = (count: number, error: string) => Array.from({ length: count }, () => error);

const scripts: [title: string, script: Script, end: string][] = [
  ["that is answered in time", script([wait(success("end"))]), "4 transitions"],
  ["that delivers again", script([wait(success("deliver")), wait(success("end"))]), "7 transitions"],
  ["that waits on", script([wait(success("wait")), wait(success("end"))]), "6 transitions"],
  ["whose wait runs out twice", script([wait(timeout), wait(timeout), wait(success("end"))]), "8 transitions"],
  ["that is told that its deadline moved", script([wait(failure("LookAgain"))]), "6 transitions"],
  ["whose token fails for a reason nobody catches", script([wait(failure("Unheard"))]), "2 transitions"],
  [
    "whose token is used before its function returns",
    script([wait(success("end"), { isEarly: true })]),
    "4 transitions",
  ],
  [
    "whose token fails before its function returns",
    script([wait(failure("DeadlinePassed"), { isEarly: true })]),
    "6 transitions",
  ],
  ["whose wait is tried again", script([wait(success("end"), { failures: times(2, "Retryable") })]), "6 transitions"],
  [
    "whose wait, tried again, runs out",
    script([wait(timeout, { failures: ["Lambda.Unknown"] }), wait(success("end"))]),
    "7 transitions",
  ],
  [
    "whose wait fails under no listed name",
    script([wait(success("end"), { failures: ["TypeError"] })]),
    "2 transitions",
  ],
  [
    "whose wait is tried too often",
    script([wait(success("end"), { failures: times(9, "Retryable") })]),
    "10 transitions",
  ],
  ["whose delivery is tried again", script([], { "deliver-messages": times(3, "Outage") }), "7 transitions"],
  ["whose delivery is tried too often", script([], { "deliver-messages": times(9, "Outage") }), "9 transitions"],
  [
    "whose escalation is tried again",
    script([wait(timeout), wait(success("end"))], { "escalate-case": times(8, "Outage") }),
    "14 transitions",
  ],
];

describe("the virtual machine and the embedded engine", () => {
  it.each(scripts)("run alike an execution %s", async (_title, given, end) => {
    expect((await compare(given)).at(-1)).toBe(end);
  });

  it("run alike whatever happens to an execution", async () => {
    const ending = fc.oneof(
      fc.constantFrom("wait" as const, "deliver" as const, "end" as const).map(success),
      fc.constantFrom("LookAgain", "DeadlinePassed", "Unheard").map(failure),
      fc.constant(timeout),
    );
    const waits = fc.array(
      fc
        .record({
          failures: fc.array(fc.constantFrom("Retryable", "Lambda.Unknown", "States.Timeout"), { maxLength: 2 }),
          ending,
          isEarly: fc.boolean(),
        })
        .map((one) => ({ ...one, isEarly: one.isEarly && one.ending.by !== "timeout" })),
      { maxLength: 5 },
    );
    const outages = fc.array(fc.constant("Outage"), { maxLength: 9 });
    const anyScript = fc.record({
      failures: fc.record({ "deliver-messages": outages, "escalate-case": outages }),
      waits,
    });
    const runsAlike = fc.asyncProperty(anyScript, async (given) => {
      await compare(given);
    });
    await fc.assert(runsAlike, { numRuns: 60 });
  });
});
