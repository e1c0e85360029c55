import { expect, it } from "vitest";
import * as z from "zod";
import { functions, type FunctionName } from "../../core/contract/functions.ts";
import { ofType, rendered, type Resources, synthesise } from "./synthesised.ts";

/** With everything that a deployment may have. */
const { resources } = synthesise({ context: { mailDomain: "mail.sommation.example" } });

const records = "${CaseStoreTable}";
const writingKey = [
  "kms:Decrypt ${KeysRecords}",
  "kms:DescribeKey ${KeysRecords}",
  "kms:Encrypt ${KeysRecords}",
  "kms:GenerateDataKey ${KeysRecords}",
  "kms:ReEncryptFrom ${KeysRecords}",
  "kms:ReEncryptTo ${KeysRecords}",
];
const ownSecrets = "arn:${AWS::Partition}:secretsmanager:${AWS::Region}:${AWS::AccountId}:secret:Sommation-dev/*";
const secrets = ["kms:Decrypt ${KeysSecrets}", `secretsmanager:GetSecretValue ${ownSecrets}`];
const start = ["states:StartExecution ${CaseWorkflowMachine}"];
const tokens = ["states:SendTaskFailure ${CaseWorkflowMachine}", "states:SendTaskSuccess ${CaseWorkflowMachine}"];
const sendMail = [
  "ses:SendEmail arn:${AWS::Partition}:ses:${AWS::Region}:${AWS::AccountId}:configuration-set/${MailSending}",
  "ses:SendEmail arn:${AWS::Partition}:ses:${AWS::Region}:${AWS::AccountId}:identity/${MailIdentity}",
];
const keepIn = (queue: string) =>
  ["GetQueueAttributes", "GetQueueUrl", "SendMessage"].map((action) => `sqs:${action} \${${queue}}`);
const items = (...actions: string[]) => actions.map((action) => `dynamodb:${action} ${records}`);
const indexes = (...names: string[]) => names.map((name) => `dynamodb:Query ${records}/index/${name}`);

/** Everything each function may do, besides writing its own log and its traces. */
const rights = {
  "submit-notice": [...items("GetItem", "PutItem", "Query"), ...writingKey, ...start],
  "correct-notice": [...items("GetItem", "PutItem", "Query"), ...writingKey, ...start, ...tokens],
  "act-on-case": [...items("GetItem", "PutItem", "Query"), ...writingKey, ...start, ...tokens],
  "receive-answer": [...items("GetItem", "PutItem", "Query"), ...writingKey, ...secrets, ...start, ...tokens],
  "answer-by-link": [
    ...items("GetItem", "PutItem", "Query"),
    ...writingKey,
    "kms:Decrypt ${KeysSecrets}",
    "secretsmanager:GetSecretValue ${KeysActLinks}",
    ...start,
    ...tokens,
  ],
  "read-cases": [
    ...items("GetItem", "Query"),
    ...indexes("cases-of-authority", "cases-of-platform"),
    "kms:Decrypt ${KeysRecords}",
    "kms:DescribeKey ${KeysRecords}",
  ],
  "describe-api": [],
  "serve-act": [
    ...items("GetItem"),
    "kms:Decrypt ${KeysRecords}",
    "kms:DescribeKey ${KeysRecords}",
    "kms:Decrypt ${KeysSecrets}",
    "secretsmanager:GetSecretValue ${KeysActLinks}",
  ],
  "authorize-request": [...items("GetItem"), "kms:Decrypt ${KeysRecords}", "kms:DescribeKey ${KeysRecords}"],
  "manage-directory": [
    ...items("PutItem", "Query"),
    ...writingKey,
    "kms:Decrypt ${KeysSecrets}",
    "kms:GenerateDataKey ${KeysSecrets}",
    `secretsmanager:CreateSecret ${ownSecrets}`,
  ],
  "deliver-messages": [...items("GetItem", "PutItem", "Query"), ...writingKey, ...secrets, ...sendMail],
  "await-answer": [...items("GetItem", "UpdateItem"), ...writingKey, ...tokens],
  "escalate-case": [...items("GetItem", "PutItem", "Query"), ...writingKey, ...secrets, ...sendMail],
  "reconcile-cases": [
    ...items("GetItem", "PutItem", "Query", "UpdateItem"),
    ...indexes("cases-of-authority", "due"),
    ...writingKey,
    ...secrets,
    ...sendMail,
    ...keepIn("SchedulesDeadLetters"),
    ...start,
    ...tokens,
  ],
  "record-mail-event": [
    ...items("GetItem", "PutItem", "Query"),
    ...writingKey,
    ...keepIn("MailDeadLetters"),
    ...start,
    ...tokens,
  ],
  "apply-retention": [
    ...items("ConditionCheckItem", "DeleteItem", "GetItem", "PutItem", "Query", "UpdateItem"),
    ...indexes("cases-of-authority"),
    ...writingKey,
    "sqs:GetQueueAttributes ${SchedulesDeadLetters}",
    "sqs:GetQueueUrl ${SchedulesDeadLetters}",
    "sqs:SendMessage ${SchedulesDeadLetters}",
  ],
  "watch-inbound": [...items("GetItem", "PutItem").map((right) => `${right} for SERVICE#INBOUND`), ...writingKey],
} as const satisfies Record<FunctionName, readonly string[]>;

it.each(Object.keys(functions) as FunctionName[])("lets %s do this, and nothing more", (name) => {
  const construct = constructOf(name);
  const everyFunction = [
    `logs:CreateLogStream \${${construct}Log}`,
    `logs:PutLogEvents \${${construct}Log}`,
    "xray:PutTelemetryRecords *",
    "xray:PutTraceSegments *",
  ];
  expect(rightsOf(resources, `${construct}Role`)).toEqual([...everyFunction, ...rights[name]].sort());
});

it("lets the machine invoke its three functions, log and trace", () => {
  const granted = rightsOf(resources, "CaseWorkflowMachineRole");
  expect(granted.filter((right) => !/^(logs|xray):.* \*$/.test(right))).toEqual([
    "lambda:InvokeFunction ${AwaitAnswerFunction}",
    "lambda:InvokeFunction ${DeliverMessagesFunction}",
    "lambda:InvokeFunction ${EscalateCaseFunction}",
  ]);
});

it("lets the gateway, the three rules, and the topic of mails invoke what is theirs and nothing else", () => {
  const invoked = ofType(resources, "AWS::Lambda::Permission").map(([, { Action, Principal, FunctionName: name }]) => {
    const { "Fn::GetAtt": target } = z.object({ "Fn::GetAtt": z.array(z.string()) }).parse(name);
    return [Action, Principal, target[0]?.replace(/Function[0-9A-F]{8}$/, "")].map(String).join(" ");
  });
  expect([...new Set(invoked)].sort()).toEqual([
    "lambda:InvokeFunction apigateway.amazonaws.com ActOnCase",
    "lambda:InvokeFunction apigateway.amazonaws.com AnswerByLink",
    "lambda:InvokeFunction apigateway.amazonaws.com AuthorizeRequest",
    "lambda:InvokeFunction apigateway.amazonaws.com CorrectNotice",
    "lambda:InvokeFunction apigateway.amazonaws.com DescribeApi",
    "lambda:InvokeFunction apigateway.amazonaws.com ManageDirectory",
    "lambda:InvokeFunction apigateway.amazonaws.com ReadCases",
    "lambda:InvokeFunction apigateway.amazonaws.com ReceiveAnswer",
    "lambda:InvokeFunction apigateway.amazonaws.com ServeAct",
    "lambda:InvokeFunction apigateway.amazonaws.com SubmitNotice",
    "lambda:InvokeFunction events.amazonaws.com ApplyRetention",
    "lambda:InvokeFunction events.amazonaws.com ReconcileCases",
    "lambda:InvokeFunction events.amazonaws.com WatchInbound",
    "lambda:InvokeFunction sns.amazonaws.com RecordMailEvent",
  ]);
});

it("gives no role a managed policy, but the account's for access logs", () => {
  const managed = ofType(resources, "AWS::IAM::Role").flatMap(([, { ManagedPolicyArns }]) =>
    z.array(z.unknown()).default([]).parse(ManagedPolicyArns).map(rendered),
  );
  expect(managed).toEqual(["arn:${AWS::Partition}:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs"]);
});

it("gives each role one way to rights: policies that name it", () => {
  const inline = ofType(resources, "AWS::IAM::Role").filter(([, { Policies }]) => Policies !== undefined);
  expect(inline).toEqual([]);
});

const oneOrMore = z.union([z.string().transform((one) => [one]), z.array(z.string())]);
const Statement = z.strictObject({
  Effect: z.literal("Allow"),
  Action: oneOrMore,
  Resource: z.unknown(),
  /** Items under these partition keys alone. */
  Condition: z
    .strictObject({
      "ForAllValues:StringEquals": z.strictObject({ "dynamodb:LeadingKeys": z.array(z.string()) }),
    })
    .transform((condition) => ` for ${condition["ForAllValues:StringEquals"]["dynamodb:LeadingKeys"].join(", ")}`)
    .default(""),
});
const Policy = z.object({
  PolicyDocument: z.object({ Statement: z.array(Statement) }),
  Roles: z.array(z.object({ Ref: z.string() })),
});

/** Every action with every resource that the policies of a role allow. Anything but a plain Allow is refused. */
function rightsOf(all: Resources, role: string): string[] {
  const policies = ofType(all, "AWS::IAM::Policy").map(([, properties]) => Policy.parse(properties));
  return policies
    .filter(({ Roles }) => Roles.some(({ Ref }) => Ref.replace(/[0-9A-F]{8}$/, "") === role))
    .flatMap(({ PolicyDocument }) => PolicyDocument.Statement)
    .flatMap(({ Action, Resource, Condition }) => {
      const named = (Array.isArray(Resource) ? Resource : [Resource]).map(rendered);
      return Action.flatMap((action) => named.map((resource) => `${action} ${resource}${Condition}`));
    })
    .sort();
}

function constructOf(name: FunctionName): string {
  return name.replace(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase());
}
