import * as z from "zod";
import { Instant } from "./instant.ts";
import { LocalDate } from "./local-date.ts";

/** One step of the reasoning from a receipt to a due instant, in the order it is made: the answer to "why this date". */
export const WhyStep = z
  .strictObject({
    code: z.enum([
      "received",
      "calendar_assumed",
      "elapsed",
      "hour_not_counted",
      "hours_counted",
      "day_not_counted",
      "days_counted",
      "working_day_counted",
      "day_skipped",
      "two_working_days",
      "ends",
      "service_interrupted",
      "started_anew",
      "suspended",
      "extended",
      "held",
    ]),
    at: Instant.optional().meta({ description: "The instant it speaks of." }),
    date: LocalDate.optional().meta({ description: "The day it speaks of, in the State whose calendar counts." }),
    text: z.strictObject({ fr: z.string(), en: z.string() }),
  })
  .meta({ id: "WhyStep", description: "One step of the reasoning from a receipt to a due instant." });
export type WhyStep = z.infer<typeof WhyStep>;
