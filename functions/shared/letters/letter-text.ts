import type { OutgoingWebhook } from "../../../core/contract/outgoing-webhook.ts";
import { legible } from "../../../core/contract/legible.ts";
import type { Letter as MailLetter } from "../mail/mailer.ts";
import type { LetterAbout } from "./about.ts";
import { letterOfEscalation } from "./of-escalation.ts";
import type { LetterOutline } from "./outline.ts";
import { htmlOf } from "./render-html.ts";
import { textOf } from "./render-text.ts";
import { subjectOf } from "./subject.ts";
import { letterToAuthority } from "./to-authority.ts";
import { letterToPlatform } from "./to-platform.ts";
import { write } from "./write.ts";

/** What a letter says: all of a mail but where it goes. */
export type LetterText = Pick<MailLetter, "subject" | "text" | "html">;

/**
 * The letter for a message, in one language. It holds no address of an item, no locator, no seller and no words of the
 * notice: those are behind its link.
 */
export function letterText(body: OutgoingWebhook, about: LetterAbout): LetterText {
  const outline = outlineOf(body, about);
  const letter = write(outline, about);
  const { reference } = about.kase;
  return {
    subject: subjectOf(outline.what, reference, about.language),
    text: textOf(letter),
    html: htmlOf(letter, legible(reference)),
  };
}

function outlineOf(body: OutgoingWebhook, about: LetterAbout): LetterOutline {
  switch (body.type) {
    case "notice.prior_information":
    case "notice.issued":
    case "notice.corrected":
    case "notice.clarified":
    case "notice.decided":
    case "notice.extended":
    case "notice.disclosure_ended":
    case "notice.reminder":
    case "notice.withdrawn":
      return letterToPlatform(body, about);
    case "case.undeliverable":
    case "case.receipt_taken_back":
    case "case.disclosure_ended":
    case "case.answer_received":
    case "case.overdue":
    case "case.decision_needed":
    case "case.decision_lapsed":
    case "case.settled":
      return letterToAuthority(body, about);
    case "escalation.copy":
    case "escalation.referral":
    case "escalation.follow_up":
      return letterOfEscalation(body, about);
  }
}
