import { elapsedMilliseconds, type Duration } from "../../contract/duration.ts";
import { epochOf, instantOf, plus, type Instant } from "../../contract/instant.ts";
import { elapsedDue } from "./elapsed.ts";
import { spokenDuration } from "./spoken.ts";
import type { Due } from "./why.ts";

const hour = 3_600_000;

/**
 * A period in hours under Reg. (EEC, Euratom) 1182/71 art. 3(1) and 3(2)(a): the hour of the event is not counted, the
 * last hour counts to its end. Operationally it is due as elapsed time. Full hours are those of UTC: every zone of the
 * directory is a whole number of hours away from it.
 */
export function europeanHoursDue(within: Duration, receivedAt: Instant): Due {
  const operational = elapsedDue(within, receivedAt);
  const milliseconds = elapsedMilliseconds(within);
  if (operational.kind === "refused" || milliseconds === undefined) return operational;
  const firstHour = instantOf(Math.floor(epochOf(receivedAt) / hour) * hour + hour);
  const dueLegal = plus(firstHour, milliseconds);
  const length = spokenDuration(within);
  return {
    kind: "due",
    dueOperational: operational.dueOperational,
    dueLegal,
    why: [
      { code: "received", at: receivedAt, text: { fr: "Réception.", en: "Receipt." } },
      {
        code: "hour_not_counted",
        at: firstHour,
        text: {
          fr: "L'heure de la réception ne compte pas : le délai court de l'heure suivante (règl. 1182/71, art. 3(1)).",
          en: "The hour of receipt is not counted: the period runs from the next full hour (Reg. 1182/71 art. 3(1)).",
        },
      },
      {
        code: "hours_counted",
        text: { fr: `${length.fr} ${milliseconds > hour ? "pleines" : "pleine"}.`, en: `${length.en}, in full.` },
      },
      { code: "ends", at: dueLegal, text: { fr: "Échéance.", en: "Due." } },
    ],
  };
}
