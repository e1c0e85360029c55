import type { CaseEvent } from "../../../core/case/events.ts";
import type { Message } from "../../../core/case/state.ts";
import type { Parties } from "../parties.ts";
import { messagesIn } from "./messages.ts";
import type { CaseFile } from "./record.ts";

/** What the authority is told of its steps is what it has to be told, on each way that it wishes, once. */
export function faultsOfSteps(file: CaseFile, parties: Parties): string[] {
  return [...faultsOfLapse(file, waysToTell(file, parties)), ...faultsOfTasks(file, waysToTell(file, parties))];
}

function waysToTell({ record }: CaseFile, { told, mail }: Parties): string[] {
  const { authority } = record.case;
  return [
    ...(told.includes(authority) ? ["webhook"] : []),
    ...(mail?.wishing.includes(authority) === true ? ["mail"] : []),
  ];
}

/** A case that closes by itself says so of each step that nobody has decided on; nobody is asked about one after that. */
function faultsOfLapse({ events }: CaseFile, ways: readonly string[]): string[] {
  const undecided = new Set<string>();
  const asked = new Map<string, string>();
  const said = events.flatMap(({ event }) => messagesIn(event)).filter(({ type }) => type === "case.decision_lapsed");
  let should: string[] = [];
  let lapsed: ReadonlySet<string> | undefined;
  const late: string[] = [];
  for (const { event } of events) {
    for (const { type, step, messageId } of messagesIn(event))
      if (type === "case.decision_needed" && step !== undefined) asked.set(messageId, step);
    const about = "messageId" in event.data ? asked.get(event.data.messageId ?? "") : undefined;
    if (about !== undefined && lapsed?.has(about) === true)
      late.push(`a decision is asked for on ${about}, which lapsed`);
    putDecision(undecided, event);
    if (event.type !== "case.closed") continue;
    lapsed = new Set(undecided);
    if (event.data.by === undefined) should = [...lapsed].flatMap((step) => ways.map((way) => `${step} by ${way}`));
  }
  const told = said.map(({ step = "nothing", channel }) => `${step} by ${channel}`);
  return [...late, ...faultsOfTelling("what lapsed", told, should)];
}

/**
 * A step is the officer's task where all that was sent of it was given up, not where it has arrived on one channel. The
 * authority is told of it with that, unless it has withdrawn the notice.
 */
function faultsOfTasks({ events }: CaseFile, ways: readonly string[]): string[] {
  const messages = new Map<string, Message>(
    events.flatMap(({ event }) => messagesIn(event)).map((one) => [one.messageId, one]),
  );
  /** Channels that the words of a number are still under way on. */
  const left = new Map<number, number>();
  const arrived = new Set<number>();
  let isWithdrawn = false;
  return events.flatMap(({ event }): string[] => {
    for (const { sequence } of messagesIn(event)) left.set(sequence, (left.get(sequence) ?? 0) + 1);
    if (event.type === "case.withdrawn") isWithdrawn = true;
    const message = "messageId" in event.data ? messages.get(event.data.messageId ?? "") : undefined;
    if (message === undefined) return [];
    const { sequence, step, type } = message;
    if (event.type === "message.delivered") arrived.add(sequence);
    if (event.type !== "message.abandoned") return [];
    const others = (left.get(sequence) ?? 0) - 1;
    left.set(sequence, others);
    const isLost = step !== undefined && type.startsWith("escalation.") && others === 0 && !arrived.has(sequence);
    const should = isLost && !isWithdrawn ? ways.map((way) => `${step} by ${way}`) : [];
    const told = messagesIn(event)
      .filter((one) => one.type === "case.decision_needed")
      .map((one) => `${one.step ?? "nothing"} by ${one.channel}`);
    return [
      ...(event.data.task === (isLost ? step : undefined)
        ? []
        : [`${type} is given up: ${step ?? ""} is wrongly a task, or none`]),
      ...faultsOfTelling("what was given up", told, should),
    ];
  });
}

function faultsOfTelling(what: string, told: readonly string[], should: readonly string[]): string[] {
  const [said, expected] = [told, should].map((all) => all.toSorted().join(", ") || "nothing");
  return said === expected ? [] : [`told of ${what}: ${said ?? ""}; should be: ${expected ?? ""}`];
}

/** Which steps wait for a person, whatever the record says of their lapse. */
function putDecision(undecided: Set<string>, { type, data }: CaseEvent): void {
  switch (type) {
    case "step.proposed":
    case "step.postponed":
      undecided.add(data.step);
      break;
    case "step.signed":
    case "step.dropped":
    case "step.taken":
    case "step.task":
      undecided.delete(data.step);
      break;
    case "case.withdrawn":
      undecided.clear();
      break;
    default:
      break;
  }
}
