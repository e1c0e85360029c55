import type { ClockView } from "../contract/outgoing-webhook.ts";
import type { Case, Clock } from "./state.ts";

/** A deadline as it is shown outside. */
function clockView(clock: Clock): ClockView {
  const { settleMilliseconds: _settle, missedAt: _missedAt, dueLegal, ...shown } = clock;
  return {
    ...shown,
    ...(dueLegal !== undefined && { dueAt: dueLegal }),
    overdue: clock.state === "missed" && clock.endedAt === undefined,
  };
}

/** Both deadlines as they are shown outside. */
export function clocksView({ clocks }: Case): { acknowledge: ClockView; act: ClockView } {
  return { acknowledge: clockView(clocks.acknowledge), act: clockView(clocks.act) };
}
