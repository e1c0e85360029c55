/** A platform may ask for patience, not for silence: the slowest rhythm of the schedule is hourly. */
const mostSeconds = 3_600;

const httpDate = /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/;

/**
 * Reads `Retry-After` (RFC 9110 §10.2.3: seconds, or an HTTP date): whole seconds from `now` (epoch milliseconds), from 0
 * to 3,600. Undefined when there is none or it cannot be read.
 */
export function retryAfterSeconds(header: string | undefined, now: number): number | undefined {
  const seconds = askedSeconds(header ?? "", now);
  return Number.isNaN(seconds) ? undefined : Math.min(Math.max(seconds, 0), mostSeconds);
}

function askedSeconds(header: string, now: number): number {
  if (/^\d+$/.test(header)) return Number(header);
  return httpDate.test(header) ? Math.ceil((Date.parse(header) - now) / 1_000) : NaN;
}
