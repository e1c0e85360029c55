import type { Duration } from "../contract/duration.ts";
import type { BasisClockName, LegalBasis, PeriodField } from "./legal-basis.ts";

const periodFields: readonly string[] = ["orderedDelay", "acknowledgeWithin", "actWithin"] satisfies PeriodField[];

/** The field of the notice that a clock takes its length from; undefined where the basis sets it. */
export function periodFieldOf(within: Duration | PeriodField): PeriodField | undefined {
  return isPeriodField(within) ? within : undefined;
}

/** How long a clock runs: as the basis says, or as the notice does. Undefined where the notice does not say it. */
export function clockPeriod(
  basis: LegalBasis,
  clock: BasisClockName,
  notice: Partial<Record<PeriodField, Duration | undefined>>,
): Duration | undefined {
  const { within } = basis.clocks[clock];
  return isPeriodField(within) ? notice[within] : within;
}

/** Whether a clock takes its length from the notice. */
export function isPeriodField(within: Duration | PeriodField): within is PeriodField {
  return periodFields.includes(within);
}
