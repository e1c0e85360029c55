import { Duration, Stack } from "aws-cdk-lib";
import { Metric } from "aws-cdk-lib/aws-cloudwatch";
import { FilterPattern, type IFilterPattern, type LogGroup } from "aws-cdk-lib/aws-logs";
import { Construct } from "constructs";
import { routes } from "../core/contract/routes.ts";
import type { ProjectFunction } from "./project-function.ts";

/** Whose lines are counted. */
export type LogMetricsProps = {
  /** Functions that send. */
  senders: readonly ProjectFunction[];
  receiveAnswer: ProjectFunction;
  reconcileCases: ProjectFunction;
  watchInbound: ProjectFunction;
  applyRetention: ProjectFunction;
  /** Those that record what becomes of mails; none where none is sent. */
  recorders: readonly ProjectFunction[];
  accessLog: LogGroup;
};

const five = Duration.minutes(5);

/** What the lines of the logs say in numbers. The codes are those the functions log. */
export class LogMetrics extends Construct {
  /** Messages that a recipient has taken, or the mail server of one. */
  readonly delivered: Metric;
  /** Attempts that failed, whether or not there is a next one. */
  readonly notDelivered: Metric;
  /** Cases given up by the sender: a person has to look. */
  readonly undeliverable: Metric;
  /** Wake-ups that came more than a minute late: cases the reconciler found. */
  readonly lateWakeUps: readonly Metric[];
  /** Cases that were given a new execution. */
  readonly newExecutions: readonly Metric[];
  /** Cases that failed five times or more. */
  readonly poisoned: Metric;
  /** Runs that found more cases than may be started anew. */
  readonly backlog: Metric;
  /** Mails that the mail server of their recipient has taken. */
  readonly mailDelivered: Metric;
  /** Mails that came back. */
  readonly mailBounced: Metric;
  /** Looks at our own inbound side that found it there. */
  readonly inboundSeen: Metric;
  /** Cases that could not be erased or pseudonymised when they were due. */
  readonly notRetained: Metric;
  /** Answers with a signature that does not hold, or too old. */
  readonly refusedSignatures: Metric;
  /** Requests turned away by the gateway or the API's limits. */
  readonly turnedAway: Metric;
  readonly #namespace: string;

  constructor(scope: Construct, id: string, props: LogMetricsProps) {
    super(scope, id);
    const { senders, receiveAnswer, reconcileCases, watchInbound, applyRetention, recorders, accessLog } = props;
    this.#namespace = `Sommation/${Stack.of(this).stackName}`;
    const { method, path } = routes.receiveAnswer;
    const attempted = line("message.attempted");
    const recorded = line("mail.recorded");
    this.delivered = this.#count("Delivered", senders, both(attempted, text("result", "delivered")));
    this.notDelivered = this.#count(
      "NotDelivered",
      senders,
      both(attempted, textNot("result", "delivered"), textNot("result", "handed_over")),
    );
    this.#count("Delivered", recorders, both(recorded, text("result", "delivered")));
    this.mailDelivered = this.#count("MailDelivered", recorders, both(recorded, text("result", "delivered")));
    this.mailBounced = this.#count("MailBounced", recorders, both(recorded, text("result", "bounced")));
    this.undeliverable = this.#count("Undeliverable", [...senders, ...recorders], line("case.undeliverable"));
    const repair = (name: string, field: string) =>
      this.#count(name, [reconcileCases], line("reconciled"), `$.${field}`);
    const started = repair("Started", "started");
    const bumped = repair("Bumped", "bumped");
    this.newExecutions = [started, bumped];
    this.lateWakeUps = [repair("WorkedOff", "worked_off"), started, bumped, repair("Failed", "failed")];
    this.poisoned = this.#count("Poisoned", [reconcileCases], line("case.poisoned"));
    this.backlog = this.#count("Backlog", [reconcileCases], line("reconcile.backlog"));
    this.inboundSeen = this.#count("InboundSeen", [watchInbound], line("inbound.seen"));
    this.notRetained = this.#count("NotRetained", [applyRetention], line("case.not_retained"));
    this.refusedSignatures = this.#count(
      "RefusedSignatures",
      [receiveAnswer],
      both(line("request"), text("route", `${method} ${path}`), FilterPattern.numberValue("$.status", "=", 401)),
    );
    this.turnedAway = this.#count("TurnedAway", [{ log: accessLog }], text("status", "429"));
  }

  #count(
    name: string,
    sources: readonly { log: LogGroup }[],
    filterPattern: IFilterPattern,
    metricValue = "1",
  ): Metric {
    for (const { log } of sources) {
      log.addMetricFilter(name, { filterPattern, metricNamespace: this.#namespace, metricName: name, metricValue });
    }
    return new Metric({ namespace: this.#namespace, metricName: name, statistic: "Sum", period: five });
  }
}

function line(code: string) {
  return text("message", code);
}

function text(field: string, value: string) {
  return FilterPattern.stringValue(`$.${field}`, "=", value);
}

function textNot(field: string, value: string) {
  return FilterPattern.stringValue(`$.${field}`, "!=", value);
}

const both = (...patterns: Parameters<typeof FilterPattern.all>) => FilterPattern.all(...patterns);
