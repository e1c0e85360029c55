import type { ClockView } from "../contract/outgoing-webhook.ts";
import type { ClockWithReasons } from "../contract/view-parts.ts";
import { clockReasons } from "./clock-reasons.ts";
import type { Case, Clock } from "./state.ts";

/** A deadline as it is shown outside. */
function clockView(clock: Clock): ClockView {
  const { settleMilliseconds: _settle, missedAt: _missedAt, extension: _extension, dueLegal, ...shown } = clock;
  return {
    ...shown,
    ...(dueLegal !== undefined && { dueAt: dueLegal }),
    overdue: clock.state === "missed" && clock.endedAt === undefined,
    review: "draft",
  };
}

/** Both deadlines as they are shown outside. */
export function clocksView({ clocks }: Case): { acknowledge: ClockView; act: ClockView } {
  return { acknowledge: clockView(clocks.acknowledge), act: clockView(clocks.act) };
}

/** Both deadlines as an authority sees them: each with the reasons for its date, once it has one. */
export function clocksWithReasons(kase: Case): { acknowledge: ClockWithReasons; act: ClockWithReasons } {
  const { acknowledge, act } = clocksView(kase);
  const { clocks, calendar } = kase;
  return {
    acknowledge: { ...acknowledge, why: clockReasons(clocks.acknowledge, calendar) },
    act: { ...act, why: clockReasons(clocks.act, calendar) },
  };
}
