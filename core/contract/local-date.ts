import * as z from "zod";

/** A day of the calendar, without time or zone: `2025-11-03` (RFC 3339 full-date). Compares in time as text. */
export const LocalDate = z.iso.date().meta({ id: "LocalDate", description: "Day, `YYYY-MM-DD`." });
export type LocalDate = z.infer<typeof LocalDate>;
