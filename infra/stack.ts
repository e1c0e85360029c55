import { join } from "node:path";
import { CfnOutput, RemovalPolicy, Stack, type StackProps } from "aws-cdk-lib";
import { RetentionDays } from "aws-cdk-lib/aws-logs";
import type { Construct } from "constructs";
import type { FunctionName } from "../core/contract/functions.ts";
import { tableDefinition } from "../functions/shared/dynamo/table.ts";
import { Alarms } from "./alarms.ts";
import { Api } from "./api.ts";
import { CaseStore } from "./case-store.ts";
import { CaseWorkflow } from "./case-workflow.ts";
import type { EnvironmentOf } from "./function-environments.ts";
import { issuerOf } from "./identity.ts";
import { Keys } from "./keys.ts";
import { LogMetrics } from "./log-metrics.ts";
import { Mail } from "./mail.ts";
import type { Observed } from "./observed.ts";
import { ownLegalBases } from "./own-legal-bases.ts";
import { OperationsDashboard } from "./operations-dashboard.ts";
import { type FunctionPlace, ProjectFunction } from "./project-function.ts";
import { beat, Schedules } from "./schedules.ts";
import type { Settings } from "./settings.ts";

/** What a deployment is made of. */
export type SommationStackProps = StackProps & {
  settings: Settings;
  /** Folder of the bundles, one folder for each function. */
  bundles: string;
};

/** The lengths of the settings, as CDK names them. */
const logRetentions = {
  7: RetentionDays.ONE_WEEK,
  14: RetentionDays.TWO_WEEKS,
  30: RetentionDays.ONE_MONTH,
  90: RetentionDays.THREE_MONTHS,
  365: RetentionDays.ONE_YEAR,
} as const satisfies Record<Settings["logRetentionDays"], RetentionDays>;

/** Webhooks are public until their signature is read: a flood of them must leave the rest of the account its share. */
const mostWebhooksAtOnce = 100;

/** The documentation is public, too, and nobody's deadline waits for it. */
const mostReadersAtOnce = 20;

/** Everything: what `npm start` runs, in an account of AWS. */
export class SommationStack extends Stack {
  constructor(scope: Construct, id: string, { settings, bundles, ...props }: SommationStackProps) {
    const isProduction = settings.stage === "prod";
    super(scope, id, { terminationProtection: isProduction, ...props });
    const removalPolicy = isProduction ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY;
    const logRetention = logRetentions[settings.logRetentionDays];
    const { legalBases: file } = settings;
    const legalBases = file === undefined ? undefined : ownLegalBases(this, file, join(bundles, "../legal-bases"));
    const place: FunctionPlace = {
      bundles,
      logRetention,
      removalPolicy,
      ...(legalBases !== undefined && { legalBases }),
    };

    const keys = new Keys(this, "Keys", { removalPolicy });
    const { issuer, jwksUrl, tokenUrl } = issuerOf(this, settings, removalPolicy);
    const store = new CaseStore(this, "CaseStore", {
      key: keys.records,
      recoveryDays: settings.recoveryDays,
      isProtected: isProduction,
      removalPolicy,
    });
    const { domainName, certificateArn } = settings;
    const domain =
      domainName === undefined || certificateArn === undefined ? undefined : { name: domainName, certificateArn };
    const api = new Api(this, "Api", { domain, logRetention, removalPolicy });

    const make = <N extends FunctionName>(name: N, environment: EnvironmentOf<N>, reservedConcurrency?: number) =>
      new ProjectFunction(this, constructIdOf(name), {
        ...place,
        name,
        environment,
        ...(reservedConcurrency !== undefined && { reservedConcurrency }),
      });

    const mail = mailOf(this, settings, removalPolicy);
    const cases = { PUBLIC_URL: api.url, TABLE_NAME: store.table.tableName, ...mail?.known };
    const ACT_LINKS = keys.actLinks.secretArn;
    const sending = { ...cases, ACT_LINKS, ...mail?.sending };
    const deliverMessages = make("deliver-messages", sending);
    const awaitAnswer = make("await-answer", cases);
    const escalateCase = make("escalate-case", sending);
    const workflow = new CaseWorkflow(this, "CaseWorkflow", {
      tasks: { DeliverMessages: deliverMessages, AwaitAnswer: awaitAnswer, EscalateCase: escalateCase },
      logRetention,
      removalPolicy,
    });

    const starting = { ...cases, STATE_MACHINE_ARN: workflow.machine.stateMachineArn };
    const SANDBOX = isProduction ? "absent" : "allowed";
    const submitNotice = make("submit-notice", { ...starting, SANDBOX });
    const correctNotice = make("correct-notice", { ...starting, SANDBOX });
    const actOnCase = make("act-on-case", starting);
    const receiveAnswer = make("receive-answer", starting, mostWebhooksAtOnce);
    const answerByLink = make("answer-by-link", { ...starting, ACT_LINKS }, mostReadersAtOnce);
    // One at a time: two would work off the same cases.
    const reconcileCases = make("reconcile-cases", { ...starting, ...sending }, 1);
    const recordMailEvent = mail === undefined ? undefined : make("record-mail-event", starting);
    const watchInbound = make("watch-inbound", { ...cases, BEAT_SECONDS: String(beat.toSeconds()) });
    const applyRetention = make("apply-retention", { TABLE_NAME: store.table.tableName });
    const readCases = make("read-cases", { TABLE_NAME: store.table.tableName });
    const describeApi = make("describe-api", { PUBLIC_URL: api.url, TOKEN_URL: tokenUrl, SANDBOX }, mostReadersAtOnce);
    const { tableName: TABLE_NAME } = store.table;
    const serveAct = make("serve-act", { TABLE_NAME, ACT_LINKS }, mostReadersAtOnce);
    const manageDirectory = make("manage-directory", { TABLE_NAME, SECRETS: keys.secretPlace });
    const authorizeRequest = make("authorize-request", { ISSUER: issuer, JWKS_URL: jwksUrl, TABLE_NAME });

    const recorders = recordMailEvent === undefined ? [] : [recordMailEvent];
    const actors = [submitNotice, correctNotice, actOnCase, receiveAnswer, answerByLink];
    for (const decider of [...actors, deliverMessages, escalateCase, ...recorders]) {
      store.allowItems(decider, "GetItem", "PutItem");
      store.allowListing(decider);
    }
    store.allowItems(awaitAnswer, "GetItem", "UpdateItem");
    store.allowItemsOf(watchInbound, tableDefinition.inboundPartition, "GetItem", "PutItem");
    store.allowItems(reconcileCases, "GetItem", "PutItem", "UpdateItem");
    store.allowListing(reconcileCases);
    store.allowIndexes(reconcileCases, "due", "cases-of-authority");
    store.allowItems(applyRetention, "GetItem", "PutItem", "UpdateItem", "DeleteItem", "ConditionCheckItem");
    store.allowListing(applyRetention);
    store.allowIndexes(applyRetention, "cases-of-authority");
    store.allowItems(readCases, "GetItem");
    store.allowListing(readCases);
    store.allowIndexes(readCases, "cases-of-authority", "cases-of-platform");
    store.allowItems(serveAct, "GetItem");
    store.allowItems(manageDirectory, "PutItem");
    store.allowListing(manageDirectory);
    store.allowItems(authorizeRequest, "GetItem");
    keys.allowKeepingSecrets(manageDirectory);
    for (const checker of [serveAct, answerByLink]) keys.allowReadingActLinks(checker);
    const senders = [deliverMessages, escalateCase, reconcileCases];
    for (const party of [...senders, receiveAnswer]) keys.allowReadingSecrets(party);
    for (const starter of [...actors, reconcileCases, ...recorders]) {
      workflow.allowStarting(starter);
    }
    const tellers = [awaitAnswer, correctNotice, actOnCase, receiveAnswer, answerByLink, reconcileCases];
    for (const teller of [...tellers, ...recorders]) {
      workflow.allowAnsweringTokens(teller);
    }
    for (const sender of senders) mail?.allowSending(sender);
    for (const recorder of recorders) mail?.tell(recorder);

    api.serve(
      {
        "submit-notice": submitNotice,
        "correct-notice": correctNotice,
        "read-cases": readCases,
        "act-on-case": actOnCase,
        "manage-directory": manageDirectory,
        "receive-answer": receiveAnswer,
        "answer-by-link": answerByLink,
        "describe-api": describeApi,
        "serve-act": serveAct,
      },
      authorizeRequest,
    );
    const schedules = new Schedules(this, "Schedules", {
      reconcileCases,
      watchInbound,
      applyRetention,
      machine: workflow.machine,
    });

    const observed: Observed = {
      lines: new LogMetrics(this, "LogMetrics", {
        senders,
        receiveAnswer,
        reconcileCases,
        watchInbound,
        applyRetention,
        recorders,
        accessLog: api.accessLog,
      }),
      api: api.rest,
      machine: workflow.machine,
      table: store.table,
      deadLetters: schedules.deadLetters,
      ...(mail !== undefined && { mailDeadLetters: mail.deadLetters }),
      reconcileCases: reconcileCases.lambda,
      apiFunctions: [...actors, manageDirectory, readCases, describeApi, serveAct].map(({ lambda }) => lambda),
      workflowFunctions: [deliverMessages, awaitAnswer, escalateCase, watchInbound].map(({ lambda }) => lambda),
    };
    const { alarms, topic } = new Alarms(this, "Alarms", {
      observed,
      key: keys.operations,
      mail: settings.alarmMail,
    });
    new OperationsDashboard(this, "Dashboard", { observed, alarms });

    this.#tell({
      ApiUrl: api.url,
      TokenUrl: tokenUrl,
      TableName: store.table.tableName,
      StateMachineArn: workflow.machine.stateMachineArn,
      ReconcileCasesName: reconcileCases.lambda.functionName,
      ApplyRetentionName: applyRetention.lambda.functionName,
      EachMinuteName: schedules.eachMinute.ruleName,
      RecordsKeyArn: keys.records.keyArn,
      SecretPrefix: keys.secretPrefix,
      SecretsKeyArn: keys.secrets.keyArn,
      AlarmTopicArn: topic.topicArn,
      ...(api.rest.domainName !== undefined && { DomainTarget: api.rest.domainName.domainNameAliasDomainName }),
      ...(mail !== undefined && {
        MailIdentity: mail.identity.emailIdentityName,
        MailDeadLettersUrl: mail.deadLetters.queueUrl,
      }),
      ...(recordMailEvent !== undefined && { RecordMailEventName: recordMailEvent.lambda.functionName }),
    });
  }

  /** What an operator needs to know of a deployment. */
  #tell(facts: Readonly<Record<string, string>>): void {
    for (const [name, value] of Object.entries(facts)) new CfnOutput(this, name, { value });
  }
}

/** What mail is sent with; undefined for a deployment that sends none. */
function mailOf(scope: Construct, { mailDomain: domain, mailFrom }: Settings, removalPolicy: RemovalPolicy) {
  if (domain === undefined) return undefined;
  return new Mail(scope, "Mail", { domain, from: mailFrom ?? `sommation@${domain}`, removalPolicy });
}

/** `deliver-messages` is `DeliverMessages` in the stack, as in the definition of the workflow. */
function constructIdOf(name: FunctionName): string {
  return name
    .split("-")
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join("");
}
