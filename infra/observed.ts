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
  reconcileCases: LambdaFunction;
  /**
   * Functions whose failed and throttled invocations are counted: not the authorizer, which refuses a token by failing,
   * nor the reconciler, of which one at a time is meant.
   */
  functions: readonly LambdaFunction[];
};
