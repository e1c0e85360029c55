import * as z from "zod";
import type { routes } from "../../../core/contract/routes.ts";
import type { problemPath } from "../problems/render.ts";

/** Whether our inbound side takes requests now. Never throws: what goes wrong is an answer. */
export type ReachInbound = () => Promise<boolean>;

/** Long enough for a cold start, short enough for a decision that waits for it. */
const timeoutMilliseconds = 5_000;

/** Typed, not taken, from the tables: they would double the bundles of functions that serve no request. */
const route = "/v1/platforms/{platformId}/webhook" satisfies (typeof routes)["receiveAnswer"]["path"];
const refusal = "/problems/bad-signature" satisfies ReturnType<typeof problemPath>;

/** The platform of no directory in whose name is asked. */
const nobody = "inbound-watch";

const OurRefusal = z.object({ type: z.literal(refusal) });

/**
 * Asks as a platform would: an answer without a signature goes to the public route, and our own refusal comes back. So
 * name, certificate, gateway, function and directory have done their part; anything else is an outage.
 */
export function reachInbound(publicUrl: string): ReachInbound {
  const url = `${publicUrl}${route.replace("{platformId}", nobody)}`;
  return async () => {
    try {
      const signal = AbortSignal.timeout(timeoutMilliseconds);
      const response = await fetch(url, { method: "POST", redirect: "manual", signal });
      const answer: unknown = await response.json();
      return response.status === 401 && OurRefusal.safeParse(answer).success;
    } catch {
      return false;
    }
  };
}
