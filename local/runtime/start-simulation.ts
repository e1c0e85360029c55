import { instantOf } from "../../core/contract/instant.ts";
import { startingDirectory } from "../../core/law/directory/starting-directory.ts";
import { directoryStore } from "../../functions/shared/dynamo/directory-store.ts";
import type { Table } from "../../functions/shared/dynamo/client.ts";
import type { ExtraRoute } from "../aws/api-gateway/gateway.ts";
import type { LegalClock } from "../clock/legal-clock.ts";
import { developmentSecret, writeSecrets } from "../directory/development-secrets.ts";
import { endpointRoutes, parties } from "../directory/endpoint-routes.ts";
import type { Behaviours } from "../simulated/behaviours.ts";
import type { SimulationClock } from "../simulated/parties.ts";
import { startReceivers, type Receivers } from "../simulated/receivers.ts";
import type { Closing } from "./closing.ts";

/** The simulated parties, with their endpoints in the directory. */
export type Simulation = { receivers: Receivers; clock: SimulationClock; routes: ExtraRoute[] };

/** Starts the simulated platforms and recipients, and registers where each receives. */
export async function startSimulation(
  { folder, table, clock, behaviours }: { folder: string; table: Table; clock: LegalClock; behaviours?: Behaviours },
  closing: Closing,
): Promise<Simulation> {
  const simulationClock: SimulationClock = {
    now: () => instantOf(clock.legalNow()),
    after: (milliseconds, run) => setTimeout(run, clock.toWallDelay(milliseconds)).unref(),
  };
  const { platforms, authorities } = startingDirectory;
  const receivers = await startReceivers({
    platforms: platforms.map(({ id }) => ({
      id,
      secretFromUs: developmentSecret("to", id),
      secretToUs: developmentSecret("from", id),
    })),
    authorities: authorities.map(({ id }) => ({ id, secretFromUs: developmentSecret("to", id) })),
    clock: simulationClock,
    ...(behaviours !== undefined && { behaviours }),
  });
  closing.add(receivers.close);
  const names = parties.map(({ id }) => id);
  const { routes, registerAll } = await endpointRoutes({
    folder,
    directory: directoryStore(table),
    simulatedUrlOf: ({ kind, id }) => receivers.urlOf(kind, id),
    referenceTo: await writeSecrets(folder, names),
  });
  await registerAll();
  return { receivers, clock: simulationClock, routes };
}
