import type { CaseView } from "../../core/contract/api.ts";
import { faultsOfChain } from "../support/e2e-record.ts";
import type { Accepted, Delivery, Journal, Sighting } from "./journal.ts";
import { toldBy, type CaseRecord, type Told } from "./kill-records.ts";

/** What is wrong: something is gone, something was done a second time, or something should never have been. */
export type Fault = { kind: "lost" | "twice" | "wrong"; what: string };

/** What the outside saw of one case. */
export type Seen = {
  accepted: readonly Accepted[];
  deliveries: readonly Delivery[];
  sightings: readonly Sighting[];
};

/** What is checked beside the record of a case. */
export type Surroundings = {
  journal: Journal;
  /** The legal instant of a wall instant, both in milliseconds since 1970-01-01T00:00Z. */
  toLegal: (wall: number) => number;
};

/** The journal by case. */
export function seenByCase({ accepted, deliveries, sightings }: Journal): (caseId: string) => Seen {
  const answers = Map.groupBy(accepted.values(), ({ caseId }) => caseId);
  const arrived = Map.groupBy(deliveries, ({ caseId }) => caseId);
  const looks = Map.groupBy(sightings, ({ caseId }) => caseId);
  return (caseId) => ({
    accepted: answers.get(caseId) ?? [],
    deliveries: arrived.get(caseId) ?? [],
    sightings: looks.get(caseId) ?? [],
  });
}

/** Whether nothing is left to do for a case; `isEnded`: everything was answered, or it was withdrawn. */
export function isSettled({ status, outbox, clocks }: CaseView, isEnded: boolean): boolean {
  if (outbox.length > 0) return false;
  if (isEnded) return status === "answered" || status === "withdrawn";
  return clocks.acknowledge.overdue && clocks.act.overdue;
}

/** Holds the record of a case against what the outside saw. */
export function faultsOfCase(record: CaseRecord, seen: Seen, surroundings: Surroundings): Fault[] {
  const told = toldBy(record);
  return [
    ...faultsOfChain(record).map((what): Fault => ({ kind: "lost", what })),
    ...faultsOfSightings(record, seen),
    ...faultsOfAnswers(told, seen, surroundings),
    ...faultsOfMessages(told, seen),
    ...(["acknowledge", "act"] as const).flatMap((clock) => faultsOfClock(clock, told, seen, surroundings)),
    ...stepsTwice(told),
  ];
}

/** What was read once stays as it was. */
function faultsOfSightings(record: CaseRecord, { sightings }: Seen): Fault[] {
  return sightings.flatMap(({ sequence, hash }): Fault[] =>
    record[sequence - 1]?.hash === hash
      ? []
      : [{ kind: "lost", what: `event ${sequence} is not the one that was read` }],
  );
}

function faultsOfAnswers(told: readonly Told[], { accepted }: Seen, { journal, toLegal }: Surroundings): Fault[] {
  const onRecord = told.filter(({ type }) => type === "answer.received");
  const unknown = onRecord.filter(({ webhookId = "" }) => !journal.accepted.has(webhookId));
  const faults = accepted.flatMap(({ id, late, firstWrittenAt, answeredAt }): Fault[] => {
    const [event, ...more] = onRecord.filter(({ webhookId }) => webhookId === id);
    if (event === undefined) return [{ kind: "lost", what: `the answer ${id} that got a 2xx` }];
    const at = Date.parse(event.at);
    const isOutside = at < toLegal(firstWrittenAt) || at > toLegal(answeredAt);
    return [
      ...more.map((): Fault => ({ kind: "twice", what: `the answer ${id}` })),
      ...(isOutside ? [wrong(`the answer ${id} is on record at ${event.at}, when it was not under way`)] : []),
      ...(event.late === late
        ? []
        : [wrong(`the answer ${id} was told late: ${late}, and its record tells otherwise`)]),
    ];
  });
  return [...faults, ...unknown.map(({ webhookId }) => wrong(`an answer on record that had no 2xx: ${webhookId}`))];
}

function faultsOfMessages(told: readonly Told[], { deliveries }: Seen): Fault[] {
  const queued = told.flatMap(({ messages = [] }) => messages.filter(({ channel }) => channel === "webhook"));
  const known = new Set(queued.map(({ messageId }) => messageId));
  const dropped = new Set(told.flatMap((event) => event.dropped ?? []));
  const results = new Map(
    told.flatMap(({ type, messageId }) => (messageId === undefined ? [] : [[messageId, type] as const])),
  );
  const taken = new Set(deliveries.flatMap(({ id, status }) => (status === 204 ? [id] : [])));
  const arrived = new Set(deliveries.map(({ id }) => id));
  const isImplied = told.some(({ type, messageId }) => type === "notice.delivered" && messageId === undefined);
  const lost = queued.flatMap(({ messageId, type }): Fault[] => {
    const result = results.get(messageId);
    if (dropped.has(messageId) || result === "message.abandoned") return [];
    if (type === "notice.issued" && isImplied && arrived.has(messageId)) return [];
    const isDelivered = result === "message.delivered" || result === "notice.delivered";
    if (!isDelivered) return [{ kind: "lost", what: `${type} ${messageId} was neither delivered nor given up` }];
    return taken.has(messageId) ? [] : [{ kind: "lost", what: `${type} ${messageId} is on record, and never arrived` }];
  });
  const strange = deliveries
    .filter(({ id }) => !known.has(id))
    .map(({ type, id }) => wrong(`${type} ${id} is on no record`));
  return [...lost, ...strange, ...messagesTwice(told, queued)];
}

/** One message of a kind, recipient and step; but for those that each answer, or each resumption, brings. */
function messagesTwice(told: readonly Told[], queued: NonNullable<Told["messages"]>): Fault[] {
  const times = (type: string) => told.filter((event) => event.type === type).length;
  const allowed = (type: string) => {
    if (type === "notice.issued") return 1 + times("delivery.resumed");
    if (type === "case.undeliverable") return times("case.undeliverable");
    if (type === "case.answer_received" || type === "escalation.follow_up") return Infinity;
    return 1;
  };
  const kinds = Map.groupBy(queued, ({ type, to, clock = "", step = "" }) =>
    [type, to.id, to.contact ?? "", clock, step].join(" ").trim(),
  );
  return [...kinds].flatMap(([kind, all]): Fault[] =>
    all.length > allowed(all[0]!.type) ? [{ kind: "twice", what: `${all.length} messages ${kind}` }] : [],
  );
}

function faultsOfClock(
  clock: "acknowledge" | "act",
  told: readonly Told[],
  { deliveries }: Seen,
  { toLegal }: Surroundings,
): Fault[] {
  const breaches = told.filter((event) => event.type === "clock.missed" && event.clock === clock);
  const settle = told.find(({ type }) => type === "case.opened")?.clocks?.[clock].settleMilliseconds ?? 0;
  const due = Date.parse(told.find(({ type }) => type === "notice.delivered")?.clocks?.[clock].dueLegal ?? "");
  const ends = told.flatMap(({ type, at, ended }) =>
    type === "answer.received" && ended?.[clock] !== undefined
      ? [{ at: Date.parse(at), verdict: ended[clock].verdict }]
      : [],
  );
  const interrupted = told.filter((event) => event.type === "clock.service_interrupted" && event.clock === clock);
  const until = settle === 0 ? NaN : Math.max(...interrupted.map((event) => Date.parse(event.until ?? "")));
  // A warning comes before the due instant: it says nothing of silence.
  const warnings = new Set(
    told.flatMap(({ type, messages = [] }) =>
      type === "clock.warned" ? messages.map(({ messageId }) => messageId) : [],
    ),
  );
  const notices = deliveries.filter(
    ({ id, type, about }) =>
      (type === "notice.reminder" || type === "case.overdue") && about.startsWith(clock) && !warnings.has(id),
  );
  const isMet = ends.some(({ verdict }) => verdict === "met");
  const rules = {
    "met and escalated": isMet && (breaches.length > 0 || notices.length > 0),
    "met after due": ends.some(({ at, verdict }) => verdict === "met" && at > due),
    "escalated before its time": breaches.some(({ at }) => Date.parse(at) <= due + settle),
    "escalated in spite of an outage of ours": breaches.some(({ at }) => Date.parse(at) < until),
    "somebody was told of silence before its time": notices.some(({ at }) => toLegal(at) <= due + settle),
  };
  const twice: Fault[] = [
    ...(breaches.length > 1 ? [{ kind: "twice", what: `${clock} escalated` } as const] : []),
    ...(ends.length > 1 ? [{ kind: "twice", what: `${clock} ended` } as const] : []),
  ];
  return [
    ...twice,
    ...Object.entries(rules).flatMap(([rule, isBroken]) => (isBroken ? [wrong(`${clock}: ${rule}`)] : [])),
  ];
}

/** Each step is taken, proposed, signed and done by hand once; but for that of an undeliverable notice, which may be so again. */
function stepsTwice(told: readonly Told[]): Fault[] {
  const types = ["step.taken", "step.proposed", "step.task", "step.signed", "case.withdrawn", "case.opened"];
  const done = told.filter(({ type, step = "" }) => types.includes(type) && !step.startsWith("undeliverable"));
  return [
    ...Map.groupBy(done, ({ type, step = "", byHand = false }) => `${type}${byHand ? " by hand" : ""} ${step}`),
  ].flatMap(([what, all]): Fault[] => (all.length > 1 ? [{ kind: "twice", what }] : []));
}

function wrong(what: string): Fault {
  return { kind: "wrong", what };
}
