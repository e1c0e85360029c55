import * as z from "zod";
import type { RecordMailEvent } from "../../core/case/commands.ts";
import type { CaseId, MessageId } from "../../core/contract/ids.ts";
import { MailEvent, type MailTags } from "../../core/contract/mail-event.ts";
import type { CaseServices } from "../shared/cases/case-services.ts";
import { commit } from "../shared/cases/commit.ts";
import { startIfReopened, tell } from "../shared/cases/tell.ts";
import { outcomeOf } from "./outcome-of.ts";

/**
 * What SNS invokes a function with: one message, or several.
 * https://docs.aws.amazon.com/lambda/latest/dg/with-sns.html
 */
export const MailEvents = z.looseObject({
  Records: z.array(z.looseObject({ Sns: z.looseObject({ Message: z.string() }) })).min(1),
});

/** How many events have changed a case. */
export const MailEventsRecorded = z.strictObject({ recorded: z.int().nonnegative() });

/**
 * Puts on record what became of mails. Again, or too late, an event changes nothing.
 * @throws on an outage, and for an event that cannot be read: whoever invoked keeps it and tries again.
 */
export function makeRecordMailEvent(services: CaseServices) {
  return async ({ Records }: z.output<typeof MailEvents>): Promise<z.infer<typeof MailEventsRecorded>> => {
    let recorded = 0;
    for (const { Sns } of Records) if (await recordOne(services, Sns.Message)) recorded += 1;
    return { recorded };
  };
}

async function recordOne(services: CaseServices, message: string): Promise<boolean> {
  const { log, clock } = services;
  // SES greets a new destination with a sentence, to see whether it may publish there.
  if (!message.startsWith("{")) {
    log.info("mail.greeting");
    return false;
  }
  const event = MailEvent.parse(JSON.parse(message));
  const { eventType, mail } = event;
  if (mail.tags === undefined) {
    log.warn("mail.unknown", { eventType });
    return false;
  }
  const about = aboutOf(mail.tags);
  // Two machines, two clocks: nothing has happened later than now.
  const outcome = outcomeOf(event, (wall) => clock.at(Math.min(wall, clock.wall())));
  if (outcome === undefined) {
    if (eventType === "Complaint") log.warn("mail.complaint", about);
    else log.info("mail.noted", { ...about, eventType });
    return false;
  }
  return record(services, about, outcome);
}

/** Which message of which case, at which attempt. */
type About = { caseId: CaseId; messageId: MessageId; attempt: string | undefined };

function aboutOf({ "case-id": [caseId], "message-id": [messageId], attempt }: MailTags): About {
  return { caseId, messageId, attempt: attempt?.[0] };
}

async function record(services: CaseServices, about: About, outcome: RecordMailEvent["outcome"]): Promise<boolean> {
  const { log } = services;
  const { caseId, messageId } = about;
  const committed = await commit(services, caseId, { type: "record_mail_event", messageId, outcome });
  switch (committed.kind) {
    case "committed": {
      log.info("mail.recorded", {
        ...about,
        result: outcome.kind,
        code: outcome.kind === "bounced" ? outcome.code : undefined,
      });
      if (committed.events.some(({ type }) => type === "case.undeliverable"))
        log.warn("case.undeliverable", { caseId });
      await startIfReopened(services, committed.before, committed.record);
      await tell(services, committed.record);
      return true;
    }
    case "refused":
      log.info("mail.not_recorded", { ...about, result: outcome.kind, code: committed.code });
      // Who committed it before may have died before telling the machine.
      if (committed.record !== undefined) await tell(services, committed.record);
      return false;
    case "guarded":
    case "version_changed":
      throw new Error("an event of a mail has no guard and expects no version");
  }
}
