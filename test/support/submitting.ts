import { randomUUID } from "node:crypto";
import type { Case } from "../../core/case/state.ts";
import type { Measure } from "../../core/contract/measures.ts";
import { instantOf } from "../../core/contract/instant.ts";
import type { CaseId } from "../../core/contract/ids.ts";
import { presets } from "../../core/law/legal-bases.ts";
import { startingDirectory } from "../../core/law/directory/starting-directory.ts";
import { ServiceError } from "../../functions/shared/aws/service-error.ts";
import { systemChance } from "../../functions/shared/chance.ts";
import { caseStore } from "../../functions/shared/dynamo/case-store.ts";
import type { TableRequest } from "../../functions/shared/dynamo/client.ts";
import { directoryStore } from "../../functions/shared/dynamo/directory-store.ts";
import { noticeStore } from "../../functions/shared/dynamo/notice-store.ts";
import type { HttpRequest } from "../../functions/shared/http/http-request.ts";
import type { Outcome } from "../../functions/shared/http/outcome.ts";
import { makeSubmitBatch, makeSubmitNotice } from "../../functions/submit-notice/handler.ts";
import { seedDirectory } from "../../local/directory/seed-directory.ts";
import { standingClock } from "../cost/standing-clock.ts";
import { memoryTable } from "../simulation/table/memory-table.ts";

/** What stands before everything that the table is asked; what it throws is the table's answer. */
type Before = (request: TableRequest) => void;

/** What the store says instead of doing what it was asked. */
export function storeError(name: string, answer: Record<string, unknown> = {}): ServiceError {
  return new ServiceError(name, name, { status: 400, requestId: undefined, answer });
}

/** Submitting, on a table in memory and a clock that stands still. */
export async function openSubmitting() {
  const before: { ask: Before } = { ask: () => undefined };
  const { table } = memoryTable({
    around: async (request, execute) => {
      await Promise.resolve();
      before.ask(request);
      return execute();
    },
  });
  const clock = standingClock();
  const cases = caseStore(table);
  const directory = directoryStore(table, clock.wall);
  await seedDirectory(directory, startingDirectory);
  const logged: string[] = [];
  const log = (code: string) => void logged.push(code);
  const services = {
    cases,
    directory,
    bases: presets,
    notices: noticeStore(table, cases),
    workflow: {
      start: async () => Promise.resolve("started" as const),
      succeed: async () => Promise.resolve(),
      fail: async () => Promise.resolve(),
    },
    inbound: { outages: async () => Promise.resolve([]) },
    clock,
    chance: systemChance,
    log: { info: log, warn: log, error: log },
    hasMail: false,
    allowSandbox: true,
  };

  function requestOf(body: object, as: string, key: string, query: Record<string, string>): HttpRequest {
    return {
      requestId: "req-1",
      language: "en",
      receivedAt: clock.now(),
      caller: { kind: "authority", id: as },
      params: {},
      query,
      headers: { "content-type": ["application/json"], "idempotency-key": [key] },
      rawBody: Buffer.from(JSON.stringify(body)),
    };
  }

  return {
    services,
    clock,
    logged,
    /** Sets what stands before everything that the table is asked. */
    beforeAsking: (ask: Before) => {
      before.ask = ask;
    },
    submit: async (
      notice: object,
      {
        as = "dgccrf",
        query = {},
        key = randomUUID(),
      }: { as?: string; query?: Record<string, string>; key?: string } = {},
    ): Promise<Outcome> => makeSubmitNotice(services)(requestOf(notice, as, key, query)),
    submitBatch: async (notices: readonly unknown[], key: string = randomUUID()): Promise<Outcome> =>
      makeSubmitBatch(services)(requestOf({ notices }, "dgccrf", key, {})),
    /** Puts on record that every item of a case was answered by this measure. */
    answered: async (caseId: CaseId, outcome: Measure): Promise<void> => {
      const stored = await cases.read(caseId);
      if (stored === undefined) throw new Error("no such case");
      const reportedAt = instantOf(clock.wall());
      const after: Case = {
        ...stored.case,
        items: stored.case.items.map((item) => ({ ...item, outcome, reportedAt })),
        answeredAt: reportedAt,
      };
      const { generation } = stored;
      await cases.write({ before: stored, after, events: [], generation }, [], clock.wall());
    },
  };
}
