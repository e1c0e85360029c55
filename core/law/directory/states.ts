/** States of the directory and the zone in which their days begin and end (IANA). */
export const zones = {
  FR: "Europe/Paris",
  IE: "Europe/Dublin",
  LT: "Europe/Vilnius",
  LU: "Europe/Luxembourg",
  NL: "Europe/Amsterdam",
} as const satisfies Record<string, string>;

/** A State whose calendar is known: ISO 3166-1. */
export type State = keyof typeof zones;

/** Whether the calendar of `state` is known. */
export function isKnownState(state: string): state is State {
  return Object.hasOwn(zones, state);
}
