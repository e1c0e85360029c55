import { setTimeout as pause } from "node:timers/promises";
import * as z from "zod";
import { type Duration, elapsedMilliseconds } from "../../core/contract/duration.ts";
import type { Measure } from "../../core/contract/measures.ts";
import { answerForm } from "./answer-form.ts";
import type { SimulationClock } from "./parties.ts";

/** A person at a platform who reads its mail, and answers one notice by the page behind the link in it. */
export type Clerk = {
  /** The mailbox that is read. */
  mailbox: string;
  /** Of the notice that is answered; mail about others is left alone. */
  reference: string;
  /** Legal time from the mail to the answer. */
  after: Duration;
  /** Reported of each item. */
  reports: Measure;
};

/** Where the clerk works. */
type Office = { apiUrl: string; clock: SimulationClock; signal: AbortSignal };

const Inbox = z.object({
  mails: z.array(z.object({ recipients: z.array(z.string()), subject: z.string(), text: z.string().default("") })),
});

const lookMilliseconds = 200;
const mostTries = 10;

/** Plays a clerk: waits for the mail in the local inbox, and answers it once. Ends when that is done, or at `signal`. */
export async function playClerk(clerk: Clerk, { apiUrl, clock, signal }: Office): Promise<void> {
  const link = await untilFound(signal, async () => linkFor(clerk, apiUrl, signal));
  if (link === undefined) return;
  const { promise: itIsTime, resolve } = Promise.withResolvers<undefined>();
  clock.after(elapsedMilliseconds(clerk.after) ?? 0, () => {
    resolve(undefined);
  });
  signal.addEventListener("abort", () => {
    resolve(undefined);
  });
  await itIsTime;
  for (let attempt = 0; attempt < mostTries && !signal.aborted; attempt += 1) {
    if (await answer(link, clerk.reports, signal)) return;
    await pauseUnlessAborted(lookMilliseconds, signal);
  }
}

async function untilFound<T>(signal: AbortSignal, look: () => Promise<T | undefined>): Promise<T | undefined> {
  while (!signal.aborted) {
    const found = await look();
    if (found !== undefined) return found;
    await pauseUnlessAborted(lookMilliseconds, signal);
  }
  return undefined;
}

/** The link in the first mail about the notice. */
async function linkFor(
  { mailbox, reference }: Clerk,
  apiUrl: string,
  signal: AbortSignal,
): Promise<string | undefined> {
  const inbox = await textOf(`${apiUrl}/mail.json`, { signal });
  if (inbox === undefined) return undefined;
  const { mails } = Inbox.parse(JSON.parse(inbox));
  const mine = mails.filter(({ recipients, subject }) => recipients.includes(mailbox) && subject.includes(reference));
  return mine.flatMap(({ text }) => /https?:\/\/\S+\/v1\/answers\/\S+/.exec(text)?.[0] ?? []).at(-1);
}

/** Opens the page, fills in what was done about each item, and sends the form as a browser does. */
async function answer(link: string, reports: Measure, signal: AbortSignal): Promise<boolean> {
  const page = await textOf(link, { headers: { accept: "text/html" }, signal });
  const form = page === undefined ? undefined : answerForm(page, "action_taken");
  if (form === undefined) return false;
  for (const name of [...form.fields.keys()].filter((one) => one.startsWith("outcome.itm_"))) {
    form.fields.set(name, reports);
  }
  const sent = await textOf(new URL(form.action, link).href, {
    method: "POST",
    headers: { accept: "text/html" },
    body: form.fields,
    signal,
  });
  return sent !== undefined;
}

/** What an address answers; undefined where that is no success. */
async function textOf(url: string, init: RequestInit): Promise<string | undefined> {
  try {
    const response = await fetch(url, init);
    const text = await response.text();
    return response.ok ? text : undefined;
  } catch {
    // fetch rejects for no other reason than that there is no answer.
    return undefined;
  }
}

async function pauseUnlessAborted(milliseconds: number, signal: AbortSignal): Promise<void> {
  // An aborted pause rejects; the caller asks the signal itself.
  await pause(milliseconds, undefined, { signal }).catch(() => undefined);
}
