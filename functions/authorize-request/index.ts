import { createRemoteJWKSet } from "jose";
import { clientStore } from "../shared/dynamo/client-store.ts";
import { openTable } from "../shared/dynamo/client.ts";
import { Env } from "./env.ts";
import { makeAuthorizeRequest } from "./handler.ts";

const env = Env.parse(process.env);

export const handler = makeAuthorizeRequest({
  issuer: env.ISSUER,
  keys: createRemoteJWKSet(new URL(env.JWKS_URL)),
  clients: clientStore(openTable(env.TABLE_NAME)),
  administratorScope: env.ADMINISTRATOR_SCOPE,
});
