import { systemClock } from "../shared/clock.ts";
import { caseStore } from "../shared/dynamo/case-store.ts";
import { openTable } from "../shared/dynamo/client.ts";
import { tombstones } from "../shared/dynamo/tombstones.ts";
import { httpFunction } from "../shared/http/http-function.ts";
import { functionLogger } from "../shared/logger.ts";
import { openSecrets } from "../shared/secrets.ts";
import { Env } from "./env.ts";
import { makeServeAct } from "./handler.ts";

const env = Env.parse(process.env);
const clock = systemClock();
const log = functionLogger("serve-act");
const table = openTable(env.TABLE_NAME);
const cases = caseStore(table);
const secrets = openSecrets(clock.wall);
const linkSecret = async () => secrets.read(env.ACT_LINKS);

export const handler = httpFunction(
  { clock, log },
  makeServeAct({ cases, tombstones: tombstones(table), linkSecret, log }),
);
