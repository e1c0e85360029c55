import { plus, type Instant } from "../../contract/instant.ts";
import type { Context } from "../commands.ts";

const year = 366 * 86_400_000;

/** A date more than a year away is a slip of the keyboard, and beyond what the calendars are sure of. */
export function isFarFuture(instant: Instant, { now }: Pick<Context, "now">): boolean {
  return instant > plus(now, year);
}
