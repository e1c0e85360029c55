import type { weakened } from "./rules.ts";
import type { Budget, Visitor } from "./world.ts";

/** Who comes, and what may go wrong. */
export type Setting = {
  visitors: readonly Visitor[];
  budget?: Partial<Budget>;
  /** The case has just been opened, or its notice is delivered and the machine waits. */
  from?: "opened" | "waiting";
};

const visitors = [
  "end",
  "deliver",
  "withdraw",
  "later",
  "earlier",
  "due",
  "notBefore",
  "bump",
  "reconcile",
] as const satisfies Visitor[];

const faults = ["retries", "failures", "deaths", "early"] as const;

const alone: Setting[] = visitors.map((visitor) => ({ visitors: [visitor] }));

const aloneWithAFault: Setting[] = visitors.flatMap((visitor) =>
  faults
    // A reconciler that dies is the next minute's reconciler.
    .filter((fault) => visitor !== "reconcile" || fault !== "deaths")
    .map((fault) => ({ visitors: [visitor], budget: { [fault]: 1 } })),
);

/** Of these, two at once have many millions of states from the opening on. */
const many: ReadonlySet<Visitor> = new Set<Visitor>(["deliver", "notBefore", "bump", "reconcile"]);

const pairs: Setting[] = visitors.flatMap((first, place) =>
  visitors.slice(place).map((second): Setting => {
    const both: Visitor[] = [first, second];
    return both.every((visitor) => many.has(visitor)) ? { visitors: both, from: "waiting" } : { visitors: both };
  }),
);

const deep: Setting[] = [
  { visitors: ["end", "reopen"] },
  { visitors: ["end", "reopen"], budget: { deaths: 1 } },
  { visitors: ["end", "reopen"], budget: { retries: 1 } },
  { visitors: ["end"], budget: { retries: 2, ghosts: 2 } },
  { visitors: ["earlier"], budget: { retries: 1, early: 1, ghosts: 2 } },
  { visitors: ["withdraw"], budget: { retries: 1, failures: 1 } },
  { visitors: ["end", "earlier"], budget: { retries: 1 } },
  { visitors: ["earlier", "later"], budget: { early: 1 } },
];

/** All of them: some minutes. */
export const allSettings: readonly Setting[] = [...alone, ...aloneWithAFault, ...pairs, ...deep];

/** Every visitor alone, and the settings that have found most in the weakened rules: some seconds. */
export const tellingSettings: readonly Setting[] = [
  ...alone,
  { visitors: ["end"], budget: { retries: 1 } },
  { visitors: ["end"], budget: { failures: 1 } },
  { visitors: ["end"], budget: { deaths: 1 } },
  { visitors: ["end"], budget: { early: 1 } },
  { visitors: ["earlier"], budget: { retries: 1 } },
  { visitors: ["earlier"], budget: { deaths: 1 } },
  { visitors: ["due"], budget: { deaths: 1 } },
  { visitors: ["withdraw"], budget: { deaths: 1 } },
  { visitors: ["bump"], budget: { deaths: 1 }, from: "waiting" },
  { visitors: ["end", "end"] },
  { visitors: ["end", "reopen"] },
  { visitors: ["end", "earlier"] },
];

/** For each weakened rule, a setting in which it loses something. */
export const losing = {
  "the reconciler does not tell": { visitors: ["withdraw"], budget: { deaths: 1 } },
  "lock on version only": { visitors: ["end"] },
  "one token, overwritten": { visitors: ["end"], budget: { retries: 1 } },
  "an older round may replace a newer wait": { visitors: ["end"], budget: { early: 1 } },
  "await-answer does not compare wakeAt": { visitors: ["earlier"] },
  "tell speaks of the end only": { visitors: ["deliver"] },
  "a bump does not tell the older generation": { visitors: ["bump"] },
  "a repeated webhook does not tell": { visitors: ["end"], budget: { deaths: 1 } },
  "a stale generation is not noticed": { visitors: ["bump"] },
  "a case that is moved again keeps its generation": { visitors: ["end", "reopen"] },
} as const satisfies Record<keyof typeof weakened, Setting>;
