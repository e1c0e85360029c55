import { fileURLToPath } from "node:url";
import { Aws, type RemovalPolicy } from "aws-cdk-lib";
import { Policy, PolicyStatement } from "aws-cdk-lib/aws-iam";
import { LogGroup, type RetentionDays } from "aws-cdk-lib/aws-logs";
import { DefinitionBody, LogLevel, StateMachine, StateMachineType } from "aws-cdk-lib/aws-stepfunctions";
import { Construct } from "constructs";
import type { steps } from "../workflows/takedown-case.steps.ts";
import type { ProjectFunction } from "./project-function.ts";
import { acknowledge } from "./rules.ts";

/** Placeholders of the definition that stand for functions. */
type TaskPlaceholder = (typeof steps)[keyof typeof steps]["placeholder"];

/** What the machine is made with. */
export type CaseWorkflowProps = {
  tasks: Readonly<Record<TaskPlaceholder, ProjectFunction>>;
  logRetention: RetentionDays;
  removalPolicy: RemovalPolicy;
};

const definition = fileURLToPath(new URL("../workflows/takedown-case.asl.json", import.meta.url));

/**
 * The machine, with the definition that `npm start` runs. No time limit of its own: a case may wait for months, and
 * its rounds are capped.
 */
export class CaseWorkflow extends Construct {
  readonly machine: StateMachine;

  constructor(scope: Construct, id: string, { tasks, logRetention, removalPolicy }: CaseWorkflowProps) {
    super(scope, id);
    const { DeliverMessages, AwaitAnswer, EscalateCase } = tasks;
    const substitutions = {
      Partition: Aws.PARTITION,
      DeliverMessages: DeliverMessages.lambda.functionArn,
      AwaitAnswer: AwaitAnswer.lambda.functionArn,
      EscalateCase: EscalateCase.lambda.functionArn,
    } as const satisfies Record<TaskPlaceholder | "Partition", string>;
    this.machine = new StateMachine(this, "Machine", {
      stateMachineType: StateMachineType.STANDARD,
      definitionBody: DefinitionBody.fromFile(definition),
      definitionSubstitutions: substitutions,
      tracingEnabled: true,
      logs: {
        destination: new LogGroup(this, "Log", { retention: logRetention, removalPolicy }),
        level: LogLevel.ERROR,
        // The data of an execution holds its task token, by which anybody could end a round.
        includeExecutionData: false,
      },
      removalPolicy,
    });
    this.machine.addToRolePolicy(
      new PolicyStatement({
        actions: ["lambda:InvokeFunction"],
        resources: Object.values(tasks).map(({ lambda }) => lambda.functionArn),
      }),
    );
    acknowledge(this.machine, {
      "AwsSolutions-SF1": "Errors only: a line for every event would hold execution data, and with it task tokens.",
      "AwsSolutions-IAM5[Resource::*]": "Log delivery and X-Ray take no particular resource (their actions have none).",
    });
  }

  /** Lets a function start executions, and tells it nothing else: its environment names the machine. */
  allowStarting(starter: ProjectFunction): void {
    starter.may(["states:StartExecution"], this.machine.stateMachineArn);
  }

  /**
   * Lets a function complete or fail tokens. A policy of its own, outside the function's role: the machine needs the
   * function, the function its role, and this policy the machine.
   */
  allowAnsweringTokens(teller: ProjectFunction): void {
    const policy = new Policy(this, `Tokens${teller.node.id}`, {
      statements: [
        new PolicyStatement({
          actions: ["states:SendTaskSuccess", "states:SendTaskFailure"],
          resources: [this.machine.stateMachineArn],
        }),
      ],
    });
    policy.attachToRole(teller.role);
  }
}
