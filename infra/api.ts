import { Aws, Duration, RemovalPolicy, Stack } from "aws-cdk-lib";
import {
  AccessLogFormat,
  AuthorizationType,
  EndpointType,
  IdentitySource,
  type IResource,
  LambdaIntegration,
  ContentHandling,
  LogGroupLogDestination,
  type MethodDeploymentOptions,
  MethodLoggingLevel,
  MockIntegration,
  PassthroughBehavior,
  RequestAuthorizer,
  RestApi,
  SecurityPolicy,
} from "aws-cdk-lib/aws-apigateway";
import { Certificate } from "aws-cdk-lib/aws-certificatemanager";
import { LogGroup, type RetentionDays } from "aws-cdk-lib/aws-logs";
import { Construct } from "constructs";
import type { Route } from "../core/contract/route.ts";
import { routes } from "../core/contract/routes.ts";
import { answerWithProblems, problemHeaders, problemTemplate } from "./api-problems.ts";
import { Firewall } from "./firewall.ts";
import type { ProjectFunction } from "./project-function.ts";
import { acknowledge } from "./rules.ts";

/** A host name of one's own, and its certificate in the same region. */
export type ApiDomain = { name: string; certificateArn: string };

/** What the API is made with. */
export type ApiProps = {
  domain: ApiDomain | undefined;
  logRetention: RetentionDays;
  removalPolicy: RemovalPolicy;
};

/** The functions behind the routes. */
export type ApiFunctions = Readonly<Record<(typeof routes)[keyof typeof routes]["function"], ProjectFunction>>;

const stageName = "live";

/** One line of the access log: no query, no body, no header, no path but the route's. */
const accessLine = {
  requestId: "$context.requestId",
  at: "$context.requestTimeEpoch",
  method: "$context.httpMethod",
  route: "$context.resourcePath",
  status: "$context.status",
  refusedBy: "$context.error.responseType",
  caller: "$context.authorizer.principalId",
  milliseconds: "$context.responseLatency",
  bytes: "$context.responseLength",
} as const;

/** The regional REST API: routes from the shared list, one authorizer, problem documents, a firewall in front. */
export class Api extends Construct {
  readonly rest: RestApi;
  readonly accessLog: LogGroup;
  /** Origin of the API, as the functions and everybody else know it. */
  readonly url: string;

  constructor(scope: Construct, id: string, { domain, logRetention, removalPolicy }: ApiProps) {
    super(scope, id);
    this.accessLog = new LogGroup(this, "AccessLog", { retention: logRetention, removalPolicy });
    this.rest = new RestApi(this, "Rest", {
      // Not an identity, but what its metrics are found by: two stages in one account must not share it.
      restApiName: Stack.of(this).stackName,
      endpointTypes: [EndpointType.REGIONAL],
      // Whatever the reader's program says it accepts: a PDF goes out as bytes. Bodies reach the functions as they were
      // signed, byte for byte.
      binaryMediaTypes: ["*/*"],
      // The account's right to write access logs. One for all its APIs, so it stays when this one goes.
      cloudWatchRole: true,
      cloudWatchRoleRemovalPolicy: RemovalPolicy.RETAIN,
      deployOptions: {
        stageName,
        tracingEnabled: true,
        loggingLevel: MethodLoggingLevel.OFF,
        dataTraceEnabled: false,
        accessLogDestination: new LogGroupLogDestination(this.accessLog),
        accessLogFormat: AccessLogFormat.custom(JSON.stringify(accessLine)),
        throttlingRateLimit: 20,
        throttlingBurstLimit: 40,
        methodOptions: Object.fromEntries(
          Object.values<Route>(routes).map((route) => [`${route.path}/${route.method}`, limitsOf(route)]),
        ),
      },
      ...(domain !== undefined && {
        disableExecuteApiEndpoint: true,
        domainName: {
          domainName: domain.name,
          certificate: Certificate.fromCertificateArn(this, "Certificate", domain.certificateArn),
          securityPolicy: SecurityPolicy.TLS_1_2,
        },
      }),
    });
    // Not `rest.url`: that one waits for the deployment, which waits for the functions, which are told this address.
    this.url =
      domain === undefined
        ? `https://${this.rest.restApiId}.execute-api.${Aws.REGION}.${Aws.URL_SUFFIX}/${stageName}`
        : `https://${domain.name}`;
    answerWithProblems(this.rest);
    new Firewall(this, "Firewall", { stageArn: this.rest.deploymentStage.stageArn });
    acknowledge(this.rest, {
      "AwsSolutions-APIG2": "The functions parse every body, and say all faults at once, with the law's reasons.",
      "AwsSolutions-APIG4": "Public by the route list: signed webhooks, documentation, and methods that do not exist.",
      "AwsSolutions-APIG6":
        "Execution logs would quote paths and headers; the access log and the functions' lines do not.",
      "AwsSolutions-COG4": "One Lambda authorizer for Cognito and any other issuer, the same as on one's own machine.",
      "AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs]":
        "The account's role for access logs: AWS keeps what it needs up to date.",
    });
  }

  /** Puts the functions behind their routes. Every route is authorized but those the list calls public. */
  serve(functions: ApiFunctions, authorizeRequest: ProjectFunction): void {
    const authorizer = new RequestAuthorizer(this, "Authorizer", {
      handler: authorizeRequest.lambda,
      identitySources: [IdentitySource.header("Authorization")],
      // A revoked token may be used for this long; its answer covers all routes, so that one call serves a page of them.
      resultsCacheTtl: Duration.seconds(60),
    });
    const methods = new Map<IResource, string[]>();
    for (const route of Object.values<Route & { function: keyof ApiFunctions }>(routes)) {
      const resource = this.rest.root.resourceForPath(route.path);
      const integration = new LambdaIntegration(functions[route.function].lambda, { allowTestInvoke: false });
      resource.addMethod(
        route.method,
        integration,
        route.audience === "public"
          ? { authorizationType: AuthorizationType.NONE }
          : { authorizationType: AuthorizationType.CUSTOM, authorizer },
      );
      methods.set(resource, [...(methods.get(resource) ?? []), route.method]);
    }
    for (const [resource, allowed] of methods) refuseOtherMethods(resource, allowed);
  }
}

/** Requests a second, and in one moment. Writing costs transactions; answers of platforms come in waves. */
function limitsOf({ method, path }: Route): MethodDeploymentOptions {
  const isWebhook = path.endsWith("/webhook");
  const isOfTheApi = path.startsWith("/v1/");
  const rate = isWebhook || (isOfTheApi && method === "GET") ? 50 : 20;
  return { throttlingRateLimit: rate, throttlingBurstLimit: 2 * rate };
}

/** 405 with what is allowed (RFC 9110 §15.5.6), where the gateway by itself would speak of a missing token. */
function refuseOtherMethods(resource: IResource, allowed: readonly string[]): void {
  const headers = { ...problemHeaders("method-not-allowed"), Allow: `'${allowed.join(", ")}'` };
  const parameters = Object.entries(headers).map(([name, value]) => [`method.response.header.${name}`, value] as const);
  const statusCode = "405";
  resource.addMethod(
    "ANY",
    new MockIntegration({
      passthroughBehavior: PassthroughBehavior.NEVER,
      // Templates read text; every body is binary here.
      contentHandling: ContentHandling.CONVERT_TO_TEXT,
      requestTemplates: { "application/json": JSON.stringify({ statusCode: Number(statusCode) }) },
      integrationResponses: [
        {
          statusCode,
          contentHandling: ContentHandling.CONVERT_TO_TEXT,
          responseParameters: Object.fromEntries(parameters),
          responseTemplates: { "application/json": problemTemplate("method-not-allowed", "$context.requestId") },
        },
      ],
    }),
    {
      authorizationType: AuthorizationType.NONE,
      methodResponses: [
        { statusCode, responseParameters: Object.fromEntries(parameters.map(([name]) => [name, true])) },
      ],
    },
  );
}
