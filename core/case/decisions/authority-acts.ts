import type { Close, Context, Refusal, ResumeDelivery, RevokeLinks, SetHold, Withdraw } from "../commands.ts";
import type { CaseEvent } from "../events.ts";
import type { Case, MessageType } from "../state.ts";
import { startedAt } from "../clocks.ts";
import { followUps, nameOf, pointOfContact, priorInformation, queue, servedNotice, toPlatform } from "../outbox.ts";
import { isUninformed } from "../prior-information.ts";
import { statusOf } from "../status.ts";
import { lapsedOnClosing, lapsedOnWithdrawal } from "./lapse.ts";
import { officer } from "./officer.ts";

/** What nobody needs to be told once the notice is withdrawn: a step that lapsed needs no decision either. */
const mootOnceWithdrawn: readonly MessageType[] = [
  "notice.prior_information",
  "notice.issued",
  "notice.reminder",
  "notice.corrected",
  "notice.clarified",
  "notice.decided",
  "notice.extended",
  "case.decision_needed",
];

/** Withdraws the notice: the platform is told if it may know of it, and so is everybody who received a step. */
export function withdraw(kase: Case, { by, document }: Withdraw, context: Context): CaseEvent[] | Refusal {
  if (kase.closedAt !== undefined) return { kind: "refused", code: "case_closed" };
  if (kase.withdrawnAt !== undefined) return { kind: "refused", code: "case_withdrawn" };
  const enqueue = queue(kase.sequence, context);
  const isKnown = mayKnow(kase, context);
  // Nobody needs a copy of an order that has never been issued.
  const moot = kase.outbox.filter(
    ({ type }) => mootOnceWithdrawn.includes(type) || (!isKnown && type === "escalation.copy"),
  );
  // Nor does anybody follow up on a copy that they never had.
  const uninformed = moot.flatMap(({ type, to }) =>
    type === "escalation.copy" && to.kind !== "platform" ? [nameOf(to)] : [],
  );
  const actor = officer(kase, by);
  const to = pointOfContact(kase.platform);
  return [
    ...lapsedOnWithdrawal(kase, { at: context.now, actor }),
    {
      type: "case.withdrawn",
      at: context.now,
      actor,
      data: {
        by,
        document,
        dropped: moot.map(({ messageId }) => messageId),
        messages: [
          ...(isKnown ? toPlatform({ type: "notice.withdrawn", to }, context, enqueue) : []),
          ...followUps(kase, enqueue, uninformed),
        ],
      },
    },
  ];
}

/** A served notice that is due may be on its way, though no attempt is on record yet. */
function mayKnow({ delivery, outbox }: Case, { now }: Context): boolean {
  if (delivery.attempted || delivery.state === "delivered") return true;
  return outbox.some(({ type, nextAttemptAt }) => type === "notice.issued" && nextAttemptAt <= now);
}

/** Accepts the outcome: nothing more is expected of anybody, and retention begins. */
export function close(kase: Case, { by, document }: Close, context: Context): CaseEvent[] | Refusal {
  const status = statusOf(kase);
  if (status === "closed") return { kind: "refused", code: "case_closed" };
  if (status !== "answered" && status !== "withdrawn") return { kind: "refused", code: "case_not_settled" };
  const actor = officer(kase, by);
  const at = context.now;
  return [...lapsedOnClosing(kase, { at, actor }), { type: "case.closed", at, actor, data: { by, document } }];
}

/** Takes delivery up again, once the platform can be reached: a new message with a new window. */
export function resumeDelivery(kase: Case, { by, document }: ResumeDelivery, context: Context): CaseEvent[] | Refusal {
  if (statusOf(kase) !== "undeliverable") return { kind: "refused", code: "case_not_undeliverable" };
  const windowEndsAt = startedAt(kase.clocks.acknowledge, context.now, context.state).dueLegal;
  const first = isUninformed(kase.delivery) ? priorInformation : servedNotice;
  const data = { document, messages: first(context.now, windowEndsAt, context, queue(kase.sequence, context)) };
  return [{ type: "delivery.resumed", at: context.now, actor: officer(kase, by), data }];
}

/** Stops every erasure of the record, or lets retention go on. A closed case can be held, too. */
export function setHold(kase: Case, { on, by, document }: SetHold, context: Context): CaseEvent[] | Refusal {
  if (kase.legalHold === on) return { kind: "refused", code: "already_so" };
  return [{ type: "hold.set", at: context.now, actor: officer(kase, by), data: { on, by, document } }];
}

/** Makes the links sent so far lead nowhere; messages to come carry new ones. */
export function revokeLinks(kase: Case, { by, document }: RevokeLinks, context: Context): CaseEvent[] {
  const data = { epoch: kase.linkEpoch + 1, by, document };
  return [{ type: "links.revoked", at: context.now, actor: officer(kase, by), data }];
}
