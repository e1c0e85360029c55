/** A deliberate break of the real code: one text in one module, replaced by another. */
export type Mutation = {
  /** What is broken, as its author would say it. */
  breaks: string;
  /** The module, from the root of the project. */
  file: string;
  find: string;
  replace: string;
  /** Seed to begin with: one that is known to find it, the first by default. The hunt goes on where it does no longer. */
  from?: number;
  /** Too rare for seeds: found by a crash at every effect of a reference. */
  foundBy?: "crashes";
};

/** Breaks that the simulation must find. Each is one that somebody could make on a bad day. */
export const mutations: readonly Mutation[] = [
  {
    breaks: "a case is written whoever has written since",
    from: 8,
    file: "functions/shared/dynamo/case-store.ts",
    find: 'ConditionExpression: "rev = :rev",\n            ExpressionAttributeValues: { ":rev": before.rev },',
    replace: "",
  },
  {
    breaks: "a token is stored whoever has written since",
    from: 35,
    file: "functions/shared/dynamo/case-store.ts",
    find: 'ConditionExpression: "rev = :rev",\n        ...(names',
    replace: 'ConditionExpression: "rev = :rev OR attribute_exists(pk)",\n        ...(names',
  },
  {
    breaks: "the machine is never told",
    file: "functions/shared/cases/tell.ts",
    find: "for (const token of told.tokens) {",
    replace: "for (const token of told.tokens.slice(1)) {",
  },
  {
    breaks: "only the first token of a round is told",
    file: "functions/shared/cases/tell.ts",
    find: "for (const token of told.tokens) {",
    replace: "for (const token of told.tokens.slice(0, 1)) {",
    foundBy: "crashes",
  },
  {
    breaks: "deadlines are compared with the wall clock",
    from: 4,
    file: "functions/shared/cases/case-services.ts",
    find: "now: services.clock.now(),",
    replace: "now: new Date(services.clock.wall()).toISOString() as never,",
  },
  {
    breaks: "there is no pause between due and escalation",
    file: "core/case/clocks.ts",
    find: "clock.settleMilliseconds + 1);\n}",
    replace: "1);\n}",
  },
  {
    breaks: "an answer counts from when it is worked on, not from its arrival",
    file: "functions/receive-answer/handler.ts",
    find: "receivedAt: request.receivedAt,",
    replace: "receivedAt: services.clock.now(),",
  },
  {
    breaks: "an answer at the due instant is late",
    from: 2,
    file: "core/case/clocks.ts",
    find: "receivedAt > clock.dueLegal",
    replace: "receivedAt >= clock.dueLegal",
  },
  {
    breaks: "an answer after the escalation has met its clock",
    from: 45,
    file: "core/case/clocks.ts",
    find: "if (clock.missedAt !== undefined) return",
    replace: "if (clock.missedAt === undefined && false) return",
  },
  {
    breaks: "await-answer stores over a newer round",
    from: 144,
    file: "core/case/token-protocol.ts",
    find: 'if (record.wait !== undefined && isNewer(record.wait, clock)) return { kind: "ghost" };',
    replace: "",
  },
  {
    breaks: "the end is told while messages wait",
    file: "core/case/status.ts",
    find: "return !isOwed(kase) && kase.outbox.length === 0;",
    replace: "return !isOwed(kase);",
  },
  {
    breaks: "the end is told while an answer is owed",
    file: "core/case/status.ts",
    find: "return !isOwed(kase) && kase.outbox.length === 0;",
    replace: "return kase.outbox.length === 0;",
  },
  {
    breaks: "a message leaves the outbox whatever came of its attempt",
    from: 108,
    file: "core/case/decisions/record-attempt.ts",
    find: 'case "failed": {',
    replace:
      'case "failed": {\n      if (message.type !== "notice.issued") return [delivered(kase, message, { kind: "delivered", at: context.now }, context)];',
  },
  {
    breaks: "each attempt has a webhook-id of its own",
    from: 6,
    file: "functions/shared/messages/send-by-webhook.ts",
    find: "id: message.messageId,",
    replace: 'id: message.attempt === 1 ? message.messageId : services.chance.id("msg"),',
  },
  {
    breaks: "a repeated webhook is recorded again",
    from: 2,
    file: "functions/shared/answers/record-answer.ts",
    find: "key: keyOf(incoming),",
    replace: "key: keyOf({ ...incoming, webhookId: services.chance.nonce() }),",
  },
  {
    breaks: "a case that is moved again keeps its generation",
    from: 21,
    file: "functions/shared/cases/commit.ts",
    find: "before.generation + (reopened ? 1 : 0)",
    replace: "before.generation + (reopened ? 0 : 0)",
  },
  {
    breaks: "a case whose execution never came up is given none",
    from: 438,
    file: "functions/reconcile-cases/reconcile.ts",
    find: 'machines === "none" && wait?.generation !== generation',
    replace: 'machines === "none" && wait !== undefined && wait.generation !== generation',
  },
  {
    breaks: "what an idempotency key stands for is kept where nobody looks",
    from: 109,
    file: "functions/shared/dynamo/notice-store.ts",
    find: "key: idempotencyKey(authority, idempotency.key),",
    replace: "key: idempotencyKey(authority, `${idempotency.key}?`),",
  },
  {
    breaks: "nobody asks whether our own side was down",
    from: 69,
    file: "core/case/service-interruption.ts",
    find: 'if (command.type !== "take_due_step") return undefined;',
    replace: "if (command.type !== undefined) return undefined;",
  },
  {
    breaks: "a clarification counts from when we learn of its arrival",
    from: 27,
    file: "core/case/decisions/arrival.ts",
    find: "const { at } = arrived;\n  const settled",
    replace: "const at = context.now;\n  const settled",
  },
  {
    breaks: "steps are taken while the authority owes a reply",
    from: 74,
    file: "core/case/next-wake.ts",
    find: " || isKeptStill(kase)) return [];",
    replace: ") return [];",
  },
  {
    breaks: "what stands in the way of one item stops the clock of all",
    from: 86,
    file: "core/case/movements.ts",
    find: "owedItems(kase).every(",
    replace: "owedItems(kase).some(",
  },
  {
    breaks: "a reply gives nothing back for the time that it took",
    from: 27,
    file: "core/case/movements.ts",
    find: "if (until <= dueLegal ||",
    replace: "if (until !== undefined ||",
  },
  {
    breaks: "a breach stays on record after the time was extended",
    from: 53,
    file: "core/case/folds/clocks.ts",
    find: "...takenBack(clock),\n    ...(startedAt !== undefined && { startedAt }),\n    dueOperational",
    replace: "...clock,\n    dueOperational",
  },
  {
    breaks: "the clocks start when the mail service takes the letter",
    from: 3,
    file: "functions/record-mail-event/outcome-of.ts",
    find: "legal(event.delivery.timestamp)",
    replace: "legal(event.mail.timestamp)",
  },
  {
    breaks: "a letter that comes back takes no receipt back",
    from: 22,
    file: "core/case/decisions/record-mail-event.ts",
    find: "return takenBack(kase, outcome.code, context);",
    replace: 'return { kind: "refused", code: "message_not_awaited" };',
  },
  {
    breaks: "somebody's absence is taken for a letter that came back",
    from: 97,
    file: "functions/record-mail-event/outcome-of.ts",
    find: "if (!isBounce(event) || isNoticeOfAbsence(event))",
    replace: "if (!isBounce(event))",
  },
  {
    breaks: "a webhook that nobody has designated starts the clocks",
    from: 22,
    file: "core/case/decisions/arrival.ts",
    find: "platform.webhookIsContactPoint || !hasMail",
    replace: "platform.webhookIsContactPoint || true",
  },
  {
    breaks: "a correction is received by a webhook that nobody has designated",
    from: 212,
    file: "core/case/decisions/arrival.ts",
    find: "const delivered = known(kase, message, arrived, context);\n  return countsAsReceipt(message, context)",
    replace: "const delivered = known(kase, message, arrived, context);\n  return true",
  },
  {
    breaks: "a clarification is received by a webhook that nobody has designated",
    from: 97,
    file: "core/case/decisions/arrival.ts",
    find: "if (!countsAsReceipt(message, context)) return [delivered, ...stillOwed",
    replace: "if (message === undefined) return [delivered, ...stillOwed",
  },
  {
    breaks: "the clock runs on while a correction that asks for more is on its way",
    from: 15,
    file: "core/case/decisions/correct.ts",
    find: "if (addsObligation && isOwed(after)) {",
    replace: "if (addsObligation && !isOwed(after)) {",
  },
  {
    breaks: "a correction touches cases that it does not change",
    from: 10,
    file: "functions/correct-notice/corrected-case.ts",
    find: "if (isSame(substanceOf(compared), substanceOf(served)))",
    replace: "if (isSame(made, served))",
  },
  {
    breaks: "a period of secrecy is counted anew with each correction",
    from: 10,
    file: "functions/correct-notice/corrected-case.ts",
    find: "const keeps = keepsDisclosure(newVersion);",
    replace: "const keeps = notice.disclosure === undefined && keepsDisclosure(newVersion);",
  },
  {
    breaks: "a case that closes by itself says nothing of the proposals that lapse with it",
    file: "core/case/decisions/lapse.ts",
    find: "messages: steps.filter(isUndecided).flatMap(told),",
    replace: "",
  },
  {
    breaks: "a step that has arrived by one channel is a task when the other is given up",
    from: 428,
    file: "core/case/folds/outbox.ts",
    find: "return !servedTypes.includes(message.type)",
    replace: "return servedTypes.includes(message.type)",
  },
  {
    breaks: "nobody is told of a step whose letter came back",
    from: 15,
    file: "core/case/decisions/abandoned.ts",
    find: "...(task !== undefined && kase.withdrawnAt === undefined",
    replace: "...(task !== undefined && kase.withdrawnAt !== undefined",
  },
  {
    breaks: "what was said on the page behind a link counts as signed",
    from: 9,
    file: "functions/answer-by-link/handler.ts",
    find: 'identified: "link",\n      webhookId',
    replace: 'identified: "webhook",\n      webhookId',
  },
];
