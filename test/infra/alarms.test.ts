import { globSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import * as z from "zod";
import { ReconcileOutput } from "../../functions/reconcile-cases/handler.ts";
import { ofType, synthesise } from "./synthesised.ts";

const project = fileURLToPath(new URL("../../", import.meta.url));
const runbook = readFileSync(`${project}docs/runbook.md`, "utf8");
const restore = readFileSync(`${project}docs/restore.md`, "utf8");
/** With everything that a deployment may have; nobody is written to. */
const { resources, outputs } = synthesise({ context: { mailDomain: "mail.sommation.example" } });
const { resources: withoutMail } = synthesise();
const { resources: withAddress } = synthesise({ context: { alarmMail: "duty@sommation.example" } });

const Alarm = z.object({
  AlarmDescription: z.string(),
  AlarmActions: z.array(z.object({ Ref: z.string() })),
  OKActions: z.array(z.object({ Ref: z.string() })),
  TreatMissingData: z.string(),
  Metrics: z.array(z.unknown()).optional(),
});
const alarmsOf = (all: typeof resources) =>
  ofType(all, "AWS::CloudWatch::Alarm").map(([, properties]) => Alarm.parse(properties));
const alarms = alarmsOf(resources);

/** Chapters of the runbook that are about alarms, by anchor. */
const chapters = new Map(
  runbook
    .split(/^## /m)
    .slice(1)
    .map((chapter) => [anchorOf(chapter.split("\n")[0] ?? ""), chapter] as const),
);

it("has a chapter in the runbook for every alarm, and an alarm for every chapter about one", () => {
  const named = alarms.map(({ AlarmDescription }) => AlarmDescription.replace("docs/runbook.md#", ""));
  const described = [...chapters]
    .filter(([, chapter]) => chapter.includes("### Description"))
    .map(([anchor]) => anchor);
  expect([...new Set(named)].sort()).toEqual(described.sort());
  expect(named).toEqual(
    expect.arrayContaining([
      "undeliverable-rate",
      "reconciler-repairs",
      "late-wake-ups",
      "server-errors",
      "throttled-functions",
      "throttled-requests",
      "dead-letters",
      "failed-executions",
      "signature-refusals",
    ]),
  );
});

it("has alarms about mail where mail is sent, and nowhere else", () => {
  const named = alarmsOf(withoutMail).map(({ AlarmDescription }) => AlarmDescription);
  expect(alarms.map(({ AlarmDescription }) => AlarmDescription).filter((name) => !named.includes(name))).toEqual([
    "docs/runbook.md#mail-bounces",
    "docs/runbook.md#mail-dead-letters",
  ]);
});

it("says in each what it is, where to look and what to do", () => {
  for (const { AlarmDescription } of alarms) {
    const chapter = chapters.get(AlarmDescription.replace("docs/runbook.md#", "")) ?? "";
    const parts = chapter.split(/^### /m).slice(1);
    expect(parts.map((part) => part.split("\n")[0])).toEqual(["Description", "Investigation", "Resolution"]);
    for (const part of parts) expect(part.split("\n").slice(1).join("").length).toBeGreaterThan(40);
  }
});

it("tells the topic of every alarm, and of its end", () => {
  for (const { AlarmActions, OKActions, Metrics } of alarms) {
    expect(AlarmActions).toHaveLength(1);
    expect(OKActions).toEqual(AlarmActions);
    // CloudWatch takes ten metrics in an alarm, besides the expression.
    expect((Metrics ?? []).length).toBeLessThanOrEqual(11);
  }
});

it("takes silence for trouble only where something must be heard each minute", () => {
  const silent = alarms.filter(({ TreatMissingData }) => TreatMissingData === "breaching");
  expect(silent.map(({ AlarmDescription }) => AlarmDescription)).toEqual([
    "docs/runbook.md#reconciler-silent",
    "docs/runbook.md#inbound-unreachable",
  ]);
});

it("writes to somebody only when told to whom", () => {
  expect(ofType(withoutMail, "AWS::SNS::Subscription")).toEqual([]);
  expect(
    ofType(withAddress, "AWS::SNS::Subscription").map(([, { Protocol, Endpoint }]) => [Protocol, Endpoint]),
  ).toEqual([["email", "duty@sommation.example"]]);
});

it("counts lines that the functions write, by fields they have", () => {
  const Filter = z.object({
    FilterPattern: z.string(),
    MetricTransformations: z.tuple([z.object({ MetricValue: z.string() })]),
  });
  const filters = ofType(resources, "AWS::Logs::MetricFilter").map(([, properties]) => Filter.parse(properties));
  const source = globSync(`${project}functions/**/*.ts`)
    .map((file) => readFileSync(file, "utf8"))
    .join("\n");
  const codes = new Set(
    filters.flatMap(({ FilterPattern }) => /\$\.message = "([^"]+)"/.exec(FilterPattern)?.[1] ?? []),
  );
  expect([...codes].sort()).toEqual([
    "case.not_retained",
    "case.poisoned",
    "case.undeliverable",
    "inbound.seen",
    "mail.recorded",
    "message.attempted",
    "reconcile.backlog",
    "reconciled",
    "request",
  ]);
  for (const code of codes) expect(source).toMatch(new RegExp(`\\.(info|warn|error)\\("${code.replace(".", "\\.")}"`));
  const values = filters
    .map(({ MetricTransformations: [{ MetricValue }] }) => MetricValue)
    .filter((value) => value !== "1");
  const repairs = Object.keys(ReconcileOutput.shape).map((name) => `$.${name}`);
  expect(values.length).toBeGreaterThan(0);
  expect(repairs).toEqual(expect.arrayContaining(values));
});

it("tells as outputs what the commands of the runbook and of the restore are given", () => {
  const shell = [runbook, restore].flatMap((page) =>
    [...page.matchAll(/```sh\n([\s\S]*?)```/g)].map(([, code]) => code),
  );
  const names = shell.flatMap((code) =>
    [...(code ?? "").matchAll(/"\$(\w+)(?:-check)?"/g)].map(([, name]) => name ?? ""),
  );
  const found = ["BackupArn", "GOOD", "name"];
  expect(names).toContain("ReconcileCasesName");
  expect(names.filter((name) => !found.includes(name) && !(name in outputs))).toEqual([]);
});

it("shows one dashboard", () => {
  expect(ofType(resources, "AWS::CloudWatch::Dashboard")).toHaveLength(1);
});

/** The anchor of a heading, as GitHub makes it. */
function anchorOf(heading: string): string {
  return heading.trim().toLowerCase().replaceAll(" ", "-");
}
