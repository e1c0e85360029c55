import { setTimeout as pause } from "node:timers/promises";
import * as z from "zod";
import type { Case } from "../../core/case/state.ts";
import { CaseId, DirectoryId } from "../../core/contract/ids.ts";
import { playClerk } from "../simulated/clerk.ts";
import { clarifying, signing, submittingAgain } from "../simulated/duties.ts";
import { playOfficer } from "../simulated/officer.ts";
import type { SimulationClock } from "../simulated/parties.ts";
import type { Receivers } from "../simulated/receivers.ts";
import { prologue } from "../terminal/prologue.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { timelineHeading, timelineLines } from "../terminal/timeline.ts";
import { type ApiClient, apiClient } from "./api-client.ts";
import { campaign, clerk } from "./campaign.ts";
import { isTold } from "./is-told.ts";
import { legalOrder } from "./legal-order.ts";
import { type CaseReader, readRecord, type RecordedEvent } from "./read-record.ts";

/** What the campaign is played with. */
export type CampaignOptions = {
  /** Origin of the API, without a slash at the end. */
  apiUrl: string;
  clock: SimulationClock;
  /** Legal time that passes in one unit of real time. */
  scale: number;
  /** Started with `campaign.behaviours`. */
  receivers: Pick<Receivers, "listen">;
  /** An access token for a client of the API. */
  token: (clientId: string) => Promise<string>;
  terminal: Terminal;
  /** Whether mail comes to the inbox of this machine, where the clerk reads it. */
  hasInbox: boolean;
  /** Ends the play at once. */
  signal: AbortSignal;
  /** Wall time after which what has been seen must do; by default, as long as the campaign takes on its clock. */
  patienceMilliseconds?: number;
  /** Wall time between two looks at the records. */
  everyMilliseconds?: number;
};

/** A case of the campaign as its record told it in the end, and how often its notice was sent. */
export type PlayedCase = { kase: Case; attempts: number };

/** How the campaign went. */
export type Summary =
  /** Every case came to its end, or patience did before. */
  | { kind: "played"; isComplete: boolean; cases: PlayedCase[] }
  /** The API did not take the notice. */
  | { kind: "not_submitted"; status?: number; detail?: string }
  | { kind: "interrupted" };

const Submitted = z.object({ cases: z.array(z.object({ caseId: CaseId, platform: DirectoryId })).min(1) });

/**
 * Plays the sample campaign: submits its notice, has the officer and the clerk play along, and writes a line per event of
 * its cases, in the order of the legal clock. All it knows it reads from the API.
 */
export async function playCampaign(options: CampaignOptions): Promise<Summary> {
  const { apiUrl, clock, receivers, terminal } = options;
  const over = new AbortController();
  const signal = AbortSignal.any([options.signal, over.signal]);
  const token = once(() => options.token(campaign.authority));
  const client = apiClient({ apiUrl, token, signal });
  const followed: Followed = { readers: [], isWhole: false };
  const follows = (caseIds: readonly CaseId[]) => {
    followed.readers.push(...caseIds.map((caseId) => readRecord(client, caseId)));
  };
  const desk = { client, signal };
  const again = (caseIds: readonly CaseId[]) => {
    follows(caseIds);
    followed.isWhole = true;
  };
  const duties = [
    signing(campaign.signed, desk),
    clarifying(campaign.clarified, desk),
    submittingAgain({ ...campaign.relisting, reference: campaign.reference, opened: again }, desk),
  ];
  const stopListening = receivers.listen(playOfficer(campaign.authority, duties, clock));
  try {
    for (const line of prologue(options, terminal)) terminal.write(line);
    const submitted = await submit(client);
    if (signal.aborted) return { kind: "interrupted" };
    if (submitted.kind === "failed") return { ...submitted, kind: "not_submitted" };
    for (const line of timelineHeading(terminal)) terminal.write(line);
    follows(submitted.body.cases.map(({ caseId }) => caseId));
    if (options.hasInbox) void playClerk(clerk, { apiUrl, clock, signal });
    return await follow(followed, options);
  } finally {
    stopListening();
    over.abort();
  }
}

/** The cases that are told of, and whether there is none to come. */
type Followed = { readers: CaseReader[]; isWhole: boolean };

/** Under the same key each time: where the data is kept, a second play follows the cases of the first. */
async function submit(client: ApiClient) {
  const headers = { "idempotency-key": `campaign-${campaign.reference}` };
  return client.post("/v1/notices", campaign.notice, headers, Submitted);
}

/** Legal milliseconds until the last of the campaign has happened. */
const campaignLasts = 5 * 24 * 3_600_000;

/** Nobody is left without a summary for more than ten minutes, nor has one before things could happen. */
function patienceOf(scale: number): number {
  return Math.min(600_000, Math.max(60_000, campaignLasts / scale));
}

async function follow(followed: Followed, options: CampaignOptions): Promise<Summary> {
  const { clock, scale, signal, terminal, everyMilliseconds = 250 } = options;
  const { patienceMilliseconds = patienceOf(scale) } = options;
  const order = legalOrder();
  const write = (events: RecordedEvent[]) => {
    for (const line of events.flatMap((event) => timelineLines(event, terminal))) terminal.write(line);
  };
  const end = performance.now() + patienceMilliseconds;
  // Two rounds back: an event is on record a moment after its instant.
  let [settled, recent] = [clock.now(), clock.now()];
  const isComplete = () => followed.isWhole && followed.readers.every((reader) => isTold(reader.soFar()));
  while (!isComplete() && performance.now() < end) {
    const begun = clock.now();
    for (const reader of followed.readers) order.add(await reader.news());
    write(order.release(settled));
    [settled, recent] = [recent, begun];
    await pause(everyMilliseconds, undefined, { signal }).catch(() => undefined);
    if (signal.aborted) return { kind: "interrupted" };
  }
  write(order.release());
  const cases = followed.readers.flatMap((reader) => {
    const kase = reader.soFar();
    return kase === undefined ? [] : [{ kase, attempts: reader.attempts() }];
  });
  return { kind: "played", isComplete: isComplete(), cases };
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => (made ??= make());
}
