import { State } from "../../contract/directory.ts";

/** States of the directory and the zone in which their days begin and end (IANA). */
export const zones = {
  FR: "Europe/Paris",
  IE: "Europe/Dublin",
  LT: "Europe/Vilnius",
  LU: "Europe/Luxembourg",
  NL: "Europe/Amsterdam",
} as const satisfies Record<State, string>;

export type { State };

/** Whether the calendar of `state` is known. */
export function isKnownState(state: string): state is State {
  return State.safeParse(state).success;
}
