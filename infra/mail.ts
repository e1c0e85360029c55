import { ArnFormat, Duration, type RemovalPolicy, Stack } from "aws-cdk-lib";
import { ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { Key } from "aws-cdk-lib/aws-kms";
import { SqsDestination } from "aws-cdk-lib/aws-lambda-destinations";
import {
  ConfigurationSet,
  ConfigurationSetTlsPolicy,
  EmailIdentity,
  EmailSendingEvent,
  EventDestination,
  Identity,
} from "aws-cdk-lib/aws-ses";
import { Topic } from "aws-cdk-lib/aws-sns";
import { LambdaSubscription } from "aws-cdk-lib/aws-sns-subscriptions";
import { Queue, QueueEncryption } from "aws-cdk-lib/aws-sqs";
import { Construct } from "constructs";
import type { mailVariables } from "../functions/shared/mail/env.ts";
import type { ProjectFunction } from "./project-function.ts";
import { acknowledge } from "./rules.ts";

/** What mail is sent with. */
export type MailProps = {
  /** Domain whose DKIM records are in its zone. */
  domain: string;
  /** Address of that domain. */
  from: string;
  removalPolicy: RemovalPolicy;
};

type MailEnvironment = Record<keyof typeof mailVariables.shape, string>;

/** Where the events of a mail lead to a clock that starts or is taken back, and those that operators look for in the log. */
const events = [
  EmailSendingEvent.DELIVERY,
  EmailSendingEvent.BOUNCE,
  EmailSendingEvent.REJECT,
  EmailSendingEvent.COMPLAINT,
  EmailSendingEvent.DELIVERY_DELAY,
];

/** As long as Lambda waits for a function that fails, or for room for it. */
const longestWait = Duration.hours(6);

/** Mail by SES: the domain it is from, what is published about it, and where that goes which nobody could put on record. */
export class Mail extends Construct {
  readonly identity: EmailIdentity;
  /** Events that did not reach the function, or that it could not put on record. */
  readonly deadLetters: Queue;
  /** What every function that decides on cases is told: that mail is sent. */
  readonly known: Pick<MailEnvironment, "MAIL_FROM">;
  /** What a function that sends reads from its environment. */
  readonly sending: MailEnvironment;
  readonly #configurationSet: ConfigurationSet;
  readonly #events: Topic;

  constructor(scope: Construct, id: string, { domain, from, removalPolicy }: MailProps) {
    super(scope, id);
    this.#configurationSet = new ConfigurationSet(this, "Sending", {
      // A notice is never sent in the clear.
      tlsPolicy: ConfigurationSetTlsPolicy.REQUIRE,
      reputationMetrics: true,
    });
    this.identity = new EmailIdentity(this, "Identity", {
      identity: Identity.domain(domain),
      configurationSet: this.#configurationSet,
    });
    this.known = { MAIL_FROM: from };
    this.sending = { ...this.known, MAIL_CONFIGURATION_SET: this.#configurationSet.configurationSetName };
    // Events name recipients and subjects. A key of its own: SES uses it, which is to see nothing else.
    const key = new Key(this, "Key", {
      description: "Sommation: events of mails",
      enableKeyRotation: true,
      removalPolicy,
    });
    key.grant(new ServicePrincipal("ses.amazonaws.com"), "kms:Decrypt", "kms:GenerateDataKey*");
    this.#events = new Topic(this, "Events", { masterKey: key, enforceSSL: true });
    this.#configurationSet.addEventDestination("Told", {
      destination: EventDestination.snsTopic(this.#events),
      events,
    });
    this.deadLetters = new Queue(this, "DeadLetters", {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
    });
    acknowledge(this.deadLetters, {
      "AwsSolutions-SQS3": "It is where the dead letters go.",
      "Serverless-SQSRedrivePolicy": "It is where the dead letters go.",
    });
  }

  /** Lets a function send, as this domain and with what is published about it. */
  allowSending(sender: ProjectFunction): void {
    sender.may(["ses:SendEmail"], this.identity.emailIdentityArn, this.#configurationSetArn);
  }

  /** Has a function told what becomes of mails. */
  tell(recorder: ProjectFunction): void {
    const { deadLetters } = this;
    this.#events.addSubscription(new LambdaSubscription(recorder.lambda, { deadLetterQueue: deadLetters }));
    recorder.lambda.configureAsyncInvoke({
      onFailure: new SqsDestination(deadLetters),
      retryAttempts: 2,
      maxEventAge: longestWait,
    });
  }

  get #configurationSetArn(): string {
    return Stack.of(this).formatArn({
      service: "ses",
      resource: "configuration-set",
      resourceName: this.#configurationSet.configurationSetName,
      arnFormat: ArnFormat.SLASH_RESOURCE_NAME,
    });
  }
}
