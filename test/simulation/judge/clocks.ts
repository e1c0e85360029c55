import type { CaseEvent, EventOf } from "../../../core/case/events.ts";
import { epochOf } from "../../../core/contract/instant.ts";
import type { Deployment } from "../deployment.ts";
import type { Journal } from "../journal.ts";
import type { MailParties } from "../parties.ts";
import { legalOf, type LegalTime } from "../ports.ts";
import { factsOf, type Facts } from "./facts.ts";
import { escalatedFrom, hurting, type Expected } from "./expected-clock.ts";
import { faultsOfForgetting } from "./forgotten.ts";
import { keptStillSince } from "./ledger.ts";
import { faultsOfMoves, saidMove, type Move } from "./moves.ts";
import { elapsedLength, settleOf } from "./period.ts";
import { faultsOfComingBack, faultsOfReach, faultsOfReceipt } from "./receipts.ts";
import type { CaseFile } from "./record.ts";

const names = ["acknowledge", "act"] as const;

const minute = 60_000;
const leastGivenBack = 15 * minute;

/** What is known besides; `now`: when it is judged, in legal milliseconds. */
type Surroundings = { deployment: Deployment; mail: MailParties | undefined; now: number };

/**
 * Deadlines: received when it was received, due when it is due, moved, met or missed by what was said and nothing else.
 */
export function faultsOfClocks(file: CaseFile, journal: Journal, { deployment, mail, now }: Surroundings): string[] {
  const opened = file.events[0]?.event;
  if (opened?.type !== "case.opened") return ["the record does not begin with case.opened"];
  const { legal } = deployment;
  const facts = factsOf(opened, file, journal, { legal, mail });
  const { clocks } = facts;
  const faults: string[] = [];
  let said: Move[] = [];
  let before: CaseEvent | undefined;
  for (const { sequence, event } of file.events) {
    const writtenAt = legalOf(file.writtenAt.get(sequence) ?? 0, legal);
    if (event.type === "notice.delivered") faults.push(...faultsOfReceipt(event, file, journal, legal, mail));
    if (event.type === "clock.missed") faults.push(...faultsOfBreach(event, writtenAt, facts, deployment));
    if (event.type === "answer.received") faults.push(...faultsOfLoss(event, writtenAt, clocks, legal));
    if (event.type === "step.taken" || event.type === "step.proposed" || event.type === "step.task") {
      // A task that an officer's signature leaves is not set off by its clock, which may have ended meanwhile.
      const isLeftBySignature = event.type === "step.task" && before?.type === "step.signed";
      if (!isLeftBySignature) faults.push(...faultsOfStep(event, facts));
    }
    before = event;
    facts.put(event);
    const move = saidMove(event);
    if (move !== undefined) said.push(move);
    faults.push(...faultsOfDue(event, clocks));
    if (file.lastOfCommits.has(sequence)) {
      faults.push(...faultsOfMoves(said, facts.takeMoves()));
      said = [];
    }
  }
  return [
    ...faults,
    ...facts.faults,
    ...faultsAtTheEnd(file, clocks),
    ...faultsOfPromises(file, journal),
    ...faultsOfComingBack(file, journal),
    ...faultsOfReach(file, mail),
    ...faultsOfForgetting(facts, legal, now),
  ];
}

/** A clock that begins, anew or not, is as long as its period; one that is extended, as the officer said. */
function faultsOfDue(event: CaseEvent, clocks: Facts["clocks"]): string[] {
  if (event.type !== "notice.delivered" && event.type !== "clock.reset") return [];
  const begun = event.type === "clock.reset" ? (["act"] as const) : names;
  return begun.flatMap((name) => {
    const clock = clocks[name];
    const { receivedAt = NaN, due = NaN } = clock;
    const length = elapsedLength(clock);
    if (length !== undefined && due !== Math.max(receivedAt + length, clock.extendedTo ?? 0))
      return [`${name} is not ${clock.within} long`];
    return due > receivedAt ? [] : [`${name} is due before it began`];
  });
}

function faultsOfBreach(
  { at, data }: EventOf<"clock.missed">,
  writtenAt: number,
  { clocks, ledger }: Facts,
  deployment: Deployment,
): string[] {
  const name = data.clock;
  const clock = clocks[name];
  if (clock.due === undefined) return [`${name} is missed and does not run`];
  const from = escalatedFrom(clock) + settleOf(clock, deployment.legal);
  return [
    ...(epochOf(at) <= from || writtenAt <= from
      ? [`${name} is recorded as missed ${writtenAt - from} ms after due and pause`]
      : []),
    ...hurting(clock, deployment)
      .filter(({ from: down, to }) => writtenAt <= to + Math.max(leastGivenBack, to - down))
      .map(() => `${name} is escalated for our own outage`),
    ...(clock.verdict === undefined ? [] : [`${name} is ${clock.verdict} and missed`]),
    ...(clock.missed ? [`${name} is missed twice`] : []),
    ...(keptStillSince(ledger) === undefined ? [] : [`${name} is missed while the authority owes a reply`]),
  ];
}

/** No step is set off but after a breach, nor while the platform has to wait for the authority. */
function faultsOfStep(
  { data }: EventOf<"step.taken" | "step.proposed" | "step.task">,
  { clocks, ledger }: Facts,
): string[] {
  if (data.clock === undefined) return [];
  const clock = clocks[data.clock];
  return [
    ...(clock.missed ? [] : [`${data.step} is set off and ${data.clock} is not missed`]),
    ...(clock.endedAt === undefined ? [] : [`${data.step} is set off and ${data.clock} has ended`]),
    ...(keptStillSince(ledger) === undefined ? [] : [`${data.step} is set off while the authority owes a reply`]),
  ];
}

/** What the pause is for: an answer that arrived in time, and was on record within the pause, has met its clock. */
function faultsOfLoss(
  { at, data }: EventOf<"answer.received">,
  writtenAt: number,
  clocks: Facts["clocks"],
  legal: LegalTime,
): string[] {
  return names.flatMap((name) => {
    const clock = clocks[name];
    const isLost = data.ended?.[name]?.lateCause === "after_escalation" && clock.due !== undefined;
    if (!isLost || epochOf(at) > escalatedFrom(clock)) return [];
    return writtenAt <= escalatedFrom(clock) + settleOf(clock, legal)
      ? [`an answer in time lost to an escalation of ${name}`]
      : [];
  });
}

/** What the record says of its clocks in the end is what they have come to. */
function faultsAtTheEnd({ record }: CaseFile, clocks: Facts["clocks"]): string[] {
  return names.flatMap((name) => {
    const { verdict, lateCause, state } = record.case.clocks[name];
    const clock = clocks[name];
    const should = stateOf(clock);
    return [
      ...(verdict === clock.verdict
        ? []
        : [`${name} is ${verdict ?? "open"} and should be ${clock.verdict ?? "open"}`]),
      ...(lateCause === clock.lateCause
        ? []
        : [`${name} is late for ${lateCause ?? "nothing"} and should be for ${clock.lateCause ?? "nothing"}`]),
      ...(clock.verdict === "met" && clock.missed ? [`${name} is met and escalated`] : []),
      ...(state === should ? [] : [`${name} is ${state} and should be ${should}`]),
    ];
  });
}

function stateOf(clock: Expected): string {
  if (clock.stopped) return "stopped";
  if (clock.verdict !== undefined) return clock.verdict === "met" ? "met" : "missed";
  if (clock.missed) return "missed";
  if (clock.still) return "suspended";
  return clock.receivedAt === undefined ? "not_started" : "running";
}

/** A platform that is told it was in time, or late, is told what the record says. */
function faultsOfPromises({ events }: CaseFile, journal: Journal): string[] {
  return events.flatMap(({ event }): string[] => {
    if (event.type !== "answer.received") return [];
    const { late, ended, webhookId } = event.data;
    const faults = names.flatMap((name) =>
      ended?.[name]?.lateCause !== undefined && !late ? [`an answer that missed ${name} is not late`] : [],
    );
    for (const { told, ...request } of journal.answers) {
      if (request.webhookId !== webhookId || told?.status !== 200) continue;
      const { late: toldLate } = JSON.parse(told.body) as { late: boolean };
      if (toldLate !== late) faults.push(`the platform was told late=${toldLate}, the record says ${late}`);
    }
    return faults;
  });
}
