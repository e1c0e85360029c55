import { expect, it } from "vitest";
import { ofType, rendered, synthesise } from "./synthesised.ts";

const { resources } = synthesise();
const { resources: inProduction } = synthesise({ context: { stage: "prod" } });
const tableOf = (stage: typeof resources) => ofType(stage, "AWS::DynamoDB::Table")[0]?.[1] ?? {};

it("closes the table with a key of the deployment's own, and can restore it to any second", () => {
  const table = tableOf(resources);
  const { SSESpecification: closed } = table as { SSESpecification?: { KMSMasterKeyId?: unknown } };
  expect(closed).toMatchObject({ SSEEnabled: true, SSEType: "KMS" });
  expect(rendered(closed?.KMSMasterKeyId)).toBe("${KeysRecords}");
  expect(table["PointInTimeRecoverySpecification"]).toEqual({
    PointInTimeRecoveryEnabled: true,
    RecoveryPeriodInDays: 7,
  });
});

it("protects the table of production from deletion, and goes further back with it", () => {
  expect(tableOf(resources)["DeletionProtectionEnabled"]).toBe(false);
  expect(tableOf(inProduction)["DeletionProtectionEnabled"]).toBe(true);
  expect(tableOf(inProduction)["PointInTimeRecoverySpecification"]).toMatchObject({ RecoveryPeriodInDays: 35 });
});

it("rotates every key, and opens none to anybody outside but alarms to CloudWatch", () => {
  const keys = ofType(resources, "AWS::KMS::Key");
  expect(keys).toHaveLength(3);
  for (const [, { EnableKeyRotation }] of keys) expect(EnableKeyRotation).toBe(true);
  const services = keys.flatMap(([id, key]) =>
    [...JSON.stringify(key["KeyPolicy"]).matchAll(/"Service":"([^"]+)"/g)].map(([, service]) => [id, service]),
  );
  expect(services.map(([id, service]) => [id?.replace(/[0-9A-F]{8}$/, ""), service])).toEqual([
    ["KeysOperations", "cloudwatch.amazonaws.com"],
  ]);
});

it("asks for TLS where dead letters and alarms go, and lets this account's alarms be published", () => {
  const [[, queue] = ["", {}]] = ofType(resources, "AWS::SQS::Queue");
  expect(queue["SqsManagedSseEnabled"]).toBe(true);
  const plain = { Effect: "Deny", Condition: { Bool: { "aws:SecureTransport": "false" } } };
  for (const type of ["AWS::SQS::QueuePolicy", "AWS::SNS::TopicPolicy"]) {
    expect(ofType(resources, type)[0]?.[1]["PolicyDocument"]).toMatchObject({
      Statement: expect.arrayContaining([expect.objectContaining(plain)]) as unknown,
    });
  }
  expect(ofType(resources, "AWS::SNS::TopicPolicy")[0]?.[1]["PolicyDocument"]).toMatchObject({
    Statement: expect.arrayContaining([
      expect.objectContaining({
        Effect: "Allow",
        Action: "sns:Publish",
        Principal: { Service: "cloudwatch.amazonaws.com" },
        Condition: { StringEquals: { "aws:SourceAccount": { Ref: "AWS::AccountId" } } },
      }),
    ]) as unknown,
  });
});

it("keeps what holds data under ids that do not change: a changed one is a new, empty one", () => {
  const stateful = ["AWS::DynamoDB::Table", "AWS::KMS::Key", "AWS::Cognito::UserPool", "AWS::SQS::Queue"];
  expect(Object.fromEntries(stateful.map((type) => [type, ofType(inProduction, type)]))).toMatchSnapshot();
});
