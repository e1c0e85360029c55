import type { Authority, DirectoryRecipient, Platform } from "../contract/directory.ts";
import type { State } from "../law/directory/states.ts";
import type { LegalBasis } from "../law/legal-basis.ts";
import type { AnswerType } from "../contract/answer-type.ts";
import type { CaseId, Digest, ItemId, MessageId } from "../contract/ids.ts";
import type { Instant } from "../contract/instant.ts";
import type { Measure } from "../contract/measures.ts";
import type { Duration } from "../contract/duration.ts";
import type { QuestionType } from "./question.ts";
import type { Case, Message, Outage } from "./state.ts";

/** A new case, from one platform's part of an accepted notice. */
export type Open = {
  type: "open";
  facts: Pick<
    Case,
    | "caseId"
    | "noticeId"
    | "reference"
    | "authority"
    | "platform"
    | "noticeVersion"
    | "digest"
    | "ordered"
    | "disclosure"
    | "relistedFrom"
  > & { items: ItemId[] };
  /** The periods, with what the order itself sets already filled in. */
  within: { acknowledge: Duration; act: Duration };
  /** A first order to a host, without emergency: it is informed so long before. */
  prior?: Duration | undefined;
  /** A first order to a host, in an emergency that waives that information. */
  waived?: true | undefined;
  /** That information was given for another order a short while ago: this one may be served only from this instant. */
  notBefore?: Instant | undefined;
};

/** What came of one attempt to send one message. */
export type RecordAttempt = {
  type: "record_attempt";
  messageId: MessageId;
  attempt: number;
  result:
    | { kind: "delivered"; at: Instant; httpStatus?: number | undefined }
    | { kind: "failed"; code: string; httpStatus?: number | undefined; retryAfterSeconds?: number | undefined }
    /** Mail: the provider has it. */
    | { kind: "handed_over" }
    /** No further attempt makes sense: the endpoint is gone (410) or there is none. */
    | { kind: "hopeless"; code: string; httpStatus?: number | undefined };
};

/** What the mail provider tells of a letter that it took. */
export type RecordMailEvent = {
  type: "record_mail_event";
  messageId: MessageId;
  outcome: { kind: "delivered"; at: Instant } | { kind: "bounced"; at: Instant; code: string };
};

/** A statement of the platform, signed, or made on the page behind the link of a mail. */
export type ReceiveAnswer = {
  type: "receive_answer";
  answer: AnswerType;
  identified: "webhook" | "link";
  webhookId: string;
  /** The gateway's time of its first arrival. */
  receivedAt: Instant;
  noticeVersion: number;
  digest: Digest;
  /** Digest of the answer as received. */
  document: Digest;
  reason?: string | undefined;
  items?: { itemId: ItemId; outcome: Measure; measuredAt?: Instant | undefined }[] | undefined;
  /** The items that an answer without measures is about; absent: all. */
  concerned?: ItemId[] | undefined;
};

/** Runs the first ladder step or clock milestone that is due. */
export type TakeDueStep = { type: "take_due_step" };

/** Acts of the authority: `by` is the officer's id, `document` the digest of who, why and when in words. */
type ByOfficer = { by: string; document: Digest };
export type Withdraw = { type: "withdraw" } & ByOfficer;
export type Close = { type: "close" } & ByOfficer;
export type ResumeDelivery = { type: "resume_delivery" } & ByOfficer;
export type DecideStep = {
  type: "decide_step";
  step: string;
  decision: { kind: "sign"; draft?: Digest | undefined } | { kind: "postpone"; until: Instant } | { kind: "drop" };
} & ByOfficer;

/** Replies to a request for clarification; `content` is the digest of the reply as the platform reads it. */
export type Clarify = { type: "clarify"; content: Digest } & ByOfficer;

/** Gives more time to act. */
export type Extend = { type: "extend"; until: Instant } & ByOfficer;

/** Accepts or disputes what the platform declared, or says that an accepted impossibility has ended. */
export type DecideQuestion = {
  type: "decide_question";
  question: QuestionType;
  decision: "accept" | "dispute" | "end";
  /** With `accept`, of an impossibility: until when it is expected to last. */
  until?: Instant | undefined;
  /** Digest of what the platform is told. */
  content: Digest;
} & ByOfficer;

/** A receipt served by other means: registered letter, bailiff, by hand. */
export type RecordReceipt = {
  type: "record_receipt";
  receivedAt: Instant;
  means: "registered_letter" | "bailiff" | "by_hand";
} & ByOfficer;

/** A new version of the notice, as far as it changes what this platform is served. */
export type Correct = {
  type: "correct";
  noticeVersion: number;
  digest: Digest;
  items: ItemId[];
  /** Of those that stay, the items of which something else is asked than before. */
  reopened: ItemId[];
  ordered: Case["ordered"];
  disclosure: Case["disclosure"];
  /** Whether something is asked that was not asked before: then the clock to act restarts at its receipt. */
  addsObligation: boolean;
} & ByOfficer;

/** Stops every erasure of this record, or lets it go on. */
export type SetHold = { type: "set_hold"; on: boolean } & ByOfficer;

/** Makes the links sent so far lead nowhere. */
export type RevokeLinks = { type: "revoke_links" } & ByOfficer;

/** Says that an item of this case came back, in another case of the same authority. */
export type NoteRelisting = { type: "note_relisting"; caseId: CaseId };

/** What an officer does on a case. */
export type ActOfAuthority =
  | Withdraw
  | Close
  | ResumeDelivery
  | DecideStep
  | Clarify
  | Extend
  | DecideQuestion
  | RecordReceipt
  | Correct
  | SetHold
  | RevokeLinks;

export type Command =
  Open | RecordAttempt | RecordMailEvent | ReceiveAnswer | TakeDueStep | NoteRelisting | ActOfAuthority;

/** What a decision may look at besides the case and the command. */
export type Context = {
  /** The instant of the decision on the legal clock. */
  now: Instant;
  basis: LegalBasis;
  authority: Authority;
  platform: Platform;
  /** Who holds the roles of the ladder that do not follow from the two parties. */
  recipients: readonly DirectoryRecipient[];
  /** State whose calendar counts: where the platform is established, else the authority's. */
  state: State;
  /** Whether that is an assumption, to be shown: the platform's establishment is not known. */
  stateIsAssumed: boolean;
  /** The length of 5 wall seconds on the legal clock, in milliseconds. */
  settleMilliseconds: number;
  /**
   * When we could not be reached, as far as this decision asks (`outageQuestion`). One that still lasts ends now.
   */
  outages: readonly Outage[];
  /** How the authority wishes to be told what happens: by its webhook, by mail, both, or not at all. */
  authorityIsTold: readonly Message["channel"][];
  /** Whether this deployment sends mail. */
  hasMail: boolean;
  nextMessageId: () => MessageId;
};

/** Why a command changes nothing. Each has a sentence in French and English (`core/contract/problems.ts`). */
export type RefusalCode =
  | "unknown_case"
  | "already_open"
  | "attempt_not_pending"
  | "nothing_due"
  | "not_current_version"
  | "unknown_item"
  | "repeated_item"
  | "measured_in_future"
  | "measured_before_notice"
  | "already_acknowledged"
  | "already_answered"
  | "nothing_owed"
  | "case_withdrawn"
  | "case_closed"
  | "case_not_withdrawn"
  | "case_not_settled"
  | "case_not_undeliverable"
  | "unknown_step"
  | "step_not_pending"
  | "no_such_question"
  | "not_extendable"
  | "not_later"
  | "too_far"
  | "already_delivered"
  | "received_in_future"
  | "received_before_notice"
  | "message_not_awaited"
  | "time_has_passed"
  | "nothing_changes"
  | "already_so";

/** A part of a command that is at fault: a pointer into the answer it was made from, and why. */
export type Fault = { pointer: string; code: RefusalCode };

/** A refusal, for its first reason; `faults` are all parts at fault, when they can be named. */
export type Refusal = { kind: "refused"; code: RefusalCode; faults?: Fault[] };
