import { join } from "node:path";
import { Duration, type RemovalPolicy } from "aws-cdk-lib";
import { type IGrantable, type IPrincipal, PolicyStatement, Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { Architecture, Code, Function as LambdaFunction, Runtime, Tracing } from "aws-cdk-lib/aws-lambda";
import { LogGroup, type RetentionDays } from "aws-cdk-lib/aws-logs";
import { Construct } from "constructs";
import { type FunctionName, functions } from "../core/contract/functions.ts";
import type { EnvironmentOf } from "./function-environments.ts";
import type { LegalBasesFile } from "./own-legal-bases.ts";
import { acknowledge } from "./rules.ts";

/** What every function of a deployment has in common. */
export type FunctionPlace = {
  /** Folder of the bundles, one folder for each function. */
  bundles: string;
  logRetention: RetentionDays;
  removalPolicy: RemovalPolicy;
  /** The deployment's own legal bases, where it has some. */
  legalBases?: LegalBasesFile;
};

/** What one function is made with. */
export type ProjectFunctionProps<N extends FunctionName> = FunctionPlace & {
  name: N;
  environment: EnvironmentOf<N>;
  /** Instances kept for it and never exceeded; without, it shares what the account has. */
  reservedConcurrency?: number;
};

/** One function: its bundle, a role that may do nothing yet, and a log of its own. */
export class ProjectFunction extends Construct implements IGrantable {
  readonly lambda: LambdaFunction;
  readonly log: LogGroup;
  readonly role: Role;

  constructor(scope: Construct, id: string, props: ProjectFunctionProps<FunctionName>) {
    super(scope, id);
    const { name, bundles, environment, legalBases, logRetention, removalPolicy, reservedConcurrency } = props;
    const { timeoutSeconds, memoryMegabytes } = functions[name];
    this.log = new LogGroup(this, "Log", { retention: logRetention, removalPolicy });
    // Of its own, since the one CDK makes may write to every log of the account.
    this.role = new Role(this, "Role", { assumedBy: new ServicePrincipal("lambda.amazonaws.com") });
    this.may(["logs:CreateLogStream", "logs:PutLogEvents"], this.log.logGroupArn);
    this.lambda = new LambdaFunction(this, "Function", {
      description: `Sommation: ${name}`,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      handler: "index.handler",
      code: Code.fromAsset(join(bundles, name)),
      timeout: Duration.seconds(timeoutSeconds),
      memorySize: memoryMegabytes,
      tracing: Tracing.ACTIVE,
      logGroup: this.log,
      role: this.role,
      environment: { ...environment, ...(legalBases !== undefined && { LEGAL_BASES_FILE: legalBases.path }) },
      ...(legalBases !== undefined && { layers: [legalBases.layer] }),
      ...(reservedConcurrency !== undefined && { reservedConcurrentExecutions: reservedConcurrency }),
    });
    acknowledge(this, {
      "AwsSolutions-IAM5[Resource::*]": "X-Ray takes segments for no particular resource (its actions have none).",
      "Serverless-LambdaDLQ": "Called and answered at once; those that are called asynchronously have a destination.",
      "Serverless-LambdaAsyncFailureDestination":
        "Called and answered at once; those that are called asynchronously have a destination.",
    });
  }

  get grantPrincipal(): IPrincipal {
    return this.role;
  }

  /** Lets the function do something, and nothing more. */
  may(actions: readonly string[], ...resources: readonly string[]): void {
    this.role.addToPrincipalPolicy(new PolicyStatement({ actions: [...actions], resources: [...resources] }));
  }
}
