import type { WhyStep } from "../contract/why-step.ts";
import { dueOf } from "../law/time/due-of.ts";
import type { Calendar, Clock } from "./state.ts";

/**
 * Why a clock is due when it is: the steps from the receipt to the due instant, and what an outage of ours gave back.
 * Empty before receipt, and for a record of before the calendar was kept in it.
 */
export function clockReasons(clock: Clock, calendar: Calendar | undefined): WhyStep[] {
  const { rule, within, startedAt, serviceInterrupted } = clock;
  if (startedAt === undefined || calendar === undefined) return [];
  const due = dueOf({ rule, within, receivedAt: startedAt, ...calendar });
  if (due.kind === "refused") return [];
  return serviceInterrupted === undefined ? due.why : [...due.why, interruption(serviceInterrupted)];
}

function interruption({ until }: NonNullable<Clock["serviceInterrupted"]>): WhyStep {
  return {
    code: "service_interrupted",
    at: until,
    text: {
      fr: "Notre service n'a pas pu être joint à l'échéance : elle reste la même, mais rien n'est engagé avant cet instant.",
      en: "Our service could not be reached at the due instant: it stays the same, but no step is taken before this instant.",
    },
  };
}
