import * as z from "zod";
import { EventPage } from "../../core/contract/api.ts";
import type { Door } from "./kill-door.ts";

/** The record of a case as its authority reads it. */
export type CaseRecord = z.infer<typeof EventPage>["events"];

const Clock = z.enum(["acknowledge", "act"]);
const Ended = z.looseObject({ verdict: z.enum(["met", "met_reported_late", "missed"]) });
const Queued = z.looseObject({
  messageId: z.string(),
  type: z.string(),
  /** `mail` goes where the receivers of a soak are not: letters are left to the record. */
  channel: z.enum(["webhook", "mail"]).default("webhook"),
  to: z.looseObject({ kind: z.string(), id: z.string().default(""), contact: z.string().optional() }),
  clock: Clock.optional(),
  step: z.string().optional(),
});

/** What the checks read of an event, whatever else it says. */
const Said = z.looseObject({
  messageId: z.string().optional(),
  messages: z.array(Queued).optional(),
  dropped: z.array(z.string()).optional(),
  webhookId: z.string().optional(),
  late: z.boolean().optional(),
  ended: z.object({ acknowledge: Ended.optional(), act: Ended.optional() }).optional(),
  clock: Clock.optional(),
  step: z.string().optional(),
  byHand: z.boolean().optional(),
  until: z.string().optional(),
  clocks: z
    .record(Clock, z.looseObject({ dueLegal: z.string().optional(), settleMilliseconds: z.int().optional() }))
    .optional(),
});

/** An event with what the checks read of it. */
export type Told = Omit<CaseRecord[number], "data"> & z.infer<typeof Said>;

/** The events as the checks read them. */
export function toldBy(record: CaseRecord): Told[] {
  return record.map(({ data, ...event }) => ({ ...Said.parse(data), ...event }));
}

/** Reads the whole record of a case. */
export async function readRecord(door: Door, authority: string, caseId: string): Promise<CaseRecord | undefined> {
  const events: CaseRecord = [];
  let cursor = "";
  do {
    const page = cursor === "" ? "" : `&cursor=${encodeURIComponent(cursor)}`;
    const reply = await door.ask({ method: "GET", path: `/v1/cases/${caseId}/events?limit=100${page}` }, authority);
    if (reply.status !== 200) return undefined;
    const { events: some, next } = EventPage.parse(JSON.parse(reply.text));
    events.push(...some);
    cursor = next ?? "";
  } while (cursor !== "");
  return events;
}
