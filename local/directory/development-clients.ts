import { startingDirectory } from "../../core/law/directory/starting-directory.ts";
import type { Client } from "../identity/token-request.ts";

const { authorities, platforms } = startingDirectory;

/**
 * The clients of development: one for each authority and platform that is there from the start, one for an administrator,
 * and two that speak for nobody until an administrator says for whom, as all clients of a deployment do.
 */
export const developmentClients: readonly Client[] = [
  ...authorities.map(({ id }) => ({ clientId: id, scopes: ["authority"], claims: { authority: id } })),
  ...platforms.map(({ id }) => ({ clientId: `platform-${id}`, scopes: ["platform"], claims: { platform: id } })),
  { clientId: "administrator", scopes: ["sommation/administrator"] },
  { clientId: "new-authority", scopes: ["sommation/authority"] },
  { clientId: "new-platform", scopes: ["sommation/platform"] },
];
