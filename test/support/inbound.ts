import type { Outage } from "../../core/case/state.ts";
import type { Inbound } from "../../functions/shared/inbound/inbound.ts";

/** An inbound side that has always been there. */
export const alwaysReached: Inbound = { outages: async () => [] };

/** An inbound side whose outages are told; it notes what was asked. */
export function toldInbound() {
  const asked: Parameters<Inbound["outages"]>[0][] = [];
  let outages: readonly Outage[] = [];
  const inbound: Inbound = {
    outages: async (question) => {
      asked.push(question);
      return outages;
    },
  };
  return {
    inbound,
    asked,
    wasDown: (...all: readonly Outage[]): void => {
      outages = all;
    },
  };
}
