import { createRemoteJWKSet } from "jose";
import { Env } from "./env.ts";
import { makeAuthorizeRequest } from "./handler.ts";

const env = Env.parse(process.env);
const keys = createRemoteJWKSet(new URL(env.JWKS_URL));

export const handler = makeAuthorizeRequest({ issuer: env.ISSUER, keys });
