import type { Authority } from "../contract/directory.ts";
import { elapsedMilliseconds } from "../contract/duration.ts";
import { plus, type Instant } from "../contract/instant.ts";
import type { ActLinks, OutgoingWebhook } from "../contract/outgoing-webhook.ts";
import type { ServedNotice } from "../contract/served-notice.ts";
import { ReplyText } from "../contract/reply-text.ts";
import { StepDraft } from "./draft/step-draft.ts";
import type { State } from "../law/directory/states.ts";
import type { LadderStep, LegalBasis } from "../law/legal-basis.ts";
import { clocksView } from "./clock-view.ts";
import { startedAt } from "./clocks.ts";
import { isUndecided } from "./ladder.ts";
import type { Case, Clock, Message } from "./state.ts";
import { statusOf } from "./status.ts";

/** What a message is made from when an attempt begins. */
export type MessageContext = {
  /** The instant of the attempt on the legal clock. */
  now: Instant;
  basis: LegalBasis;
  /** State whose calendar counts. */
  state: State;
  /** The served notice in force; undefined once it is erased. */
  document: ServedNotice | undefined;
  /** Where a person reads the served notice; only looked for where it is served. */
  act: ActLinks | undefined;
  /** The document that the message names as its content; undefined where it names none. */
  content: unknown;
  /** Origin of our own API, without a final slash. */
  publicUrl: string;
  authority: Authority;
};

/**
 * The body of one attempt. It is made anew for each, so that the due instants it names are those that will hold if this
 * attempt is the one received.
 * @throws when a served notice is to be sent whose document is gone.
 */
export function messageBody(kase: Case, message: Message, context: MessageContext): OutgoingWebhook {
  const envelope = { timestamp: context.now, schemaVersion: 1 as const };
  const ofCase = {
    caseId: kase.caseId,
    noticeId: kase.noticeId,
    version: kase.noticeVersion,
    sequence: message.sequence,
  };
  const toPlatform = { ...ofCase, digest: kase.digest, respond: respond(kase, context) };
  const report = reportOf(kase);
  const toAuthority = { ...ofCase, ...report, links: { case: `${context.publicUrl}/v1/cases/${kase.caseId}` } };
  const step = stepOf(message, context);
  const document = context.document === undefined ? {} : { document: context.document };
  switch (message.type) {
    case "notice.issued": {
      const { document: served, act } = context;
      if (served === undefined || act === undefined) throw new Error(`the served notice of ${kase.caseId} is gone`);
      const clocks = {
        acknowledge: ifReceived(kase.clocks.acknowledge, context),
        act: ifReceived(kase.clocks.act, context),
      };
      return { ...envelope, type: message.type, data: { ...toPlatform, document: served, act, clocks } };
    }
    case "notice.prior_information":
      return { ...envelope, type: message.type, data: { ...ofCase, ...priorInformation(kase, context) } };
    case "notice.corrected": {
      const { document: served, act } = context;
      if (served === undefined || act === undefined) throw new Error(`the served notice of ${kase.caseId} is gone`);
      const data = { ...toPlatform, document: served, act, clocks: report.clocks };
      return { ...envelope, type: message.type, data };
    }
    case "notice.clarified": {
      const { text, language } = ReplyText.parse(context.content);
      return { ...envelope, type: message.type, data: { ...toPlatform, text, language, clocks: report.clocks } };
    }
    case "notice.decided":
      return {
        ...envelope,
        type: message.type,
        data: {
          ...toPlatform,
          question: message.question ?? "impossible",
          ...decisionOf(context.content),
          clocks: report.clocks,
        },
      };
    case "notice.extended":
      return {
        ...envelope,
        type: message.type,
        data: { ...toPlatform, clock: message.clock ?? "act", clocks: report.clocks },
      };
    case "notice.disclosure_ended":
      return { ...envelope, type: message.type, data: toPlatform };
    case "notice.reminder":
      return {
        ...envelope,
        type: message.type,
        data: {
          ...toPlatform,
          when: isMissed(kase.clocks[message.clock ?? "act"]) ? "overdue" : "before_due",
          contact: message.to.kind === "platform" ? message.to.contact : "point_of_contact",
          clock: message.clock ?? "act",
          clocks: report.clocks,
        },
      };
    case "notice.withdrawn":
      return { ...envelope, type: message.type, data: toPlatform };
    case "case.answer_received":
      return {
        ...envelope,
        type: message.type,
        data: { ...toAuthority, ...(message.question !== undefined && { question: message.question }) },
      };
    case "case.undeliverable":
    case "case.receipt_taken_back":
    case "case.disclosure_ended":
      return { ...envelope, type: message.type, data: toAuthority };
    case "case.settled":
      return { ...envelope, type: message.type, data: { ...toAuthority, ...undecidedIn(kase, context) } };
    case "case.overdue":
      return {
        ...envelope,
        type: message.type,
        data: { ...toAuthority, ...(message.clock !== undefined && { clock: message.clock }) },
      };
    case "case.decision_needed":
      return {
        ...envelope,
        type: message.type,
        data: {
          ...toAuthority,
          ...step,
          ...(message.task !== undefined && { task: message.task }),
          ...(message.question !== undefined && { question: message.question }),
        },
      };
    case "case.decision_lapsed":
      return { ...envelope, type: message.type, data: { ...toAuthority, ...step } };
    case "escalation.copy":
      return { ...envelope, type: message.type, data: { ...ofCase, ...report, ...step, ...document } };
    case "escalation.referral":
      return {
        ...envelope,
        type: message.type,
        data: { ...ofCase, ...report, ...step, ...signature(kase, message), ...draftIn(context.content), ...document },
      };
    case "escalation.follow_up":
      return { ...envelope, type: message.type, data: { ...ofCase, ...report } };
  }
}

/** Whether a message carries the served notice; the others need not look for it. */
export function quotesNotice(type: Message["type"]): boolean {
  return carriesNotice(type) || type === "escalation.copy" || type === "escalation.referral";
}

/** Whether a message serves a version of the notice. */
export function carriesNotice(type: Message["type"]): boolean {
  return type === "notice.issued" || type === "notice.corrected";
}

/** Procedures and deadlines, before the first order: nothing of what it will ask (TCO art. 3(2), LCEN art. 6-2). */
function priorInformation(kase: Case, context: MessageContext) {
  const { basis, authority, now, publicUrl } = context;
  const cite = typeof basis.cite === "string" ? basis.cite : basis.cite.fr;
  const prior = kase.delivery.prior === undefined ? 0 : (elapsedMilliseconds(kase.delivery.prior) ?? 0);
  return {
    authority: { id: authority.id, name: authority.name },
    legalBasis: { id: basis.id, cite, review: "draft" as const },
    orderNotBefore: plus(now, prior),
    clocks: { acknowledge: periodOf(kase.clocks.acknowledge), act: periodOf(kase.clocks.act) },
    respond: { url: respond(kase, context).url, documentation: `${publicUrl}/docs/legal-bases/${basis.id}` },
  };
}

function periodOf({ within, basis }: Clock) {
  return { within, basis, review: "draft" as const };
}

/** An impossibility that ends by itself has no words of an officer. */
function decisionOf(content: unknown) {
  if (content === undefined) return { decision: "ended" as const };
  const { decision = "ended", until, text, language } = ReplyText.parse(content);
  return { decision, text, language, ...(until !== undefined && { until }) };
}

function draftIn(content: unknown): { draft?: StepDraft } {
  return content === undefined ? {} : { draft: StepDraft.parse(content) };
}

/** By the record, as the clocks of the same message: past the due instant, time may still be given back. */
function isMissed({ missedAt }: Clock): boolean {
  return missedAt !== undefined;
}

function reportOf(kase: Case) {
  return {
    reference: kase.reference,
    authority: kase.authority,
    platform: kase.platform,
    legalBasis: kase.basis.id,
    status: statusOf(kase),
    digest: kase.digest,
    clocks: clocksView(kase),
    items: kase.items.map(({ itemId, outcome, measuredAt }) => ({
      itemId,
      ...(outcome !== undefined && { outcome }),
      ...(measuredAt !== undefined && { measuredAt }),
    })),
  };
}

function respond(kase: Case, { publicUrl }: MessageContext) {
  return {
    url: `${publicUrl}/v1/platforms/${kase.platform}/webhook`,
    documentation: `${publicUrl}/docs#answers`,
  };
}

function ifReceived(clock: Clock, { now, state }: MessageContext) {
  const { dueLegal } = startedAt(clock, now, state);
  return { within: clock.within, basis: clock.basis, dueAt: dueLegal, review: "draft" as const };
}

function stepOf(message: Message, { basis }: MessageContext) {
  const [step] = basis.ladder.filter(({ id }) => id === message.step).map(named);
  return step === undefined ? {} : { step };
}

function undecidedIn({ ladder }: Case, { basis }: MessageContext) {
  const steps = ladder.filter(isUndecided).map(({ step }) => step);
  const undecided = basis.ladder.filter(({ id }) => steps.includes(id)).map(named);
  return undecided.length === 0 ? {} : { undecided };
}

function named({ id, subject }: LadderStep) {
  return { id, subject };
}

function signature(kase: Case, message: Message) {
  const by = kase.ladder.find(({ step }) => step === message.step)?.by;
  return by === undefined ? {} : { signedBy: by };
}
