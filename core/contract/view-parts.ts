import * as z from "zod";
import { ClockView } from "./outgoing-webhook.ts";
import { WhyStep } from "./why-step.ts";

/** Where to go from what is shown. */
export const Links = z.record(z.string(), z.string()).meta({ description: "Where to go from here." });

/** A deadline, and why it is when it is. */
export const ClockWithReasons = z
  .strictObject({
    ...ClockView.shape,
    why: z.array(WhyStep).meta({ description: "From the receipt to the due instant; empty before receipt." }),
  })
  .meta({ id: "ClockWithReasons", description: "One of the two deadlines, with the reasons for its date." });
export type ClockWithReasons = z.infer<typeof ClockWithReasons>;

/** Both. */
export const ClocksWithReasons = z.strictObject({ acknowledge: ClockWithReasons, act: ClockWithReasons });

/** Whose calendar counts. */
export const CalendarView = z.strictObject({
  state: z.string(),
  assumed: z.boolean().meta({ description: "The establishment is not known: the authority's State is used." }),
});
