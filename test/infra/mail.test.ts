import { expect, it } from "vitest";
import * as z from "zod";
import { ofType, rendered, type Resources, synthesise } from "./synthesised.ts";

const mailDomain = "mail.sommation.example";
const { resources } = synthesise({ context: { mailDomain } });
const { resources: named } = synthesise({ context: { mailDomain, mailFrom: `procedure@${mailDomain}` } });
const { resources: without } = synthesise();

const senders = ["deliver-messages", "escalate-case", "reconcile-cases"];

it("makes nothing for mail where no domain is set", () => {
  for (const type of ["ConfigurationSet", "ConfigurationSetEventDestination", "EmailIdentity"]) {
    expect(ofType(without, `AWS::SES::${type}`)).toEqual([]);
    expect(ofType(resources, `AWS::SES::${type}`)).toHaveLength(1);
  }
  expect(variablesOf(without)).toEqual([]);
  expect(ofType(without, "AWS::KMS::Key")).toHaveLength(ofType(resources, "AWS::KMS::Key").length - 1);
});

it("sends over TLS or not at all", () => {
  const [[, sending] = ["", {}]] = ofType(resources, "AWS::SES::ConfigurationSet");
  expect(sending["DeliveryOptions"]).toEqual({ TlsPolicy: "REQUIRE" });
});

it("tells every function that decides on cases that mail is sent, and as whom", () => {
  const told = (all: Resources) => new Map(variablesOf(all).map(({ name, from }) => [name, from]));
  for (const name of [...senders, "submit-notice", "act-on-case", "receive-answer", "record-mail-event"]) {
    expect(told(resources).get(name), name).toBe(`sommation@${mailDomain}`);
    expect(told(named).get(name), name).toBe(`procedure@${mailDomain}`);
  }
});

it("tells functions that send, and no others, what is to be published", () => {
  const told = variablesOf(resources).filter(({ set }) => set !== undefined);
  expect(told.map(({ name, set }) => [name, set]).sort()).toEqual(senders.map((name) => [name, "${MailSending}"]));
});

it("publishes what becomes of a mail, and not who opened it", () => {
  const [[, destination] = ["", {}]] = ofType(resources, "AWS::SES::ConfigurationSetEventDestination");
  expect(destination["ConfigurationSetName"]).toEqual({ Ref: expect.stringMatching(/^MailSending/) as string });
  expect(destination["EventDestination"]).toMatchObject({
    Enabled: true,
    MatchingEventTypes: ["delivery", "bounce", "reject", "complaint", "deliveryDelay"],
    SnsDestination: { TopicARN: { Ref: expect.stringMatching(/^MailEvents/) as string } },
  });
});

it("makes the destination once SES may publish there", () => {
  const [destination] = Object.values(resources).filter(
    ({ Type }) => Type === "AWS::SES::ConfigurationSetEventDestination",
  );
  expect([destination?.DependsOn].flat()).toEqual([expect.stringMatching(/^MailEventsPolicy/)]);
});

it("lets SES publish of this configuration set, over TLS, on a topic closed with a key of its own", () => {
  const topic = ofType(resources, "AWS::SNS::Topic").find(([id]) => id.startsWith("MailEvents"))?.[1] ?? {};
  expect(rendered(topic["KmsMasterKeyId"])).toBe("${MailKey}");
  const [, key] = ofType(resources, "AWS::KMS::Key").find(([id]) => id.startsWith("MailKey")) ?? ["", {}];
  const services = statementsOf(key["KeyPolicy"]).filter(({ Principal }) => hasService(Principal));
  expect(services).toMatchObject([
    { Principal: { Service: "ses.amazonaws.com" }, Action: ["kms:Decrypt", "kms:GenerateDataKey*"] },
  ]);
  const [, policy] = ofType(resources, "AWS::SNS::TopicPolicy").find(([id]) => id.startsWith("MailEvents")) ?? ["", {}];
  const [denied, allowed, ...more] = statementsOf(policy["PolicyDocument"]);
  expect(more).toEqual([]);
  expect(denied).toMatchObject({ Effect: "Deny", Condition: { Bool: { "aws:SecureTransport": "false" } } });
  expect(allowed).toMatchObject({
    Effect: "Allow",
    Action: "sns:Publish",
    Principal: { Service: "ses.amazonaws.com" },
  });
  const { "AWS:SourceArn": source } = z
    .object({ StringEquals: z.object({ "AWS:SourceArn": z.unknown() }) })
    .parse(allowed?.Condition).StringEquals;
  expect(rendered(source)).toBe(
    "arn:${AWS::Partition}:ses:${AWS::Region}:${AWS::AccountId}:configuration-set/${MailSending}",
  );
});

it("keeps what did not reach the function, and what the function could not put on record after two more tries", () => {
  const [, subscription] = ofType(resources, "AWS::SNS::Subscription")[0] ?? ["", {}];
  expect(subscription["Protocol"]).toBe("lambda");
  expect(rendered(subscription["Endpoint"])).toBe("${RecordMailEventFunction}");
  const { deadLetterTargetArn } = z.object({ deadLetterTargetArn: z.unknown() }).parse(subscription["RedrivePolicy"]);
  expect(rendered(deadLetterTargetArn)).toBe("${MailDeadLetters}");
  const configs = ofType(resources, "AWS::Lambda::EventInvokeConfig").map(([, one]) => Invoked.parse(one));
  const config = configs.find(({ FunctionName }) => rendered(FunctionName) === "${RecordMailEventFunction}");
  expect(config?.MaximumRetryAttempts).toBe(2);
  expect(rendered(config?.DestinationConfig.OnFailure.Destination)).toBe("${MailDeadLetters}");
});

const Invoked = z.object({
  FunctionName: z.unknown(),
  MaximumRetryAttempts: z.int(),
  DestinationConfig: z.object({ OnFailure: z.object({ Destination: z.unknown() }) }),
});

const Lambda = z.object({
  Description: z.string(),
  Environment: z.object({ Variables: z.record(z.string(), z.unknown()) }).default({ Variables: {} }),
});

/** Which functions are told what to send mail with. */
function variablesOf(all: Resources) {
  return ofType(all, "AWS::Lambda::Function").flatMap(([, properties]) => {
    const { Description, Environment } = Lambda.parse(properties);
    const { MAIL_FROM: from, MAIL_CONFIGURATION_SET: set } = Environment.Variables;
    if (from === undefined && set === undefined) return [];
    return [{ name: Description.replace("Sommation: ", ""), from, set: set === undefined ? undefined : rendered(set) }];
  });
}

const Statement = z.object({
  Effect: z.string(),
  Action: z.unknown(),
  Principal: z.unknown(),
  Condition: z.unknown().optional(),
});

function statementsOf(document: unknown): z.infer<typeof Statement>[] {
  return z.object({ Statement: z.array(Statement) }).parse(document).Statement;
}

function hasService(principal: unknown): boolean {
  return z.object({ Service: z.unknown() }).safeParse(principal).data?.Service !== undefined;
}
