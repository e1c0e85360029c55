import { systemClock } from "../shared/clock.ts";
import { clientStore } from "../shared/dynamo/client-store.ts";
import { openTable } from "../shared/dynamo/client.ts";
import { directoryStore } from "../shared/dynamo/directory-store.ts";
import { httpFunction } from "../shared/http/http-function.ts";
import { functionLogger } from "../shared/logger.ts";
import { secretKeeper } from "../shared/secrets.ts";
import { Env } from "./env.ts";
import { makeManageDirectory } from "./handler.ts";

const env = Env.parse(process.env);
const table = openTable(env.TABLE_NAME);
const services = { clock: systemClock(), log: functionLogger("manage-directory") };

export const handler = httpFunction(
  services,
  makeManageDirectory({
    directory: directoryStore(table, services.clock.wall),
    clients: clientStore(table),
    keepSecret: secretKeeper(env.SECRETS),
    allowLoopbackHttp: env.WEBHOOK_TARGETS === "loopback",
    log: services.log,
  }),
);
