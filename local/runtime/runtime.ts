import { readFile } from "node:fs/promises";
import { createWriteStream } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { instantOf } from "../../core/contract/instant.ts";
import { authorities } from "../../core/law/directory/authorities.ts";
import { platforms } from "../../core/law/directory/platforms.ts";
import { directoryStore } from "../../functions/shared/dynamo/directory-store.ts";
import { tableDefinition } from "../../functions/shared/dynamo/table.ts";
import { gatewayProblem } from "../../functions/shared/problems/gateway-problem.ts";
import { serveGateway } from "../aws/api-gateway/gateway.ts";
import { createTable } from "../aws/create-table.ts";
import { startDynamoDb } from "../aws/dynamodb-server.ts";
import { hostFunctions, type LambdaHost } from "../aws/lambda/host.ts";
import type { Invoke } from "../aws/lambda/invocation.ts";
import { createEngine, type Engine } from "../aws/step-functions/engine.ts";
import { serveStepFunctions } from "../aws/step-functions/server.ts";
import { tableInput } from "../aws/table-input.ts";
import { bundle } from "../build/bundle.ts";
import type { LegalClock } from "../clock/legal-clock.ts";
import type { DataFolder } from "../data-folder/data-folder.ts";
import { developmentSecret, writeSecrets } from "../directory/development-secrets.ts";
import { endpointRoutes } from "../directory/endpoint-routes.ts";
import { parties } from "../directory/seed-directory.ts";
import { developmentIssuer } from "../identity/issuer.ts";
import type { Behaviour } from "../simulated/behaviours.ts";
import type { SimulationClock } from "../simulated/parties.ts";
import { startReceivers, type Receivers } from "../simulated/receivers.ts";
import { gatewayRoutes } from "./api-routes.ts";
import { Closing } from "./closing.ts";
import { environmentOf, functionTimeouts } from "./environment.ts";
import { openClock } from "./open-clock.ts";

/** What to start. */
export type RuntimeOptions = {
  folder: DataFolder;
  /** 0: the system chooses. */
  port: number;
  scale: number;
  /** How the simulated platforms take one notice. */
  behaviours?: { reference: string; of: Readonly<Record<string, Behaviour>> } | undefined;
  /** Told when a function reports an error, or a part ends by itself. */
  onFault: (line: string) => void;
};

/** Everything, running on this machine. */
export type Runtime = {
  url: string;
  port: number;
  clock: LegalClock;
  simulation: SimulationClock;
  receivers: Receivers;
  engine: Engine;
  /** Whether the store is the embedded one, or an endpoint of one's own. */
  store: "embedded" | "own";
  stop: () => Promise<void>;
};

/** The runtime, or the reason why there is none: the port is taken. */
export type Started = { kind: "started"; runtime: Runtime } | { kind: "port_taken"; port: number };

const project = fileURLToPath(new URL("../../", import.meta.url));
const tableName = "sommation";
/** The schedule of the reconciler, on the wall clock. */
const reconcileEvery = 60_000;

/** Starts everything; ready when it returns. What has been started is stopped again when a later part fails. */
export async function startRuntime(options: RuntimeOptions): Promise<Started> {
  const closing = new Closing();
  try {
    return await start(options, closing);
  } catch (error) {
    await closing.close();
    throw error;
  }
}

async function start({ folder, port, scale, behaviours, onFault }: RuntimeOptions, closing: Closing): Promise<Started> {
  // The front listens first, so that a port that is taken is known before anything else is done. Calls wait.
  const { promise: ready, resolve: isReady } = Promise.withResolvers<LambdaHost>();
  const invoke: Invoke = async (name, event) => (await ready).invoke(name, event);
  let url = "";
  const identity = await developmentIssuer({ clients: clients(), folder: folder.path, issuer: () => url });
  const extraRoutes = [...identity];
  const front = await serveGateway(
    {
      routes: gatewayRoutes(),
      invoke,
      authorizerFunction: "authorize-request",
      gatewayProblem,
      extraRoutes,
      onFault: (fault) => {
        onFault(`gateway: ${String(fault)}`);
      },
    },
    port,
  );
  if (front.kind === "port_taken") {
    await closing.close();
    return front;
  }
  closing.add(front.close);
  url = `http://localhost:${front.port}`;

  const clock = await openClock(folder.path, scale);
  const bundling = bundle({ functions: join(project, "functions"), output: join(folder.path, "functions") });
  const dynamoDbUrl = await openDynamoDb(folder, closing, onFault);
  const client = new DynamoDBClient({
    endpoint: dynamoDbUrl,
    region: "eu-west-3",
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
  });
  closing.add(async () => {
    client.destroy();
    return Promise.resolve();
  });
  await createTable(client, tableInput(tableName, tableDefinition), tableDefinition.timeToLive);

  const simulation: SimulationClock = {
    now: () => instantOf(clock.legalNow()),
    after: (milliseconds, run) => setTimeout(run, clock.toWallDelay(milliseconds)).unref(),
  };
  const receivers = await startReceivers({
    platforms: platforms.map(({ id }) => ({
      id,
      secretFromUs: developmentSecret("to", id),
      secretToUs: developmentSecret("from", id),
    })),
    authorities: authorities.map(({ id }) => ({ id, secretFromUs: developmentSecret("to", id) })),
    clock: simulation,
    ...(behaviours !== undefined && { behaviours }),
  });
  closing.add(receivers.close);
  const referenceTo = await writeSecrets(
    folder.path,
    parties.map(({ id }) => id),
  );
  const documents = DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } });
  const endpoints = await endpointRoutes({
    folder: folder.path,
    directory: directoryStore({ client: documents, tableName }),
    simulatedUrlOf: ({ kind, id }) => receivers.urlOf(kind, id),
    referenceTo,
  });
  await endpoints.registerAll();
  extraRoutes.push(...endpoints.routes);

  const engine = createEngine({
    definition: await readFile(join(project, "workflows/takedown-case.asl.json"), "utf8"),
    substitutions: {
      Partition: "aws",
      DeliverMessages: "deliver-messages",
      AwaitAnswer: "await-answer",
      EscalateCase: "escalate-case",
    },
    invoke,
    toWallMilliseconds: clock.toWallDelay,
  });
  const stepFunctions = await serveStepFunctions(engine);
  closing.add(stepFunctions.close);
  const environment = environmentOf({
    tableName,
    stateMachineArn: engine.stateMachineArn,
    publicUrl: url,
    dynamoDbUrl,
    stepFunctionsUrl: stepFunctions.url,
  });
  const log = createWriteStream(join(folder.path, "functions.log"), { flags: "a" });
  const bundles = await bundling;
  const host = hostFunctions({
    functions: bundles.map(({ name, file }) => ({ name, file, environment, timeoutMilliseconds: timeoutOf(name) })),
    clock: clock.anchor,
    onLine: ({ functionName, line }) => {
      log.write(`${line}\n`);
      if (line.includes('"level":"ERROR"')) onFault(`${functionName}: ${line}`);
    },
  });
  closing.add(async () => {
    await host.close();
    log.end();
  });
  closing.add(async () => {
    engine.close();
    return Promise.resolve();
  });
  const broken = await host.warm();
  if (broken.length > 0) throw new Error(`cannot be loaded: ${JSON.stringify(broken)}`);
  // Tokens and executions died with the process before this one: every open case gets a new one.
  await reconcile(host, "all", onFault);
  const schedule = setInterval(() => void reconcile(host, "due", onFault), reconcileEvery);
  closing.add(async () => {
    clearInterval(schedule);
    return Promise.resolve();
  });
  isReady(host);
  const store = process.env["AWS_ENDPOINT_URL_DYNAMODB"] === undefined ? "embedded" : "own";
  const stop = async () => closing.close();
  return {
    kind: "started",
    runtime: { url, port: front.port, clock, simulation, receivers, engine, store, stop },
  };
}

async function openDynamoDb(folder: DataFolder, closing: Closing, onFault: (line: string) => void): Promise<string> {
  const own = process.env["AWS_ENDPOINT_URL_DYNAMODB"];
  if (own !== undefined && own !== "") return own;
  const server = await startDynamoDb(folder.persistent ? join(folder.path, "store.db") : undefined);
  let isStopping = false;
  closing.add(async () => {
    isStopping = true;
    await server.stop();
  });
  void server.ended.then((lastWords) => {
    if (!isStopping) onFault(`the embedded DynamoDB has ended: ${lastWords}`);
  });
  return server.url;
}

async function reconcile(host: LambdaHost, scope: "all" | "due", onFault: (line: string) => void): Promise<void> {
  const result = await host.invoke("reconcile-cases", { scope });
  if ("error" in result) onFault(`reconcile-cases: ${result.error.errorType}`);
}

function timeoutOf(name: string): number {
  const found = Object.entries(functionTimeouts).find(([known]) => known === name);
  if (found === undefined) throw new Error(`no timeout is set for ${name}`);
  return found[1];
}

/** The clients of development: one for each authority, one for each platform. */
function clients() {
  return [
    ...authorities.map(({ id }) => ({ clientId: id, scopes: ["authority"], claims: { authority: id } })),
    ...platforms.map(({ id }) => ({ clientId: `platform-${id}`, scopes: ["platform"], claims: { platform: id } })),
  ];
}
