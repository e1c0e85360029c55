import { join } from "node:path";
import { gatewayProblem } from "../../functions/shared/problems/gateway-problem.ts";
import { serveGateway } from "../aws/api-gateway/gateway.ts";
import type { LambdaHost } from "../aws/lambda/host.ts";
import type { Invoke } from "../aws/lambda/invocation.ts";
import { presentBundles } from "../build/kept-bundles.ts";
import type { LegalClock } from "../clock/legal-clock.ts";
import type { DataFolder } from "../data-folder/data-folder.ts";
import { developmentClients } from "../directory/development-clients.ts";
import { actLinksSecret, secretsFolder } from "../directory/development-secrets.ts";
import { developmentIssuer } from "../identity/issuer.ts";
import type { Behaviours } from "../simulated/behaviours.ts";
import { gatewayRoutes } from "./api-routes.ts";
import { Closing } from "./closing.ts";
import { environmentOf } from "./environment.ts";
import { keepReconciling } from "./keep-reconciling.ts";
import { keepWatching } from "./keep-watching.ts";
import { openClock } from "./open-clock.ts";
import { openStore, type Store } from "./open-store.ts";
import { project } from "./project.ts";
import { startFunctions } from "./start-functions.ts";
import { openMail } from "./start-mail.ts";
import { openMachine } from "./start-machine.ts";
import { startSimulation, type Simulation } from "./start-simulation.ts";

/** What to start. */
export type RuntimeOptions = {
  folder: DataFolder;
  /** 0: the system chooses. */
  port: number;
  /** Legal seconds that pass in one real second. */
  scale: number;
  /** A DynamoDB endpoint of one's own. */
  dynamoDbUrl?: string | undefined;
  /** An SMTP server of one's own that mail is handed to. */
  smtpUrl?: string | undefined;
  /** File of one's own legal bases, checked. */
  legalBasesFile?: string | undefined;
  behaviours?: Behaviours | undefined;
  /** Told when a function reports an error. */
  onFault: (line: string) => void;
  /** Told when a part has ended without which nothing can go on. */
  onLost: (line: string) => void;
};

/** Everything, running on this machine. */
export type Runtime = {
  url: string;
  store: Store["kind"];
  simulation: Pick<Simulation, "receivers" | "clock">;
  /** Whether the data folder held the data of an earlier run. */
  isResumed: boolean;
  stop: () => Promise<void>;
};

/** The runtime, or the reason why there is none: the port is taken. */
export type Started = { kind: "started"; runtime: Runtime } | { kind: "port_taken"; port: number };

/** Starts everything; ready when it returns. What was begun is undone when a later part fails. */
export async function startRuntime(options: RuntimeOptions): Promise<Started> {
  const closing = new Closing();
  try {
    const started = await start(options, closing);
    if (started.kind === "port_taken") await closing.close();
    return started;
  } catch (error) {
    await closing.close();
    throw error;
  }
}

async function start(options: RuntimeOptions, closing: Closing): Promise<Started> {
  const { folder, onFault } = options;
  // The front listens first, so that a port that is taken is known before anything else is begun; its calls wait.
  const { promise: ready, resolve: isReady } = Promise.withResolvers<LambdaHost>();
  const invoke: Invoke = async (name, event) => (await ready).invoke(name, event);
  const front = await openFront(options, invoke);
  if (front.kind === "port_taken") return front;
  closing.add(front.close);
  const { url, extraRoutes } = front;

  const bundling = presentBundles({
    functions: join(project, "functions"),
    kept: join(project, "dist/kept"),
    otherwise: join(folder.path, "functions"),
  });
  // Awaited below; until then a failure must not count as one that nobody handles.
  bundling.catch(() => undefined);
  const store = await openStore(folder, options.dynamoDbUrl, closing, options.onLost);
  const bundles = await bundling;
  // The clock is opened last: at the speed of a scaled one, loading would take legal hours.
  const time: { clock?: LegalClock } = {};
  const toWallDelay: LegalClock["toWallDelay"] = (length) => time.clock?.toWallDelay(length) ?? length;
  const machine = await openMachine(invoke, toWallDelay, closing);
  const mail = await openMail({ folder: folder.path, smtpUrl: options.smtpUrl, invoke, onFault }, closing);
  extraRoutes.push(...mail.routes);
  const environment = environmentOf({
    tableName: store.table.tableName,
    stateMachineArn: machine.stateMachineArn,
    publicUrl: url,
    dynamoDbUrl: store.url,
    stepFunctionsUrl: machine.url,
    sesUrl: mail.sesUrl,
    secretsFolder: secretsFolder(folder.path),
    actLinks: await actLinksSecret(folder.path),
    legalBasesFile: options.legalBasesFile,
  });
  const anchor = () => time.clock?.anchor;
  const [host] = await Promise.all([
    startFunctions({ bundles, environment, clock: anchor, folder: folder.path, onFault }, closing),
    machine.start(),
    mail.start(),
  ]);
  const opened = await openClock(folder.path, options.scale);
  time.clock = opened.clock;

  const { behaviours } = options;
  const simulation = await startSimulation(
    { folder: folder.path, table: store.table, clock: opened.clock, ...(behaviours !== undefined && { behaviours }) },
    closing,
  );
  extraRoutes.push(...simulation.routes);
  isReady(host);
  keepWatching(host.invoke, {
    closing,
    onFault,
    // Nothing is decided before: the reconciler must know for how long nobody could be reached.
    afterFirst: () => {
      keepReconciling(host.invoke, closing, onFault);
    },
  });
  const stop = async () => closing.close();
  return { kind: "started", runtime: { url, store: store.kind, simulation, isResumed: opened.isResumed, stop } };
}

async function openFront({ folder, port, onFault }: RuntimeOptions, invoke: Invoke) {
  let url = "";
  const extraRoutes = await developmentIssuer({
    clients: developmentClients,
    folder: folder.path,
    issuer: () => url,
  });
  const front = await serveGateway(
    {
      routes: gatewayRoutes(),
      invoke,
      authorizerFunction: "authorize-request",
      gatewayProblem,
      extraRoutes,
      // As on AWS, where acts go out as bytes: every body comes in as Base64.
      binaryTypes: ["*/*"],
      onFault: (fault) => {
        onFault(`gateway: ${String(fault)}`);
      },
    },
    port,
  );
  if (front.kind === "port_taken") return front;
  url = `http://localhost:${front.port}`;
  return { ...front, url, extraRoutes };
}
