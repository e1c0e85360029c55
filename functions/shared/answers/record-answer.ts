import * as z from "zod";
import { clocksView } from "../../../core/case/clock-view.ts";
import type { ReceiveAnswer, Refusal } from "../../../core/case/commands.ts";
import type { CaseEvent } from "../../../core/case/events.ts";
import type { Case } from "../../../core/case/state.ts";
import { statusOf } from "../../../core/case/status.ts";
import { AnswerType } from "../../../core/contract/answer-type.ts";
import type { Answer } from "../../../core/contract/answer.ts";
import { AnswerAccepted } from "../../../core/contract/api.ts";
import type { CaseId } from "../../../core/contract/ids.ts";
import { Instant } from "../../../core/contract/instant.ts";
import type { CaseServices } from "../cases/case-services.ts";
import { commit } from "../cases/commit.ts";
import { startIfReopened, tell } from "../cases/tell.ts";
import { digestOf } from "../digest.ts";
import type { StoredCase } from "../dynamo/case-item.ts";
import type { Table } from "../dynamo/client.ts";
import { readGuard } from "../dynamo/guard.ts";
import { receivedByLinkKey, receivedKey, type Key } from "../dynamo/keys.ts";
import { commandOfAnswer } from "./command-of-answer.ts";

/** What putting an answer on record works with. */
export type RecordServices = CaseServices & { table: Table };

/** An answer of the platform of a case, read and known to come from it. */
export type Incoming = {
  answer: Answer;
  /** The case as it was found. */
  found: StoredCase;
  identified: ReceiveAnswer["identified"];
  /** Names the answer: the same again is a repeat, with another body it is refused. */
  webhookId: string;
  /** SHA-256 of the body as it came. */
  body: string;
  /** The gateway's time of arrival. */
  receivedAt: Instant;
  /** What is kept as the evidence of who said what, beside the time and a nonce. */
  evidence: object;
};

/** What came of an answer. Only `recorded` stands in the record: now, or since the same came before. */
export type Recorded =
  | { kind: "recorded"; answer: AnswerAccepted }
  | (Refusal & { record?: StoredCase })
  /** The id was used with another body. */
  | { kind: "reused" }
  /** A repeat whose first is still being written. */
  | { kind: "unavailable" };

/** What is remembered of an answer by its id, to answer a repeat with the same words. */
const Received = z.object({
  body: z.string(),
  answer: AnswerAccepted,
  receivedAt: Instant.optional(),
  type: AnswerType.optional(),
});

/** Puts an answer on record, once; the workflow is told. */
export async function recordAnswer(services: RecordServices, incoming: Incoming): Promise<Recorded> {
  const { found, webhookId, body, receivedAt, identified } = incoming;
  const { caseId } = found.case;
  const content = { nonce: services.chance.nonce(), receivedAt, ...incoming.evidence };
  const document = digestOf(content);
  await services.cases.putDocument(caseId, document, content);
  const command = commandOfAnswer(incoming.answer, { identified, webhookId, receivedAt, document });
  const outcome = await commit(services, caseId, command, {
    known: found,
    guards: (after, events) => [
      {
        name: "received",
        key: keyOf(incoming),
        content: { body, answer: acceptedOf(after, events), receivedAt, type: command.answer },
      },
    ],
  });
  switch (outcome.kind) {
    case "committed":
      await startIfReopened(services, outcome.before, outcome.record);
      await tell(services, outcome.record);
      return { kind: "recorded", answer: acceptedOf(outcome.record.case, outcome.events) };
    case "guarded":
      return (await repeated(services, incoming)) ?? { kind: "unavailable" };
    case "refused":
      return (await repeated(services, incoming)) ?? outcome;
    case "version_changed":
      throw new Error("an answer expects no version");
  }
}

/** When an answer by a link of this case was put on record, and what it was; undefined where none was, or it is long ago. */
export async function receivedEarlier(
  { table, clock }: Pick<RecordServices, "table" | "clock">,
  { caseId, answerId }: { caseId: CaseId; answerId: string },
): Promise<{ receivedAt: Instant; type: AnswerType } | undefined> {
  const item = await readGuard(table, receivedByLinkKey(caseId, answerId), clock.wall());
  if (item === undefined) return undefined;
  const { receivedAt, type } = Received.parse(item);
  return receivedAt === undefined || type === undefined ? undefined : { receivedAt, type };
}

/** The ids of webhooks are the platform's; those of the form are made for one case. */
function keyOf({ found: { case: kase }, identified, webhookId }: Incoming): Key {
  return identified === "link" ? receivedByLinkKey(kase.caseId, webhookId) : receivedKey(kase.platform, webhookId);
}

function acceptedOf(kase: Case, events: readonly CaseEvent[]): AnswerAccepted {
  const late = events.some((event) => event.type === "answer.received" && event.data.late);
  // In the order of the schema, as it is read back for a repeat: the same words, to the letter.
  return AnswerAccepted.parse({ accepted: true, status: statusOf(kase), late, clocks: clocksView(kase) });
}

/** What an id that was accepted before was answered; the machine is told again, which is harmless. */
async function repeated(
  services: RecordServices,
  incoming: Incoming,
): Promise<Extract<Recorded, { kind: "recorded" | "reused" }> | undefined> {
  const { caseId } = incoming.found.case;
  const item = await readGuard(services.table, keyOf(incoming), services.clock.wall());
  if (item === undefined) return undefined;
  const received = Received.parse(item);
  if (received.body !== incoming.body) return { kind: "reused" };
  const now = await services.cases.read(caseId);
  if (now !== undefined) await tell(services, now);
  return { kind: "recorded", answer: received.answer };
}
