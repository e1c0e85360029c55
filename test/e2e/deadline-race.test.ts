import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import * as z from "zod";
import { AnswerAccepted, CaseView, EventPage } from "../../core/contract/api.ts";
import { NoticeAccepted } from "../../core/contract/submission.ts";
import { acknowledged, signedAnswer } from "../support/e2e-answer.ts";
import { eventually, untilWall } from "../support/e2e-eventually.ts";
import { sandboxNotice, type PlatformName } from "../support/e2e-notice.ts";
import { faultsOfChain } from "../support/e2e-record.ts";
import { openReceiver, type Receiver } from "../support/receiver.ts";
import { startRuntime, type Runtime } from "../support/runtime.ts";
import { eachAtOnce, openHttpClient, type Asked, type HttpClient, type Reply } from "../support/soak-http.ts";

const platforms = ["shein", "aliexpress", "temu", "amazon", "vinted"] as const satisfies readonly PlatformName[];

/** When an acknowledgement is to arrive, in milliseconds after its due instant. */
const offsets = [-100, -10, -1, 1, 10, 100] as const;
/** Far enough from the due instant for both outcomes to occur on any machine. */
const safeOffsets = [-3_000, 3_000] as const;

/** With five acknowledgements each: 300 among the other tests, 1,000 by `npm run race`. */
const racingNotices = Number(process.env["RACING_NOTICES"] ?? 36);
const safeNotices = 4;
/** The shorter of two windows, in seconds. */
const window = 8;
/** Notices opened at once. */
const lanes = 8;
/** How long a machine with much other work may take for anything. */
const patienceMilliseconds = 120_000;
/** What a request takes from here to the gateway, about. */
const wayMilliseconds = 2;

const all = new AsyncDisposableStack();
let runtime: Runtime;
let client: HttpClient;
let bearer: string;
let dgccrf: Receiver;
const receivers = new Map<string, Receiver>();

beforeAll(async () => {
  runtime = await startRuntime();
  all.defer(async () => {
    await runtime.stop();
  });
  client = openHttpClient(runtime.url, 64);
  all.defer(client.close);
  dgccrf = all.use(await openReceiver("dgccrf"));
  await runtime.redirect("authorities/dgccrf", dgccrf.url);
  for (const platform of platforms) {
    const receiver = all.use(await openReceiver(platform));
    receivers.set(platform, receiver);
    await runtime.redirect(`platforms/${platform}`, receiver.url);
  }
  bearer = `Bearer ${await runtime.api.tokenOf("dgccrf")}`;
});

afterAll(async () => all.disposeAsync());

describe("acknowledgements at their due instants ± 100, ± 10 and ± 1 ms", { timeout: 600_000 }, () => {
  it("gives each case one outcome, the one its record tells, and takes none for in time that is late", async () => {
    const runs = await race();
    await untilWall(Math.max(...runs.map(({ due }) => due)) + 3_000);
    const records = await eachAtOnce(runs, 16, async ({ caseId }) => recordOf(caseId));
    const told = toldOfSilence();

    const tally = { "in time": 0, "late, before the escalation": 0, "late, after the escalation": 0 };
    const faults = runs.flatMap((run, index) => {
      const outcome = outcomeOf(records[index]!);
      tally[outcome.kind] += 1;
      const wrong = [...faultsOfOutcome(run, outcome), ...faultsOfChain(records[index]!)];
      if (outcome.kind === "in time" && told.has(run.caseId)) wrong.push("in time, and somebody was told of silence");
      return wrong.map((fault) => `${run.caseId} at ${run.offset} ms: ${fault}`);
    });
    console.log(`${runs.length} acknowledgements at their due instants: ${JSON.stringify(tally)}`);

    expect(faults).toEqual([]);
    expect(runs).toHaveLength((racingNotices + safeNotices) * platforms.length);
    expect(tally["in time"]).toBeGreaterThan(0);
    expect(tally["late, before the escalation"] + tally["late, after the escalation"]).toBeGreaterThan(0);
    expect([dgccrf, ...receivers.values()].flatMap(({ strangers }) => strangers)).toEqual([]);
  });
});

type Opened = { caseId: string; digest: string; platform: string; offset: number };
/** An acknowledgement with the due instant it raced, in milliseconds since 1970-01-01T00:00Z. */
type Run = Opened & { due: number; reply: Reply; firstWrittenAt: number };

/**
 * Opens the notices in a few lanes, each as soon as the one before it in its lane is delivered, so that due instants come
 * no faster than this machine can serve them; every acknowledgement is sent at its own instant.
 */
async function race(): Promise<Run[]> {
  const notices = Array.from({ length: racingNotices + safeNotices }, (_, index) => index);
  const runs: Promise<Run>[] = [];
  await eachAtOnce(notices, lanes, async (index) => {
    const acknowledgeWithin = `PT${window + (index % 2)}S`;
    const { cases } = await submit(sandboxNotice({ on: platforms, acknowledgeWithin }));
    const some = index < safeNotices ? safeOffsets : offsets;
    const racing = cases.map(async ({ caseId, digest, platform }, position) => {
      const due = await dueInstantOf(caseId, platform);
      const offset = some[(index + position) % some.length]!;
      runs.push(acknowledgeAt({ caseId, digest, platform, offset }, due));
    });
    await Promise.all(racing);
  });
  return Promise.all(runs);
}

async function submit(notice: object): Promise<NoticeAccepted> {
  const headers = { authorization: bearer, "content-type": "application/json", "idempotency-key": randomUUID() };
  const asked: Asked = { method: "POST", path: "/v1/notices", headers, body: JSON.stringify(notice) };
  const { status, text } = await untilTaken(asked, await client.ask(asked));
  if (status !== 202) throw new Error(`a notice was refused: ${status} ${text}`);
  return NoticeAccepted.parse(JSON.parse(text));
}

/** The due instant, once the notice has been delivered and the receipt is on record. */
async function dueInstantOf(caseId: string, platform: string): Promise<number> {
  const receiver = receivers.get(platform);
  const hasArrived = () => receiver !== undefined && receiver.of(caseId, "notice.issued").length > 0;
  await eventually("the notice is delivered", hasArrived, patienceMilliseconds);
  const look = async () =>
    CaseView.parse(JSON.parse((await read(`/v1/cases/${caseId}`)).text)).clocks.acknowledge.dueAt;
  return Date.parse(await eventually("the receipt is on record", look, patienceMilliseconds));
}

async function acknowledgeAt(kase: Opened, due: number): Promise<Run> {
  const { caseId, digest, platform, offset } = kase;
  const id = randomUUID();
  await pause(Math.max(0, due + offset - wayMilliseconds - Date.now()));
  const { headers, body } = signedAnswer(platform, acknowledged({ caseId, digest }), { id });
  const asked = { method: "POST", path: `/v1/platforms/${platform}/webhook`, headers, body } as const;
  const first = await client.ask(asked);
  return { ...kase, due, reply: await untilTaken(asked, first), firstWrittenAt: first.writtenAt };
}

/** As clients do: a service that is busy is asked again, in the same words. */
async function untilTaken(asked: Asked, first: Reply): Promise<Reply> {
  let reply = first;
  for (let tries = 1; (reply.status === 503 || reply.status === 504) && tries < 20; tries += 1) {
    await pause(200);
    reply = await client.ask(asked);
  }
  return reply;
}

const AnswerEvent = z.object({
  late: z.boolean(),
  ended: z.object({ acknowledge: z.object({ verdict: z.enum(["met", "missed"]) }) }),
});

type Record = z.infer<typeof EventPage>["events"];
type Outcome = {
  kind: "in time" | "late, before the escalation" | "late, after the escalation";
  answers: Record;
  breaches: Record;
  /** What the record says of each acknowledgement. */
  said: z.infer<typeof AnswerEvent>[];
};

function outcomeOf(record: Record): Outcome {
  const answers = record.filter(({ type }) => type === "answer.received");
  const breaches = record.filter(({ type, data }) => type === "clock.missed" && data["clock"] === "acknowledge");
  const said = answers.map(({ data }) => AnswerEvent.parse(data));
  const isMet = said.some(({ ended }) => ended.acknowledge.verdict === "met");
  const isEscalatedBefore = (breaches[0]?.sequence ?? Infinity) < (answers[0]?.sequence ?? 0);
  const late = isEscalatedBefore ? "late, after the escalation" : "late, before the escalation";
  return { kind: isMet ? "in time" : late, answers, breaches, said };
}

function faultsOfOutcome(run: Run, { kind, answers, breaches, said }: Outcome): string[] {
  const { due, reply, firstWrittenAt } = run;
  if (reply.status !== 200) return [`answered ${reply.status}: ${reply.text}`];
  const { late, clocks } = AnswerAccepted.parse(JSON.parse(reply.text));
  const [answer] = answers;
  if (answer === undefined || answers.length > 1) return [`${answers.length} acknowledgements on record`];
  const isMet = kind === "in time";
  const receivedAt = Date.parse(answer.at);
  const rules = {
    "met and escalated": isMet && breaches.length > 0,
    "escalated twice": breaches.length > 1,
    "escalated no later than due": breaches.some(({ at }) => Date.parse(at) <= due),
    "escalated after it had been answered": breaches.some(({ sequence }) => sequence > answer.sequence),
    "received after due, and met": isMet && receivedAt > due,
    "written after due, and met": isMet && firstWrittenAt > due,
    "answered before due, and not met": !isMet && reply.answeredAt <= due,
    "received in time, not escalated, and not met": !isMet && receivedAt <= due && breaches.length === 0,
    "received before it was written": receivedAt < firstWrittenAt,
    "received after it was answered": receivedAt > reply.answeredAt,
    "told late and met on record, or the other way round": late === isMet || said[0]!.late === isMet,
    "told another verdict than the record's": clocks.acknowledge.verdict !== said[0]!.ended.acknowledge.verdict,
    "another due instant than was raced": Date.parse(clocks.acknowledge.dueAt ?? "") !== due,
  };
  return Object.entries(rules).flatMap(([rule, isBroken]) => (isBroken ? [rule] : []));
}

/** The cases whose platform was reminded to acknowledge, or whose authority was told that it did not. */
function toldOfSilence(): Set<string> {
  const arrivals = [dgccrf, ...receivers.values()].flatMap((receiver) => receiver.arrivals);
  return new Set(
    arrivals.flatMap(({ message: { type, data } }) =>
      (type === "notice.reminder" || type === "case.overdue") && data.clock === "acknowledge" ? [data.caseId] : [],
    ),
  );
}

async function recordOf(caseId: string): Promise<Record> {
  const { text } = await read(`/v1/cases/${caseId}/events?limit=100`);
  return EventPage.parse(JSON.parse(text)).events;
}

async function read(path: string): Promise<Reply> {
  return client.ask({ method: "GET", path, headers: { authorization: bearer } });
}
