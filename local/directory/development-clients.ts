import { authorities } from "../../core/law/directory/authorities.ts";
import { platforms } from "../../core/law/directory/platforms.ts";
import type { Client } from "../identity/token-request.ts";

/** The clients of development: one for each authority, one for each platform. */
export const developmentClients: readonly Client[] = [
  ...authorities.map(({ id }) => ({ clientId: id, scopes: ["authority"], claims: { authority: id } })),
  ...platforms.map(({ id }) => ({ clientId: `platform-${id}`, scopes: ["platform"], claims: { platform: id } })),
];
