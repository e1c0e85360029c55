import type { CaseId } from "../../core/contract/ids.ts";
import type { NoticeBody } from "./corrections.ts";
import type { MailEventKind } from "./mail.ts";

/** A notice as an authority submitted it, with all it was told of it. */
export type Submission = {
  authority: string;
  key: string;
  body: string;
  /** Every answer that arrived: status and body, as text. */
  answers: { status: number; body: string }[];
};

/** A new version of a notice, as an officer means it, with each attempt to put it in force that reached our gateway. */
export type Correction = {
  noticeId: string;
  version: number;
  notice: NoticeBody;
  requests: { arrivedAt: number; told?: { status: number; body: string } }[];
};

/** One request of a platform that reached our gateway. */
export type AnswerRequest = {
  platform: string;
  caseId: CaseId;
  /** Its `webhook-id`, or the name of the form that it was given on. */
  webhookId: string;
  identified: "webhook" | "link";
  /** The answer's type without `notice.`. */
  type: string;
  items: { itemId: string; outcome: string; measuredAt?: string }[];
  /** The items that an answer without measures names; none: all. */
  concerned: readonly string[];
  /** Gateway's time, wall milliseconds. */
  arrivedAt: number;
  /** What the platform was told, if it heard of it. */
  told?: { status: number; body: string; at: number } | undefined;
};

/** One message that reached an endpoint. */
export type Arrival = {
  endpoint: string;
  messageId: string;
  type: string;
  caseId: string;
  sequence: number;
  /** Wall milliseconds. */
  at: number;
  isRightlySigned: boolean;
  /** The HTTP status that the recipient gave; 0: none. */
  status: number;
  /** When our sender learnt of it, wall milliseconds. */
  answeredAt: number;
};

/** One request of an officer that reached our gateway. */
export type ActRequest = {
  caseId: CaseId;
  operation: string;
  step?: string | undefined;
  question?: string | undefined;
  decision?: string | undefined;
  /** Legal instant that it names. */
  until?: string | undefined;
  /** Gateway's time, wall milliseconds. */
  arrivedAt: number;
  /** The status that it was answered with, if the officer heard of it. */
  told?: number | undefined;
};

/** A letter that the mail service took. */
export type PostedLetter = {
  caseId: CaseId;
  messageId: string;
  /** The message that it carries. */
  type: string;
  attempt: number;
  to: string;
  text: string;
  /** Wall milliseconds. */
  at: number;
};

/** What the mail service said of a letter: when it was so, and when our function took it (wall milliseconds). */
export type MailTold = { messageId: string; what: MailEventKind; at: number; toldAt: number[] };

/** A write of a case that the table took. */
export type Commit = {
  caseId: string;
  /** Wall milliseconds. */
  at: number;
  /** Numbers of the events written with it. */
  events: number[];
};

/** What actors and wires saw: everything that is judged afterwards is judged by this and the table alone. */
export type Journal = {
  submissions: Submission[];
  corrections: Correction[];
  answers: AnswerRequest[];
  arrivals: Arrival[];
  letters: PostedLetter[];
  /** Requests that reached the mail service, whatever came of them (wall milliseconds). */
  mailTries: { messageId: string; at: number }[];
  mailEvents: MailTold[];
  commits: Commit[];
  /** Log lines of the functions that are warnings or errors. */
  warnings: { level: string; code: string; at: number }[];
  acts: ActRequest[];
  /** Executions that came to an end, by name, and when (wall milliseconds). */
  ends: { name: string; at: number }[];
  /** The revision that each case was written in last, by its partition. */
  revisions: Map<string, number>;
  /** The round that waits last, by the partition of its case. */
  waits: Map<string, { generation: number; round: number }>;
  /** What was seen to be wrong while it happened. */
  faults: string[];
  countEffect: () => number;
  effects: () => number;
  /** Adds a line to the history. */
  tell: (actor: string, what: () => string) => void;
  history: string[];
};

/**
 * A journal.
 *
 * @param wall The virtual wall clock.
 * @param keepsHistory Whether `tell` keeps anything: only for a run that is to be read.
 */
export function journalOn(wall: () => number, keepsHistory: boolean): Journal {
  const history: string[] = [];
  let effects = 0;
  return {
    submissions: [],
    corrections: [],
    answers: [],
    arrivals: [],
    letters: [],
    mailTries: [],
    mailEvents: [],
    commits: [],
    warnings: [],
    acts: [],
    waits: new Map(),
    revisions: new Map(),
    ends: [],
    faults: [],
    countEffect: () => (effects += 1),
    effects: () => effects,
    tell: (actor, what) => {
      if (keepsHistory) history.push(`${new Date(wall()).toISOString()} ${actor.padEnd(18)} ${shortened(what())}`);
    },
    history,
  };
}

/** Ids by their last four digits, digests by their first six. */
function shortened(text: string): string {
  return text
    .replaceAll(/\b(case|ntc|itm|msg|wh|req|token)_[0-9a-f-]{32}([0-9a-f]{4})\b/g, "$1…$2")
    .replaceAll(/sha-256:([0-9a-f]{6})[0-9a-f]{58}/g, "sha…$1");
}
