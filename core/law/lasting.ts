import type { Duration } from "../contract/duration.ts";

type Written = `PT${number}${"H" | "M" | "S"}` | `P${number}D` | `${number}WD`;

/** A duration written into the data of a legal basis; its form is checked where it is written. */
export function lasting(written: Written): Duration {
  const text: string = written;
  return text as Duration;
}
