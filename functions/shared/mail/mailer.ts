import type { CaseId, MessageId } from "../../../core/contract/ids.ts";
import type { Place } from "../aws/place.ts";
import { signedRequests } from "../aws/signed-requests.ts";
import type { MailVariables } from "./env.ts";
import { handingOverFailed, type HandingOver } from "./handing-over.ts";

/** One mail to one address. */
export type Letter = {
  to: string;
  subject: string;
  text: string;
  html: string;
  /** What comes back with every event about it. */
  tags: { caseId: CaseId; messageId: MessageId; attempt: number };
};

/** Hands letters over to whoever carries them. */
export type Mailer = {
  /** The result is a value, whatever the carrier says; @throws where the function is wrongly set up. */
  send: (letter: Letter) => Promise<HandingOver>;
};

/** As whom mail is sent, and where its events are published. */
export type MailSettings = { from: string; configurationSet: string };

/**
 * Hands letters over to SES.
 * https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_SendEmail.html
 *
 * @param place Where SES is; by default, where the environment says.
 */
export function sesMailer(settings: MailSettings, place?: Place): Mailer {
  const ses = signedRequests(
    { host: "email", signingName: "ses", endpointVariable: "AWS_ENDPOINT_URL_SESV2", attempts: 3 },
    place,
  );
  const headers = { "content-type": "application/json" };
  return {
    send: async (letter) => {
      const body = JSON.stringify(requestOf(letter, settings));
      try {
        await ses.post({ path: "/v2/email/outbound-emails", headers, body });
        return { kind: "handed_over" };
      } catch (error) {
        return handingOverFailed(error);
      }
    },
  };
}

/**
 * The mailer of a deployment; undefined where it sends no mail.
 * @throws when only one of the two variables is set.
 */
export function mailerOf({ MAIL_FROM: from, MAIL_CONFIGURATION_SET: configurationSet }: MailVariables) {
  if (from === undefined && configurationSet === undefined) return undefined;
  if (from === undefined || configurationSet === undefined) {
    throw new Error("MAIL_FROM and MAIL_CONFIGURATION_SET come together or not at all");
  }
  return sesMailer({ from, configurationSet });
}

/** The body of SendEmail, as the API's reference has it. */
function requestOf({ to, subject, text, html, tags }: Letter, { from, configurationSet }: MailSettings) {
  return {
    FromEmailAddress: from,
    Destination: { ToAddresses: [to] },
    Content: {
      Simple: {
        Subject: utf8(subject),
        Body: { Text: utf8(text), Html: utf8(html) },
        Headers: pairs({
          // RFC 3834: nobody's absence is to answer it.
          "Auto-Submitted": "auto-generated",
          // Names no letter that was sent: all of a case are shown together.
          References: `<${tags.caseId}@${from.slice(from.lastIndexOf("@") + 1)}>`,
          "X-Sommation-Case": tags.caseId,
          "X-Sommation-Message": tags.messageId,
        }),
      },
    },
    ConfigurationSetName: configurationSet,
    EmailTags: pairs({ "case-id": tags.caseId, "message-id": tags.messageId, attempt: String(tags.attempt) }),
  };
}

function utf8(data: string) {
  return { Data: data, Charset: "UTF-8" };
}

function pairs(values: Readonly<Record<string, string>>) {
  return Object.entries(values).map(([Name, Value]) => ({ Name, Value }));
}
