import { Duration } from "aws-cdk-lib";
import { type Alarm, AlarmStatusWidget, Dashboard, GraphWidget, type IMetric } from "aws-cdk-lib/aws-cloudwatch";
import { Construct } from "constructs";
import type { Observed } from "./observed.ts";

/** What the dashboard shows. */
export type OperationsDashboardProps = { observed: Observed; alarms: readonly Alarm[] };

/** One page for whoever is on duty: alarms first, then what comes in, what goes out, and the clock between. */
export class OperationsDashboard extends Construct {
  constructor(scope: Construct, id: string, { observed, alarms }: OperationsDashboardProps) {
    super(scope, id);
    const { lines, api, machine, table, deadLetters, apiFunctions, workflowFunctions } = observed;
    const five = { period: Duration.minutes(5), statistic: "Sum" };
    new Dashboard(this, "Page", {
      defaultInterval: Duration.days(1),
      widgets: [
        [new AlarmStatusWidget({ title: "Alarms", alarms: [...alarms], width: 24 })],
        [
          graph("Requests", [api.metricCount(five), api.metricClientError(five), api.metricServerError(five)]),
          graph("Time to answer, ms", [
            api.metricLatency({ statistic: "p50" }),
            api.metricLatency({ statistic: "p99" }),
          ]),
          graph("Refused", [lines.refusedSignatures, lines.turnedAway]),
        ],
        [
          graph("Messages", [lines.delivered, lines.notDelivered, lines.mailBounced, lines.undeliverable]),
          graph("Executions", [
            machine.metricStarted(five),
            machine.metricSucceeded(five),
            machine.metricFailed(five),
            machine.metricTimedOut(five),
            machine.metricAborted(five),
          ]),
          graph("Reconciler", [...lines.lateWakeUps, lines.poisoned, lines.backlog]),
        ],
        [
          graph(
            "Failed invocations",
            [...apiFunctions, ...workflowFunctions].map((one) => one.metricErrors(five)),
          ),
          graph("Table", [table.metricConsumedReadCapacityUnits(five), table.metricConsumedWriteCapacityUnits(five)]),
          graph("Dead letters", [deadLetters.metricApproximateNumberOfMessagesVisible({ statistic: "Maximum" })]),
        ],
      ],
    });
  }
}

function graph(title: string, left: IMetric[]): GraphWidget {
  return new GraphWidget({ title, left, width: 8 });
}
