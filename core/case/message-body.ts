import type { Instant } from "../contract/instant.ts";
import type { ActLinks, OutgoingWebhook } from "../contract/outgoing-webhook.ts";
import type { ServedNotice } from "../contract/served-notice.ts";
import type { State } from "../law/directory/states.ts";
import type { LegalBasis } from "../law/legal-basis.ts";
import { clocksView } from "./clock-view.ts";
import { startedAt } from "./clocks.ts";
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
  /** Origin of our own API, without a final slash. */
  publicUrl: string;
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
    case "notice.reminder":
      return {
        ...envelope,
        type: message.type,
        data: {
          ...toPlatform,
          contact: message.to.kind === "platform" ? message.to.contact : "point_of_contact",
          clock: message.clock ?? "act",
          clocks: report.clocks,
        },
      };
    case "notice.withdrawn":
      return { ...envelope, type: message.type, data: toPlatform };
    case "case.undeliverable":
    case "case.answer_received":
    case "case.settled":
      return { ...envelope, type: message.type, data: toAuthority };
    case "case.overdue":
      return {
        ...envelope,
        type: message.type,
        data: { ...toAuthority, ...(message.clock !== undefined && { clock: message.clock }) },
      };
    case "case.decision_needed":
      return { ...envelope, type: message.type, data: { ...toAuthority, ...step } };
    case "escalation.copy":
      return { ...envelope, type: message.type, data: { ...ofCase, ...report, ...step, ...document } };
    case "escalation.referral":
      return {
        ...envelope,
        type: message.type,
        data: { ...ofCase, ...report, ...step, ...signature(kase, message), ...document },
      };
    case "escalation.follow_up":
      return { ...envelope, type: message.type, data: { ...ofCase, ...report } };
  }
}

/** Whether a message carries the served notice; the others need not look for it. */
export function quotesNotice(type: Message["type"]): boolean {
  return type === "notice.issued" || type === "escalation.copy" || type === "escalation.referral";
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
  const step = basis.ladder.find(({ id }) => id === message.step);
  return step === undefined ? {} : { step: { id: step.id, subject: step.subject } };
}

function signature(kase: Case, message: Message) {
  const by = kase.ladder.find(({ step }) => step === message.step)?.by;
  return by === undefined ? {} : { signedBy: by };
}
