import { expect, it } from "vitest";
import { readSettings } from "../../infra/settings.ts";

const issuer = {
  "sommation:issuer": "https://login.sommation.example",
  "sommation:jwksUrl": "https://login.sommation.example/keys",
  "sommation:tokenUrl": "https://login.sommation.example/token",
};

it("completes what is not said by the stage", () => {
  expect(readSettings({ "sommation:stage": "prod", "aws:other": true })).toEqual({
    stage: "prod",
    logRetentionDays: 365,
    recoveryDays: 35,
  });
});

it("reads numbers from the command line, and lets them go before the stage's", () => {
  const given = { "sommation:stage": "dev", "sommation:logRetentionDays": "90", "sommation:recoveryDays": 3 };
  expect(readSettings(given)).toMatchObject({ logRetentionDays: 90, recoveryDays: 3 });
});

it("takes an issuer whole", () => {
  expect(readSettings({ "sommation:stage": "test", ...issuer })).toMatchObject({
    issuer: "https://login.sommation.example",
  });
});

const refused: [string, Record<string, unknown>, RegExp][] = [
  ["no stage", {}, /stage/],
  ["a stage that is none", { "sommation:stage": "production" }, /stage/],
  ["a name that nobody knows", { "sommation:stage": "dev", "sommation:retention": 1 }, /retention/],
  ["an issuer without its keys", { "sommation:stage": "dev", "sommation:issuer": "https://a.example" }, /jwksUrl/],
  ["keys without TLS", { "sommation:stage": "dev", ...issuer, "sommation:jwksUrl": "http://a.example" }, /jwksUrl/],
  [
    "a host name without certificate",
    { "sommation:stage": "dev", "sommation:domainName": "a.example" },
    /certificateArn/,
  ],
  [
    "a retention CloudWatch does not offer",
    { "sommation:stage": "dev", "sommation:logRetentionDays": 8 },
    /logRetentionDays/,
  ],
  [
    "an address to send from without its domain",
    { "sommation:stage": "dev", "sommation:mailFrom": "a@b.example" },
    /mailDomain/,
  ],
  [
    "an address of another domain",
    { "sommation:stage": "dev", "sommation:mailDomain": "mail.b.example", "sommation:mailFrom": "a@b.example" },
    /mailDomain/,
  ],
  ["a recovery beyond 35 days", { "sommation:stage": "dev", "sommation:recoveryDays": "36" }, /recoveryDays/],
];

it.each(refused)("refuses %s, and says which", (_, context, which) => {
  expect(() => readSettings(context)).toThrow(which);
});
