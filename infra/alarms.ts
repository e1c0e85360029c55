import { Aws, Duration } from "aws-cdk-lib";
import { Alarm, ComparisonOperator, type IMetric, MathExpression, TreatMissingData } from "aws-cdk-lib/aws-cloudwatch";
import { SnsAction } from "aws-cdk-lib/aws-cloudwatch-actions";
import { PolicyStatement, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import type { Key } from "aws-cdk-lib/aws-kms";
import type { Function as LambdaFunction } from "aws-cdk-lib/aws-lambda";
import { Topic } from "aws-cdk-lib/aws-sns";
import { EmailSubscription } from "aws-cdk-lib/aws-sns-subscriptions";
import { Construct } from "constructs";
import type { Observed } from "./observed.ts";
import { acknowledge } from "./rules.ts";

/** What the alarms watch, and whom they tell. */
export type AlarmsProps = { observed: Observed; key: Key; mail: string | undefined };

/** When an alarm goes off. Its name is that of a heading in docs/runbook.md. */
type Rule = {
  runbook: string;
  /** Of which things, where the chapter has several alarms. */
  group?: string;
  metric: IMetric;
  /** At this value, or `below` it. */
  threshold: number;
  below?: true;
  /** Five-minute periods looked at, and how many of them must be over. */
  of?: number;
  atLeast?: number;
  /** What no data at all means. */
  silence?: TreatMissingData;
};

const five = Duration.minutes(5);
const hour = Duration.hours(1);

/** What an operator must know, each with its chapter in the runbook. */
export class Alarms extends Construct {
  /** Where they are published. */
  readonly topic: Topic;
  readonly alarms: readonly Alarm[];

  constructor(scope: Construct, id: string, { observed, key, mail }: AlarmsProps) {
    super(scope, id);
    this.topic = new Topic(this, "Topic", { masterKey: key, enforceSSL: true });
    // A policy that asks for TLS takes the place of the one by which the account's alarms might publish.
    this.topic.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal("cloudwatch.amazonaws.com")],
        actions: ["sns:Publish"],
        resources: [this.topic.topicArn],
        conditions: { StringEquals: { "aws:SourceAccount": Aws.ACCOUNT_ID } },
      }),
    );
    if (mail !== undefined) this.topic.addSubscription(new EmailSubscription(mail));
    this.alarms = rulesOf(observed).map((rule) => this.#alarm(rule));
    acknowledge(this.topic, {
      "Serverless-SNSRedrivePolicy": "A mail address takes no redrive; the dashboard shows the same alarms.",
    });
  }

  #alarm({ runbook, group, metric, threshold, below, of = 1, atLeast = of, silence }: Rule): Alarm {
    const alarm = new Alarm(this, group === undefined ? runbook : `${runbook} ${group}`, {
      alarmDescription: `docs/runbook.md#${runbook}`,
      metric,
      threshold,
      comparisonOperator:
        below === true ? ComparisonOperator.LESS_THAN_THRESHOLD : ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      evaluationPeriods: of,
      datapointsToAlarm: atLeast,
      treatMissingData: silence ?? TreatMissingData.NOT_BREACHING,
    });
    const publish = new SnsAction(this.topic);
    alarm.addAlarmAction(publish);
    alarm.addOkAction(publish);
    return alarm;
  }
}

function rulesOf(observed: Observed): readonly Rule[] {
  const { lines, api, machine, table, deadLetters, apiFunctions, workflowFunctions, reconcileCases } = observed;
  return [
    ...mailRulesOf(observed),
    {
      runbook: "undeliverable-rate",
      // Of an hour's cases that got somewhere or nowhere; two bad endpoints among two would be no rate.
      metric: new MathExpression({
        expression: "IF(FILL(lost, 0) >= 3, 100 * lost / (lost + FILL(delivered, 0)), 0)",
        usingMetrics: { lost: lines.undeliverable, delivered: lines.delivered },
        label: "Undeliverable, %",
        period: hour,
      }),
      threshold: 5,
    },
    { runbook: "late-wake-ups", metric: sum("Late wake-ups", lines.lateWakeUps), threshold: 1, of: 3, atLeast: 2 },
    { runbook: "reconciler-repairs", metric: sum("New executions", lines.newExecutions), threshold: 5 },
    { runbook: "reconciler-backlog", metric: lines.backlog, threshold: 1 },
    {
      runbook: "reconciler-silent",
      metric: reconcileCases.metricInvocations({ period: five, statistic: "Sum" }),
      threshold: 1,
      below: true,
      of: 2,
      silence: TreatMissingData.BREACHING,
    },
    {
      runbook: "inbound-unreachable",
      metric: lines.inboundSeen,
      threshold: 1,
      below: true,
      silence: TreatMissingData.BREACHING,
    },
    { runbook: "poisoned-cases", metric: lines.poisoned, threshold: 1 },
    { runbook: "server-errors", metric: api.metricServerError({ period: five, statistic: "Sum" }), threshold: 5 },
    ...ofFunctions("of the API", apiFunctions),
    ...ofFunctions("of the workflow", workflowFunctions),
    {
      runbook: "throttled-table",
      metric: sum(
        "Throttled reads and writes",
        ["ReadThrottleEvents", "WriteThrottleEvents"].map((name) =>
          table.metric(name, { period: five, statistic: "Sum" }),
        ),
      ),
      threshold: 10,
      of: 3,
      atLeast: 2,
    },
    { runbook: "throttled-requests", metric: lines.turnedAway, threshold: 100 },
    {
      runbook: "dead-letters",
      metric: deadLetters.metricApproximateNumberOfMessagesVisible({ period: five, statistic: "Maximum" }),
      threshold: 1,
    },
    {
      runbook: "failed-executions",
      metric: sum("Failed executions", [
        machine.metricFailed({ period: five, statistic: "Sum" }),
        machine.metricTimedOut({ period: five, statistic: "Sum" }),
        machine.metricAborted({ period: five, statistic: "Sum" }),
      ]),
      threshold: 1,
    },
    { runbook: "retention-failures", metric: lines.notRetained, threshold: 1 },
    // Besides the five that the watch over the inbound side is refused.
    { runbook: "signature-refusals", metric: lines.refusedSignatures, threshold: 25, of: 3, atLeast: 1 },
  ];
}

/** An alarm sums ten metrics at most, so the functions are looked at in two groups. */
function ofFunctions(group: string, functions: readonly LambdaFunction[]): readonly Rule[] {
  const failed = functions.map((one) => one.metricErrors({ period: five, statistic: "Sum" }));
  const throttled = functions.map((one) => one.metricThrottles({ period: five, statistic: "Sum" }));
  return [
    { runbook: "function-errors", group, metric: sum(`Failed invocations ${group}`, failed), threshold: 5 },
    { runbook: "throttled-functions", group, metric: sum(`Throttled invocations ${group}`, throttled), threshold: 10 },
  ];
}

/** Of a deployment that sends mail. */
function mailRulesOf({ lines, mailDeadLetters }: Observed): readonly Rule[] {
  if (mailDeadLetters === undefined) return [];
  return [
    {
      runbook: "mail-bounces",
      // AWS reviews an account at 5 % of all it sends, and pauses it at 10 %.
      metric: new MathExpression({
        expression: "IF(FILL(bounced, 0) >= 3, 100 * bounced / (bounced + FILL(delivered, 0)), 0)",
        usingMetrics: { bounced: lines.mailBounced, delivered: lines.mailDelivered },
        label: "Mails that came back, %",
        period: hour,
      }),
      threshold: 5,
    },
    {
      runbook: "mail-dead-letters",
      metric: mailDeadLetters.metricApproximateNumberOfMessagesVisible({ period: five, statistic: "Maximum" }),
      threshold: 1,
    },
  ];
}

/** The sum of metrics, those without data as nothing. CloudWatch takes ten in one alarm. */
function sum(label: string, metrics: readonly IMetric[]): MathExpression {
  const named = metrics.map((metric, index) => [`m${index}`, metric] as const);
  return new MathExpression({
    expression: named.map(([name]) => `FILL(${name}, 0)`).join(" + "),
    usingMetrics: Object.fromEntries(named),
    label,
    period: five,
  });
}
