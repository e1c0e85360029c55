import * as z from "zod";
import { latestBeginning, type ClosureRule } from "../../core/law/retention.ts";
import type { CaseId } from "../../core/contract/ids.ts";
import { earliest, plus, type Instant } from "../../core/contract/instant.ts";
import { errorFields } from "../shared/logger.ts";
import { forgetSellers, keepNoLonger, type Passed } from "./apply-rule.ts";
import { countsOf, type CaseLine, type RetentionReport } from "./report.ts";
import type { Bounds, RetentionServices, Run } from "./run.ts";

/** `dryRun`: nothing is written, and the report says what would have been done. */
export const RetentionInput = z.strictObject({ dryRun: z.boolean().default(false) });

/** The longest run Lambda allows is 15 minutes. */
const usualBounds: Bounds = { cases: 2_000, milliseconds: 12 * 60_000 };
/** Cases at once: most of the time of one is spent waiting for the store. */
const atOnce = 8;

const dayMilliseconds = 86_400_000;

/**
 * Applies the rules of retention that count from the closure of a case: authority by authority, oldest first, each case in
 * transactions of its own. It may die anywhere: what is begun is found again, what is done is done once.
 */
export function makeApplyRetention(services: RetentionServices, bounds: Bounds = usualBounds) {
  const { directory, clock, lists, log } = services;
  return async ({ dryRun }: z.infer<typeof RetentionInput>): Promise<RetentionReport> => {
    const run: Run = { services, at: clock.now(), dryRun, bounds, end: clock.wall() + bounds.milliseconds };
    const { authorities } = await directory.read("now");
    const cases: CaseLine[] = [];
    let more = false;
    for (const { id } of authorities) {
      const erasures = await eraseRecords(run, id);
      const sellers = await pseudonymiseSellers(run, id);
      const lines = [...erasures.lines, ...sellers.lines];
      if (lines.length > 0 && !dryRun) await lists.putRun(run.at, id, countsOf(lines), lines);
      cases.push(...lines);
      more ||= erasures.more || sellers.more;
    }
    const counts = countsOf(cases);
    log.info("retention.applied", { dryRun, ...counts, more });
    return { dryRun, at: run.at, ...counts, more, cases };
  };
}

/** What was done for one authority under one rule. */
type Done = { lines: CaseLine[]; more: boolean; last?: Instant | undefined };

async function eraseRecords(run: Run, authority: string): Promise<Done> {
  const { lists } = run.services;
  const work: Work = { authority, rule: "case_record", one: async (caseId) => keepNoLonger(run, caseId) };
  // Read to its end before it is worked off: whatever is done leaves the list.
  const begun = run.dryRun ? [] : await Array.fromAsync(lists.erasing(authority));
  const rest = await each(run, work, begun);
  const whole = await each(run, work, lists.closed(authority, listedBy("case_record", run.at)));
  return { lines: [...rest.lines, ...whole.lines], more: rest.more || whole.more };
}

/**
 * Cases whose sellers are pseudonymised stay in the list for five more years: how far retention has come in it is kept, and
 * apart from that the cases that it has passed over.
 */
async function pseudonymiseSellers(run: Run, authority: string): Promise<Done> {
  const { lists } = run.services;
  const rule = "seller_identifiers";
  const to = listedBy(rule, run.at);
  const before = await lists.progress(authority);
  // Progress of a later instant, by a clock that ran ahead, says nothing of what was closed since.
  const from = before !== undefined && before <= to ? before : undefined;
  const one = async (caseId: CaseId) => forgetSellers(run, caseId);
  const work: Work = {
    authority,
    rule,
    one,
    then: async (caseId, passed) => (isPassedOver(passed) ? lists.putLater(authority, caseId) : undefined),
  };
  const workAgain: Work = {
    authority,
    rule,
    one,
    then: async (caseId, passed) => (isSettled(passed) ? lists.dropLater(authority, caseId) : undefined),
  };
  const passedOver = (await Array.fromAsync(lists.later(authority))).map((caseId) => ({ caseId }));
  const again = await each(run, workAgain, passedOver);
  const rest = await each(run, work, lists.closed(authority, to, from));
  const come = earliest(rest.more ? (rest.last ?? from) : undefined, plus(to, -lookedAtTwice));
  const hasCome = rest.last !== undefined || !rest.more;
  if (!run.dryRun && hasCome && come !== undefined) await lists.setProgress(authority, come);
  // What was passed over of late is met in both lists.
  const lines = new Map([...again.lines, ...rest.lines].map((line) => [line.caseId, line]));
  return { lines: [...lines.values()], more: again.more || rest.more };
}

/** A case that fails has to be looked at again as well as one that is held. */
function isPassedOver(passed: Passed): boolean {
  return typeof passed !== "string" && passed.result !== "pseudonymised";
}

function isSettled(passed: Passed): boolean {
  return passed === "nothing" || (passed !== "not_due" && passed.result === "pseudonymised");
}

/**
 * The last place in a list that a case can have which is due: a place is off by minutes (docs/adr/0023). What is not due yet
 * by its own date is left.
 */
function listedBy(rule: ClosureRule, at: Instant): Instant {
  return plus(latestBeginning(rule, at), dayMilliseconds);
}

/** What is read a little too far must be read again: a day for the place, one for a leap year, one for an index that lags. */
const lookedAtTwice = 3 * dayMilliseconds;

/** What is done with each case of a list. */
type Work = {
  authority: string;
  rule: ClosureRule;
  one: (caseId: CaseId) => Promise<Passed>;
  /** What is noted of it, but in a dry run. */
  then?: (caseId: CaseId, passed: Passed) => Promise<void>;
};

type Listed = { caseId: CaseId; listedAt?: Instant };

/** Works a list off in its order, some cases at once, until it or one of the bounds is met. */
async function each(run: Run, work: Work, list: AsyncIterable<Listed> | readonly Listed[]): Promise<Done> {
  const { bounds, end, services } = run;
  const lines: CaseLine[] = [];
  const entries = Symbol.asyncIterator in list ? list[Symbol.asyncIterator]() : list[Symbol.iterator]();
  let last: Instant | undefined;
  // However many are held, or hold nothing to be done, they keep nobody waiting but for being read.
  const room = () => bounds.cases - lines.filter(({ result }) => result !== "held").length;
  while (room() > 0 && services.clock.wall() < end) {
    const some = await taken(entries, Math.min(atOnce, room()));
    if (some.length === 0) return { lines, more: false, last };
    const passed = await Promise.all(
      some.map(async ({ caseId }) => {
        const outcome = await attempted(run, work, caseId);
        if (!run.dryRun) await work.then?.(caseId, outcome);
        return outcome;
      }),
    );
    lines.push(...passed.filter((one) => typeof one !== "string"));
    last = some.at(-1)?.listedAt ?? last;
  }
  return { lines, more: (await entries.next()).done !== true, last };
}

async function taken(entries: AsyncIterator<Listed> | Iterator<Listed>, most: number): Promise<Listed[]> {
  const some: Listed[] = [];
  while (some.length < most) {
    const step = await entries.next();
    if (step.done === true) break;
    some.push(step.value);
  }
  return some;
}

/** One case that cannot be done must not keep the others from it. */
async function attempted({ services }: Run, { authority, rule, one }: Work, caseId: CaseId): Promise<Passed> {
  try {
    return await one(caseId);
  } catch (error) {
    services.log.error("case.not_retained", { caseId, rule, ...errorFields(error) });
    return { caseId, authority, rule, result: "failed", parts: 0 };
  }
}
