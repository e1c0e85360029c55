import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { AnswerAccepted, CaseView, EventPage } from "../../core/contract/api.ts";
import { NoticeAccepted } from "../../core/contract/submission.ts";
import type { OutgoingWebhook } from "../../core/contract/outgoing-webhook.ts";
import { acknowledged, removed, signedAnswer, type PlatformAnswer } from "../support/e2e-answer.ts";
import type { Random } from "../support/soak-random.ts";
import { noteOpened, type Journal } from "./journal.ts";
import type { Door } from "./kill-door.ts";
import { planNotice, platforms, type Plan, type PlannedAnswer } from "./kill-plans.ts";

/** What the clients share. */
export type World = {
  door: Door;
  journal: Journal;
  random: Random;
  scale: number;
  /** Aborted when what is planned for later is to be done at once. */
  hurry: AbortSignal;
};

/** Everybody outside: authorities that submit and withdraw, platforms that answer, officers that repair and sign. */
export type Clients = ReturnType<typeof clientsOf>;

const person = { by: { id: "officer-7", name: "Test Officer" }, reason: "A reason made up for a test." };
const jsonHeaders = { "content-type": "application/json" };

type Issued = Extract<OutgoingWebhook, { type: "notice.issued" }>;

/** Clients that repeat, in the same words, whatever had no answer. */
export function clientsOf({ door, journal, random, scale, hurry }: World) {
  const plans = new Map<string, Plan>();
  const underWay = new Set<Promise<void>>();
  const ended = new Set<string>();
  const received = new Set<string>();

  /** Goes on in the background; what goes wrong is a fault. */
  function begin(what: string, work: Promise<void>): void {
    const watched = work
      .catch((error: unknown) => void journal.faults.push(`${what}: ${String(error)}`))
      .finally(() => underWay.delete(watched));
    underWay.add(watched);
  }

  /** Submits one notice, and now and then repeats the request though it was answered. */
  async function submit(): Promise<void> {
    const { authority, notice, reference, planOf } = planNotice(random, scale);
    for (const platform of platforms) {
      plans.set(`${reference} ${platform}`, planOf(platform));
    }
    const headers = { ...jsonHeaders, "idempotency-key": randomUUID() };
    const asked = { method: "POST", path: "/v1/notices", headers, body: JSON.stringify(notice) } as const;
    const reply = await door.ask(asked, authority);
    if (reply.status !== 202) throw new Error(`a notice was refused: ${reply.status} ${reply.text}`);
    const accepted = NoticeAccepted.parse(JSON.parse(reply.text));
    noteOpened(journal, authority, accepted);
    if (random.happens(0.1)) {
      journal.counts.repeatedRequests += 1;
      const again = await door.ask(asked, authority);
      if (again.text !== reply.text) journal.faults.push(`a repeated submission was answered otherwise: ${again.text}`);
    }
    for (const { caseId, platform } of accepted.cases) {
      const { withdrawAfter } = planOf(platform);
      if (withdrawAfter !== undefined) begin("withdrawal", withdrawLater(authority, caseId, withdrawAfter));
    }
  }

  async function withdrawLater(authority: string, caseId: string, after: number): Promise<void> {
    await inTime(after);
    journal.withdrawn.add(caseId);
    await act(authority, caseId, "withdrawal", person, ({ withdrawnAt }) => withdrawnAt !== undefined, false);
    ended.add(caseId);
  }

  /**
   * Acts on the latest version, and looks whether an act without an answer was done, as a person does.
   * @param isDone Whether the case shows it.
   * @param isOptional Whether it may have become pointless, by an answer or a withdrawal.
   */
  async function act(
    authority: string,
    caseId: string,
    path: string,
    body: object,
    isDone: (kase: CaseView) => boolean,
    isOptional: boolean,
  ): Promise<void> {
    for (;;) {
      const view = await readCase(authority, caseId);
      if (isDone(view)) return;
      const headers = { ...jsonHeaders, "if-match": `"${view.version}"` };
      const asked = {
        method: "POST",
        path: `/v1/cases/${caseId}/${path}`,
        headers,
        body: JSON.stringify(body),
      } as const;
      const reply = await door.ask(asked, authority);
      if (reply.status === 200) return;
      if (reply.status === 412) continue;
      if (reply.status !== 409) throw new Error(`${path} was refused: ${reply.status} ${reply.text}`);
      if (isDone(await readCase(authority, caseId)) || isOptional) return;
      throw new Error(`${path} of ${caseId} was refused: ${reply.text}`);
    }
  }

  async function readCase(authority: string, caseId: string): Promise<CaseView> {
    const reply = await door.ask({ method: "GET", path: `/v1/cases/${caseId}` }, authority);
    if (reply.status !== 200) throw new Error(`${caseId} cannot be read: ${reply.status}`);
    return CaseView.parse(JSON.parse(reply.text));
  }

  /** A platform that has received a notice does what is planned, one answer after the other. */
  async function answerAsPlanned(platform: string, { data }: Issued): Promise<void> {
    const plan = plans.get(`${data.document.reference} ${platform}`);
    if (plan === undefined) throw new Error(`a notice that nobody submitted: ${data.caseId}`);
    const receivedAt = Date.now();
    for (const planned of plan.answers) {
      if (planned.says === "some removed" && data.document.items.length === 1) continue;
      await inTime(receivedAt + planned.after - Date.now());
      await answer(platform, data.caseId, sayingOf(data, planned));
    }
    if (plan.answers.length > 0) ended.add(data.caseId);
  }

  /** Gives one answer until it is taken; now and then it is repeated though it was. */
  async function answer(platform: string, caseId: string, said: PlatformAnswer): Promise<void> {
    const id = `answer-${randomUUID()}`;
    const path = `/v1/platforms/${platform}/webhook`;
    const asked = () => ({ method: "POST", path, ...signedAnswer(platform, said, { id }) }) as const;
    journal.sent.add(id);
    const reply = await door.ask(asked);
    if (reply.status === 409 && journal.withdrawn.has(caseId)) {
      journal.refused.set(id, "withdrawn");
      return;
    }
    if (reply.status !== 200) throw new Error(`${caseId}: an answer was refused: ${reply.status} ${reply.text}`);
    const { late } = AnswerAccepted.parse(JSON.parse(reply.text));
    const { firstWrittenAt, answeredAt } = reply;
    journal.accepted.set(id, { platform, caseId, id, late, firstWrittenAt, answeredAt });
    if (!random.happens(0.1)) return;
    journal.counts.repeatedRequests += 1;
    const again = await door.ask(asked);
    if (again.text !== reply.text)
      journal.faults.push(`${caseId}: a repeated answer was answered otherwise: ${again.text}`);
  }

  /** Waits, until there is a hurry. */
  async function inTime(milliseconds: number): Promise<void> {
    if (milliseconds <= 0 || hurry.aborted) return;
    await pause(milliseconds, undefined, { signal: hurry }).catch(() => undefined);
  }

  /** What somebody does who receives a message. */
  function onMessage(party: string, message: OutgoingWebhook): void {
    const { caseId } = message.data;
    if (message.type === "notice.issued" && !received.has(caseId)) {
      received.add(caseId);
      begin("answer", answerAsPlanned(party, message));
    }
    if (message.type === "case.undeliverable") {
      begin(
        "redelivery",
        act(party, caseId, "redelivery", person, ({ status }) => status !== "undeliverable", true),
      );
    }
    if (message.type === "case.decision_needed" && message.data.step !== undefined && random.happens(0.3)) {
      const { id } = message.data.step;
      const isDecided = ({ ladder }: CaseView) => ladder.some(({ step, by }) => step === id && by !== undefined);
      const decision = { ...person, decision: random.one(["sign", "drop"]) };
      begin("decision", act(party, caseId, `steps/${id}/decision`, decision, isDecided, true));
    }
  }

  /** Reads the record of some case, and remembers how far it went. */
  async function look(): Promise<void> {
    const known = [...journal.opened.keys()];
    if (known.length === 0) return;
    const caseId = random.one(known);
    const { authority } = journal.opened.get(caseId)!;
    const reply = await door.ask({ method: "GET", path: `/v1/cases/${caseId}/events?limit=100` }, authority);
    if (reply.status !== 200) throw new Error(`${caseId}: its record cannot be read: ${reply.status}`);
    const last = EventPage.parse(JSON.parse(reply.text)).events.at(-1);
    if (last !== undefined) journal.sightings.push({ caseId, sequence: last.sequence, hash: last.hash });
  }

  return {
    submit,
    onMessage,
    look,
    begin,
    /** Cases of which nobody outside wants anything more. */
    isEnded: (caseId: string) => ended.has(caseId),
    inFlight: () => journal.opened.size - ended.size,
    /** Cases whose notice has not reached its platform. */
    undelivered: () => journal.opened.size - received.size,
    /** Resolves when everybody has done what was planned. */
    done: async () => {
      while (underWay.size > 0) await Promise.all(underWay);
    },
  };
}

function sayingOf(data: Issued["data"], { says }: PlannedAnswer): PlatformAnswer {
  const { items } = data.document;
  if (says === "acknowledged") return acknowledged(data);
  return removed(data, says === "all removed" ? items : items.slice(0, 1));
}
