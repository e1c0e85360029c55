import { epochOf, type Instant } from "../../../core/contract/instant.ts";
import type { CaseEvent, EventOf } from "../../../core/case/events.ts";
import type { Deployment } from "../deployment.ts";
import type { Journal } from "../journal.ts";
import type { LegalTime } from "../ports.ts";
import { legalOf } from "./answers.ts";
import type { CaseFile } from "./record.ts";

type ClockName = "acknowledge" | "act";

const hour = 3_600_000;
const settleWall = 5_000;
/** Two and a half beats of the watch. */
const noticedFrom = 150_000;
const leastGivenBack = 15 * 60_000;
const lengths: Record<string, number> = { H: hour, M: 60_000, S: 1_000, D: 24 * hour };

/** What a clock should have come to, worked out here from the law's own words. */
type Expected = {
  within: string;
  rule: string;
  receivedAt?: number;
  due?: number;
  /** Until when nobody is escalated, because we could not be reached. */
  givenBackUntil?: number;
  missed: boolean;
  verdict?: string;
  lateCause?: string;
  endedAt?: number;
  stopped: boolean;
};

/** Deadlines: received when it was received, due when it is due, met or missed by the two instants and nothing else. */
export function faultsOfClocks(file: CaseFile, journal: Journal, deployment: Deployment): string[] {
  const { legal } = deployment;
  const faults: string[] = [];
  const opened = file.events[0]?.event;
  if (opened?.type !== "case.opened") return ["the record does not begin with case.opened"];
  const expected: Record<ClockName, Expected> = {
    acknowledge: { ...opened.data.clocks.acknowledge, missed: false, stopped: false },
    act: { ...opened.data.clocks.act, missed: false, stopped: false },
  };
  const outcomes = new Map<string, { outcome: string | undefined; measuredAt?: string | undefined }>(
    opened.data.items.map((itemId) => [itemId, { outcome: undefined }]),
  );
  const say = (fault: string) => void faults.push(fault);
  let wasWithdrawn = false;
  for (const { sequence, event } of file.events) {
    const writtenAt = legalOf(file.writtenAt.get(sequence) ?? 0, legal);
    switch (event.type) {
      case "notice.delivered":
        faults.push(...faultsOfReceipt(event, file, journal, legal));
        for (const name of ["acknowledge", "act"] as const) {
          const clock = expected[name];
          const { startedAt, dueLegal } = event.data.clocks[name];
          clock.receivedAt = epochOf(startedAt);
          clock.due = epochOf(dueLegal);
          const length = elapsedLength(clock);
          if (length !== undefined && clock.due - clock.receivedAt !== length)
            say(`${name} is not ${clock.within} long`);
          if (clock.due <= clock.receivedAt) say(`${name} is due before it began`);
        }
        break;
      case "clock.missed": {
        const clock = expected[event.data.clock];
        if (clock.due === undefined) say(`${event.data.clock} is missed and never began`);
        else {
          const from = Math.max(clock.due, isShort(clock) ? 0 : (clock.givenBackUntil ?? 0)) + settleOf(clock, legal);
          if (epochOf(event.at) <= from || writtenAt <= from) {
            say(`${event.data.clock} is recorded as missed ${writtenAt - from} ms after due and pause`);
          }
        }
        for (const outage of hurting(clock, deployment)) {
          if (writtenAt <= outage.to + Math.max(leastGivenBack, outage.to - outage.from)) {
            say(`${event.data.clock} is escalated for our own outage`);
          }
        }
        if (clock.verdict !== undefined) say(`${event.data.clock} is ${clock.verdict} and missed`);
        if (clock.missed) say(`${event.data.clock} is missed twice`);
        clock.missed = true;
        break;
      }
      case "clock.suspended": {
        const clock = expected[event.data.clock];
        const isAsked = file.events.some(
          ({ event: asked }) =>
            asked.type === "answer.received" &&
            asked.data.answer === "clarification_requested" &&
            asked.at === event.at,
        );
        // Nobody replies to a question here, so that nothing starts it anew: it has no due instant any more.
        if (!isAsked) say(`${event.data.clock} stands still, and nobody has asked anything`);
        if (clock.missed || clock.due === undefined || epochOf(event.at) > clock.due) {
          say(`${event.data.clock} stands still, and does not run`);
        }
        delete clock.due;
        break;
      }
      case "clock.service_interrupted":
        expected[event.data.clock].givenBackUntil = epochOf(event.data.until);
        break;
      case "step.taken":
      case "step.proposed":
      case "step.task": {
        if (event.data.clock === undefined) break;
        const clock = expected[event.data.clock];
        if (!clock.missed) say(`${event.data.step} is set off and ${event.data.clock} is not missed`);
        if (clock.endedAt !== undefined) say(`${event.data.step} is set off and ${event.data.clock} has ended`);
        break;
      }
      case "answer.received": {
        if (wasWithdrawn) break;
        for (const item of event.data.items ?? []) outcomes.set(item.itemId, item);
        answer(expected.acknowledge, event, undefined);
        const isWhole = [...outcomes.values()].every(({ outcome }) => outcome !== undefined);
        if (isWhole)
          answer(
            expected.act,
            event,
            [...outcomes.values()].map(({ measuredAt }) => measuredAt),
          );
        break;
      }
      case "case.withdrawn":
        wasWithdrawn = true;
        for (const name of ["acknowledge", "act"] as const) {
          const clock = expected[name];
          if (clock.endedAt === undefined) {
            clock.stopped = true;
            clock.endedAt = epochOf(event.at);
          }
        }
        break;
      default:
        break;
    }
  }
  for (const name of ["acknowledge", "act"] as const) {
    const { verdict, lateCause, state } = file.record.case.clocks[name];
    const clock = expected[name];
    if (verdict !== clock.verdict) say(`${name} is ${verdict ?? "open"} and should be ${clock.verdict ?? "open"}`);
    if (lateCause !== clock.lateCause)
      say(`${name} is late for ${lateCause ?? "nothing"} and should be for ${clock.lateCause ?? "nothing"}`);
    if (clock.verdict === "met" && (clock.missed || state !== "met")) say(`${name} is met and escalated`);
    if (clock.stopped !== (state === "stopped")) say(`${name} is ${state} after a withdrawal`);
  }
  return [...faults, ...faultsOfPromises(file, journal, legal, expected)];
}

function answer(clock: Expected, { at }: CaseEvent, measured: (string | undefined)[] | undefined): void {
  if (clock.endedAt !== undefined) return;
  clock.endedAt = epochOf(at);
  if (clock.due !== undefined && clock.endedAt > clock.due) {
    const isGivenBack = !clock.missed && clock.endedAt <= (clock.givenBackUntil ?? 0);
    clock.lateCause = isGivenBack ? "service_interrupted" : "after_due";
  } else if (clock.missed) clock.lateCause = "after_escalation";
  const { due } = clock;
  const wereInTime = measured?.every(
    (instant) => instant !== undefined && due !== undefined && Date.parse(instant) <= due,
  );
  clock.verdict = clock.lateCause === undefined ? "met" : wereInTime === true ? "met_reported_late" : "missed";
}

/** Milliseconds of a clock that counts elapsed time; undefined for rules of whole days and for European hours. */
function elapsedLength({ rule, within }: Expected): number | undefined {
  const [, count = "", unit = ""] = /^PT?(\d+)([HMSD])$/.exec(within) ?? [];
  const length = lengths[unit];
  return rule === "elapsed" && length !== undefined ? Number(count) * length : undefined;
}

/** Windows under an hour are given neither a pause nor time back. */
function isShort(clock: Expected): boolean {
  return clock.within.startsWith("PT") && (elapsedLength({ ...clock, rule: "elapsed" }) ?? hour) < hour;
}

function settleOf(clock: Expected, { scale }: LegalTime): number {
  return isShort(clock) ? 0 : Math.ceil(settleWall * scale);
}

/** Outages of ours across a due instant, long enough to be noticed, in legal milliseconds. */
function hurting(clock: Expected, { inbound, legal }: Deployment): { from: number; to: number }[] {
  const { due } = clock;
  if (due === undefined || isShort(clock)) return [];
  return inbound
    .outages()
    .filter(({ from, to }) => to - from > noticedFrom)
    .map(({ from, to }) => ({ from: legalOf(from, legal), to: legalOf(to, legal) }))
    .filter(({ from, to }) => from <= due && due <= to);
}

/** A receipt is at an instant at which the endpoint answered 2xx, or at which an answer arrived. */
function faultsOfReceipt(
  { data }: EventOf<"notice.delivered">,
  file: CaseFile,
  journal: Journal,
  legal: LegalTime,
): string[] {
  const at: Instant = data.clocks.act.startedAt;
  const instants =
    data.by === "answer"
      ? journal.answers.filter(({ caseId }) => caseId === file.caseId).map(({ arrivedAt }) => arrivedAt)
      : journal.arrivals
          .filter(({ messageId, status }) => messageId === data.messageId && status >= 200 && status < 300)
          .map(({ answeredAt }) => answeredAt);
  return instants.some((instant) => legalOf(instant, legal) === epochOf(at))
    ? []
    : [`received at ${at}, when nothing was`];
}

/**
 * What the pause is for: an answer that arrived in time, and was on record within the pause of its due instant, has met
 * its clock; and a platform that is told it was in time, or late, is told what the record says.
 */
function faultsOfPromises(
  { events, writtenAt }: CaseFile,
  journal: Journal,
  legal: LegalTime,
  clocks: Record<ClockName, Expected>,
): string[] {
  return events.flatMap(({ sequence, event }): string[] => {
    if (event.type !== "answer.received") return [];
    const faults: string[] = [];
    const late = event.data.late;
    for (const name of ["acknowledge", "act"] as const) {
      const ended = event.data.ended?.[name];
      const clock = clocks[name];
      if (ended?.lateCause === "after_escalation" && clock.due !== undefined) {
        const written = legalOf(writtenAt.get(sequence) ?? 0, legal);
        if (written <= clock.due + settleOf(clock, legal))
          faults.push(`an answer in time lost to an escalation of ${name}`);
      }
      if (ended?.lateCause !== undefined && !late) faults.push(`an answer that missed ${name} is not late`);
    }
    for (const { webhookId, told } of journal.answers) {
      if (webhookId !== event.data.webhookId || told?.status !== 200) continue;
      const { late: toldLate } = JSON.parse(told.body) as { late: boolean };
      if (toldLate !== late) faults.push(`the platform was told late=${toldLate}, the record says ${late}`);
    }
    return faults;
  });
}
