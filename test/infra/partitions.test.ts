import { describe, expect, it } from "vitest";
import { ofType, synthesise, type Wish } from "./synthesised.ts";

const stages = ["dev", "test", "prod"] as const;

/** Cognito has no user pools in China: whoever deploys there has an issuer. */
const issuer = {
  issuer: "https://login.sommation.example",
  jwksUrl: "https://login.sommation.example/keys",
  tokenUrl: "https://login.sommation.example/token",
};
const places: [string, Wish][] = [
  ["no particular place", {}],
  ["aws-cn", { env: { account: "111122223333", region: "cn-north-1" }, context: issuer }],
  ["aws-eusc", { env: { account: "111122223333", region: "eusc-de-east-1" }, context: issuer }],
];

describe.each(places)("in %s", (_, { env, context }) => {
  it.each(stages)("synthesises the stage %s without a circle, and names no other place", (stage) => {
    // Reading the template refuses one whose resources wait for each other.
    const { resources } = synthesise({ context: { ...context, stage }, env });
    const text = JSON.stringify(resources);
    const place = [env?.region, env?.account];
    expect(text.match(/arn:aws[\w-]*:/g) ?? []).toEqual([]);
    const regions = text.match(/\b(?:[a-z]{2}|eusc)(?:-[a-z]+){1,2}-\d\b/g) ?? [];
    const accounts = text.match(/(?<![\w])\d{12}(?![\w])/g) ?? [];
    expect([...regions, ...accounts].filter((name) => !place.includes(name))).toEqual([]);
  });
});

it("gives nothing a name that a second deployment in the same account would need", () => {
  const { resources } = synthesise({ context: { stage: "prod", mailDomain: "mail.sommation.example" } });
  const namedBy: Record<string, string> = {
    "AWS::Lambda::Function": "FunctionName",
    "AWS::DynamoDB::Table": "TableName",
    "AWS::StepFunctions::StateMachine": "StateMachineName",
    "AWS::SQS::Queue": "QueueName",
    "AWS::SNS::Topic": "TopicName",
    "AWS::Logs::LogGroup": "LogGroupName",
    "AWS::IAM::Role": "RoleName",
    "AWS::Events::Rule": "Name",
    "AWS::CloudWatch::Alarm": "AlarmName",
    "AWS::CloudWatch::Dashboard": "DashboardName",
    "AWS::Cognito::UserPool": "UserPoolName",
    "AWS::WAFv2::WebACL": "Name",
    "AWS::SES::ConfigurationSet": "Name",
  };
  for (const [type, property] of Object.entries(namedBy)) {
    const found = ofType(resources, type);
    expect(found, type).not.toEqual([]);
    expect(found.filter(([, properties]) => properties[property] !== undefined)).toEqual([]);
  }
});

it("keeps the data of production when the stack goes, and of no other stage", () => {
  const kept = (stage: string) =>
    Object.values(synthesise({ context: { stage } }).resources)
      .filter(({ DeletionPolicy }) => DeletionPolicy === "Retain")
      .map(({ Type }) => Type);
  expect(new Set(kept("prod"))).toEqual(
    new Set([
      "AWS::KMS::Key",
      "AWS::DynamoDB::Table",
      "AWS::Logs::LogGroup",
      "AWS::StepFunctions::StateMachine",
      "AWS::Cognito::UserPool",
      "AWS::IAM::Role",
      "AWS::ApiGateway::Account",
      "AWS::SecretsManager::Secret",
    ]),
  );
  // The account's role for access logs, which all its APIs share.
  expect(new Set(kept("dev"))).toEqual(new Set(["AWS::IAM::Role", "AWS::ApiGateway::Account"]));
});
