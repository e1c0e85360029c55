import type { Authority, DirectoryRecipient, Platform } from "../contract/directory.ts";
import type { State } from "../law/directory/states.ts";
import type { LegalBasis } from "../law/legal-basis.ts";
import type { AnswerType } from "../contract/answer-type.ts";
import type { Digest, ItemId, MessageId } from "../contract/ids.ts";
import type { Instant } from "../contract/instant.ts";
import type { Measure } from "../contract/measures.ts";
import type { Duration } from "../contract/duration.ts";
import type { Case, Outage } from "./state.ts";

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
  /** The first order to a host may be served only from this instant. */
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
    /** No further attempt makes sense: the endpoint is gone (410) or there is none. */
    | { kind: "hopeless"; code: string; httpStatus?: number | undefined };
};

/** A signed statement of the platform. */
export type ReceiveAnswer = {
  type: "receive_answer";
  answer: AnswerType;
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

/** Acts of the authority; `by` is the officer's id, `document` the digest of who, why and when in words. */
export type Withdraw = { type: "withdraw"; by: string; document: Digest };
export type Close = { type: "close"; by: string; document: Digest };
export type ResumeDelivery = { type: "resume_delivery"; by: string; document: Digest };
export type DecideStep = {
  type: "decide_step";
  step: string;
  decision: "sign" | "drop";
  by: string;
  document: Digest;
};

export type Command =
  Open | RecordAttempt | ReceiveAnswer | TakeDueStep | Withdraw | Close | ResumeDelivery | DecideStep;

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
  /** Whether the authority has a webhook of its own to be told by. */
  authorityIsTold: boolean;
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
  | "case_withdrawn"
  | "case_closed"
  | "case_not_withdrawn"
  | "case_not_settled"
  | "case_not_undeliverable"
  | "unknown_step"
  | "step_not_pending";

/** A part of a command that is at fault: a pointer into the answer it was made from, and why. */
export type Fault = { pointer: string; code: RefusalCode };

/** A refusal, for its first reason; `faults` are all parts at fault, when they can be named. */
export type Refusal = { kind: "refused"; code: RefusalCode; faults?: Fault[] };
