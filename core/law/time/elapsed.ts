import { elapsedMilliseconds, type Duration } from "../../contract/duration.ts";
import { plus, type Instant } from "../../contract/instant.ts";
import { spokenDuration } from "./spoken.ts";
import type { Due } from "./why.ts";

/** Counts the period as time that passes: through nights, week-ends and changes of the clocks, nothing rounded. */
export function elapsedDue(within: Duration, receivedAt: Instant): Due {
  const milliseconds = elapsedMilliseconds(within);
  if (milliseconds === undefined) {
    return {
      kind: "refused",
      reason: {
        fr: "Des jours ouvrés ne se comptent pas comme un temps écoulé.",
        en: "Working days cannot be counted as elapsed time.",
      },
    };
  }
  const due = plus(receivedAt, milliseconds);
  const length = spokenDuration(within);
  return {
    kind: "due",
    dueOperational: due,
    dueLegal: due,
    why: [
      { code: "received", at: receivedAt, text: { fr: "Réception.", en: "Receipt." } },
      {
        code: "elapsed",
        text: {
          fr: `${length.fr}, sans interruption ni arrondi.`,
          en: `${length.en}, without interruption or rounding.`,
        },
      },
      { code: "ends", at: due, text: { fr: "Échéance.", en: "Due." } },
    ],
  };
}
