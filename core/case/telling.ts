import type { Authority, DirectoryRecipient, Platform } from "../contract/directory.ts";
import { periodOf } from "../contract/duration.ts";
import type { Instant } from "../contract/instant.ts";
import type { Bilingual } from "../contract/language.ts";
import { stateOf } from "../law/directory/directory.ts";
import { resolveRecipient, type RecipientRole } from "../law/directory/recipients.ts";
import type { State } from "../law/directory/states.ts";
import type { ClockRule, LegalBasis } from "../law/legal-basis.ts";
import { spokenEndOfDay, spokenInstant } from "../law/time/spoken-instant.ts";
import { same } from "./bilingual.ts";
import type { CaseEvent, EventOf } from "./events.ts";
import { contactWords, roleWords } from "./recipient-words.ts";
import type { Calendar, Clock, ClockName, Message, Recipient } from "./state.ts";

/** The two sides of a case, its legal basis, and everybody it may name. */
export type Parties = {
  basis: LegalBasis;
  authority: Authority;
  platform: Platform;
  recipients: readonly DirectoryRecipient[];
  /** Authorities of the directory: a step may go to another than the issuing one. */
  authorities: readonly Pick<Authority, "id" | "name">[];
};

/** What it takes to tell the events of one case: names, subjects, and instants as the people concerned write them. */
export type Telling = {
  platform: string;
  authority: Bilingual;
  /** An instant on the clock of the authority's State. */
  moment: (at: Instant) => Bilingual;
  /** A due instant on the clock of the State whose days count, where days are counted. */
  due: (clock: ClockName, at: Instant) => Bilingual;
  /** What a ladder step is about. */
  subject: (step: string) => Bilingual;
  /** Whom a message or a step goes to, with its article where it has one. */
  recipient: (recipient: Recipient) => Bilingual;
  /** A message that was queued in the course of the case. */
  message: (messageId: string) => Message | undefined;
};

/** Reads the whole record once, so that each event of it can be told. */
export function tellingOf(parties: Parties, events: readonly CaseEvent[]): Telling {
  const { basis, authority, platform } = parties;
  const messages = new Map(events.flatMap(messagesOf).map((message) => [message.messageId as string, message]));
  const opened = events.find((event): event is EventOf<"case.opened"> => event.type === "case.opened");
  const calendar = calendarOf(parties, events);
  const moment = (at: Instant) => spokenInstant(at, authority.state);
  return {
    platform: platform.name,
    authority: authority.name,
    moment,
    due: (name, at) => {
      const clock = opened?.data.clocks[name];
      return clock === undefined ? moment(at) : spokenDue(clock, at, { calendar, authority });
    },
    subject: (step) => basis.ladder.find(({ id }) => id === step)?.subject ?? same(step),
    recipient: (recipient) => nameOf(recipient, parties),
    message: (messageId) => messages.get(messageId),
  };
}

/** Whose days count: as of the receipt, else as it would be now. */
export function calendarOf({ platform, authority }: Parties, events: readonly CaseEvent[]): Calendar {
  const delivered = events.findLast((event): event is EventOf<"notice.delivered"> => event.type === "notice.delivered");
  return delivered?.data.calendar ?? stateOf(platform, authority);
}

/** Whether a clock counts days rather than hours: then it ends as a day ends, in the State whose days those are. */
function countsDays({ rule, within }: { rule: ClockRule; within: Clock["within"] }): boolean {
  const { unit } = periodOf(within);
  return rule !== "elapsed" && (unit === "day" || unit === "working_day");
}

/** The State whose days a clock counts; undefined where it counts none. */
export function stateCounted(clock: Pick<Clock, "rule" | "within">, calendar: Calendar): State | undefined {
  if (!countsDays(clock)) return undefined;
  return clock.rule === "fr_days" ? "FR" : calendar.state;
}

/** A due instant as it is to be written. */
export function spokenDue(
  clock: Pick<Clock, "rule" | "within">,
  at: Instant,
  { calendar, authority }: { calendar: Calendar; authority: Pick<Authority, "state"> },
): Bilingual {
  const state = stateCounted(clock, calendar);
  return state === undefined ? spokenInstant(at, authority.state) : spokenEndOfDay(at, state);
}

function messagesOf({ data }: CaseEvent): readonly Message[] {
  return "messages" in data ? (data.messages ?? []) : [];
}

function nameOf(recipient: Recipient, parties: Parties): Bilingual {
  switch (recipient.kind) {
    case "platform": {
      const { fr, en } = contactWords[recipient.contact];
      const { name } = parties.platform;
      return { fr: `${fr} de la plateforme ${name}`, en: `${en} of the platform ${name}` };
    }
    case "authority":
      return authorityName(recipient.id, parties);
    case "holder":
      return holderName(recipient.role, parties) ?? roleWords[recipient.role];
  }
}

/** An authority by its name; one that the directory no longer knows by its identifier. */
function authorityName(id: string, { authority, authorities }: Parties): Bilingual {
  return [authority, ...authorities].find((known) => known.id === id)?.name ?? same(id);
}

/** Who holds a role in a case, by name; undefined where nobody is known to. */
export function holderName(role: RecipientRole, parties: Parties): Bilingual | undefined {
  const resolved = resolveRecipient(role, parties);
  switch (resolved.kind) {
    case "authority":
      return authorityName(resolved.id, parties);
    case "person":
      return same(resolved.name);
    case "platform":
      return nameOf({ kind: "platform", id: parties.platform.id, contact: resolved.contact }, parties);
    case "none":
      return undefined;
  }
}
