import { isDue, performed, repairing, tidied } from "./functions.ts";
import { machineMoves } from "./machine.ts";
import type { Rules } from "./rules.ts";
import type { Tick } from "./tiny-case.ts";
import type { Move, Run, Visitor, World } from "./world.ts";

/** Time ends here. Nothing is left to fall due after it but what waits for ever. */
const lastTick: Tick = 3;

/** Everything that may happen next. */
export function movesOf(world: World, rules: Rules): Move[] {
  const moves: Move[] = [...machineMoves(world), ...arrivals(world)];
  for (const run of world.runs) moves.push(...performed(world, run, rules), ...deaths(world, run));
  if (world.now < lastTick) {
    moves.push({ event: "tick", line: `it is tick ${world.now + 1}`, next: { ...world, now: world.now + 1 } });
  }
  return moves.map((move) => ({ ...move, next: tidied(move.next) }));
}

/** Those who may come, come. */
function* arrivals(world: World): Generator<Move> {
  for (const visitor of new Set(world.visitors)) {
    if (visitor === "reconcile" && !isDue(world)) continue;
    const place = world.visitors.indexOf(visitor);
    const visitors = world.visitors.filter((_, index) => index !== place);
    const next = { ...world, visitors, runs: [...world.runs, runOf(visitor)] };
    yield { event: "arrival", line: `${visitor} arrives`, next };
  }
}

function runOf(visitor: Visitor): Run {
  switch (visitor) {
    case "reconcile":
      return { who: "reconcile", todo: repairing };
    case "bump":
      return { who: "bump", todo: [{ do: "look" }], heir: "reconcile" };
    default:
      return {
        who: visitor,
        todo: [{ do: "decide", change: { type: "command", command: visitor } }],
        heir: heirs[visitor],
      };
  }
}

/** A platform repeats an answer that got no reply; what an officer does is made good for by the reconciler alone. */
const heirs = {
  end: "repeat",
  deliver: "either",
  withdraw: "reconcile",
  reopen: "reconcile",
  later: "reconcile",
  earlier: "reconcile",
  due: "reconcile",
  notBefore: "reconcile",
} as const satisfies Partial<Record<Visitor, Run["heir"]>>;

/** A commit that has written dies before it has told, or started, anybody. */
function* deaths(world: World, run: Run): Generator<Move> {
  const [step] = run.todo;
  const hasWritten = step?.do === "tell" || step?.do === "start" || step?.do === "say";
  if (world.budget.deaths === 0 || !hasWritten || run.heir === undefined) return;
  const budget = { ...world.budget, deaths: world.budget.deaths - 1 };
  const others = world.runs.filter((other) => other !== run);
  const line = `${run.who} dies before it can ${step.do}`;
  const left = { ...world, budget };
  if (run.heir !== "reconcile") {
    const runs = [...others, { who: `${run.who}, repeated`, todo: [{ do: "repeat" as const }] }];
    yield { event: "death, repeated", line: `${line}; it will be repeated`, next: { ...left, runs } };
  }
  if (run.heir !== "repeat") {
    const runs = [...others, { who: "reconcile", todo: [{ do: "find" as const }] }];
    yield { event: "death, reconciled", line: `${line}; the reconciler will come`, next: { ...left, runs } };
  }
}
