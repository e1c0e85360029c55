import { Duration } from "aws-cdk-lib";
import { Rule, RuleTargetInput, Schedule } from "aws-cdk-lib/aws-events";
import { LambdaFunction } from "aws-cdk-lib/aws-events-targets";
import { SqsDestination } from "aws-cdk-lib/aws-lambda-destinations";
import { Queue, QueueEncryption } from "aws-cdk-lib/aws-sqs";
import type { StateMachine } from "aws-cdk-lib/aws-stepfunctions";
import { Construct } from "constructs";
import type { ProjectFunction } from "./project-function.ts";
import { acknowledge } from "./rules.ts";

/** What the schedules run, and whose failures they listen to. */
export type SchedulesProps = {
  reconcileCases: ProjectFunction;
  watchInbound: ProjectFunction;
  applyRetention: ProjectFunction;
  machine: StateMachine;
};

/** How often the inbound side is looked at: EventBridge knows no shorter rate. */
export const beat = Duration.minutes(1);

/** Longer than one run may take, so that those that came meanwhile still have their turn. */
const longestWait = Duration.minutes(30);

const nothing = RuleTargetInput.fromObject({});

/**
 * Has the inbound side looked at each minute. Has the reconciler look each minute, and at once when an execution ends as none should. What a run cannot cure is
 * tried again after growing pauses, which are kept with the case. Has retention applied each night.
 */
export class Schedules extends Construct {
  /** Runs that never happened, or failed. */
  readonly deadLetters: Queue;
  /** What wakes the reconciler; an operator who restores the table switches it off. */
  readonly eachMinute: Rule;

  constructor(scope: Construct, id: string, props: SchedulesProps) {
    super(scope, id);
    const { reconcileCases, watchInbound, applyRetention, machine } = props;
    this.deadLetters = new Queue(this, "DeadLetters", {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
    });
    acknowledge(this.deadLetters, {
      "AwsSolutions-SQS3": "It is where the dead letters go.",
      "Serverless-SQSRedrivePolicy": "It is where the dead letters go.",
    });
    reconcileCases.lambda.configureAsyncInvoke({
      onFailure: new SqsDestination(this.deadLetters),
      // The next minute brings another run.
      retryAttempts: 0,
      maxEventAge: longestWait,
    });
    applyRetention.lambda.configureAsyncInvoke({
      onFailure: new SqsDestination(this.deadLetters),
      retryAttempts: 2,
      maxEventAge: longestWait,
    });
    const look = new LambdaFunction(reconcileCases.lambda, {
      event: RuleTargetInput.fromObject({ scope: "due" }),
      deadLetterQueue: this.deadLetters,
      retryAttempts: 3,
      maxEventAge: longestWait,
    });
    this.eachMinute = new Rule(this, "EachMinute", { schedule: Schedule.rate(Duration.minutes(1)), targets: [look] });
    // A beat that comes late says nothing of the time it was meant for.
    const watch = new LambdaFunction(watchInbound.lambda, { retryAttempts: 0, maxEventAge: beat, event: nothing });
    const eachBeat = new Rule(this, "EachBeat", { schedule: Schedule.rate(beat), targets: [watch] });
    acknowledge(eachBeat, { "Serverless-EventBusDLQ": "A beat that is lost is what the next one puts on record." });
    const apply = new LambdaFunction(applyRetention.lambda, {
      event: nothing,
      deadLetterQueue: this.deadLetters,
      retryAttempts: 3,
      maxEventAge: longestWait,
    });
    // In the night of the residency: nobody is kept waiting, and a day more or less is none of six years.
    new Rule(this, "EachNight", { schedule: Schedule.cron({ minute: "30", hour: "1" }), targets: [apply] });
    new Rule(this, "ExecutionFailed", {
      eventPattern: {
        source: ["aws.states"],
        detailType: ["Step Functions Execution Status Change"],
        detail: { stateMachineArn: [machine.stateMachineArn], status: ["FAILED", "TIMED_OUT", "ABORTED"] },
      },
      targets: [look],
    });
  }
}
