import type { RestApi } from "aws-cdk-lib/aws-apigateway";
import type { Table } from "aws-cdk-lib/aws-dynamodb";
import type { Function as LambdaFunction } from "aws-cdk-lib/aws-lambda";
import type { Queue } from "aws-cdk-lib/aws-sqs";
import type { StateMachine } from "aws-cdk-lib/aws-stepfunctions";
import type { LogMetrics } from "./log-metrics.ts";

/** What alarms and dashboard look at. */
export type Observed = {
  lines: LogMetrics;
  api: RestApi;
  machine: StateMachine;
  table: Table;
  deadLetters: Queue;
  /** What nobody could put on record of mails; absent where none is sent. */
  mailDeadLetters?: Queue;
  reconcileCases: LambdaFunction;
  /** Functions behind the API whose failed and throttled invocations are counted: not the authorizer, which refuses a token by failing. */
  apiFunctions: readonly LambdaFunction[];
  /**
   * The others: not the reconciler, of which one at a time is meant, nor what records events of mails or applies retention,
   * whose failures are kept.
   */
  workflowFunctions: readonly LambdaFunction[];
};
