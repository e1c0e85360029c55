import { isNamed } from "../aws/service-error.ts";
import { errorFields, type Log } from "../logger.ts";
import { problem, type Problematic } from "./outcome.ts";

/** What an operation that threw is answered: an outage that passes by itself may be tried again at once, with the same key. */
export function outage(error: unknown, { requestId, log }: { requestId: string; log: Log }): Problematic {
  const passes = isPassing(error);
  const fields = { requestId, ...errorFields(error) };
  if (passes) log.warn("request.not_now", fields);
  else log.error("request.failed", fields);
  return problem(passes ? "unavailable" : "internal-error");
}

function isPassing(error: unknown): boolean {
  return isNamed(error, "StoreBusy", "ThrottlingException", "ProvisionedThroughputExceededException", "TimeoutError");
}
