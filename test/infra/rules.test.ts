import { Bucket } from "aws-cdk-lib/aws-s3";
import { expect, it, onTestFinished } from "vitest";
import { checkRules } from "../../infra/rules.ts";
import { makeApp, type Wish } from "./synthesised.ts";

const everything = {
  stage: "prod",
  issuer: "https://login.sommation.example",
  jwksUrl: "https://login.sommation.example/keys",
  tokenUrl: "https://login.sommation.example/token",
  domainName: "api.sommation.example",
  certificateArn: "arn:aws:acm:eu-west-3:000000000000:certificate/fictional",
  mailDomain: "mail.sommation.example",
  alarmMail: "duty@sommation.example",
};

const wishes: [string, Wish][] = [
  ["dev, with a user pool of its own", {}],
  ["test", { context: { stage: "test" } }],
  ["prod, with everything that can be asked for", { context: everything }],
];

/** Both packs look at every resource. */
const timeout = 300_000;

it.each(wishes)("follows the rules of both packs, or says why not: %s", { timeout }, (_, wish) => {
  const { app, remove } = makeApp(wish);
  onTestFinished(remove);
  checkRules(app);
  expect(() => app.synth()).not.toThrow();
});

it("would not pass with a finding that nobody has acknowledged", { timeout }, () => {
  const { app, stack, remove } = makeApp();
  onTestFinished(remove);
  new Bucket(stack, "Unruly");
  checkRules(app);
  expect(() => app.synth()).toThrow();
});
