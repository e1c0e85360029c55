import type { Duration } from "../../../../../../core/contract/duration.ts";
import type { Instant } from "../../../../../../core/contract/instant.ts";
import { clockPeriod, periodFieldOf } from "../../../../../../core/law/clock-period.ts";
import { authorityIn, platformIn, stateOf } from "../../../../../../core/law/directory/directory.ts";
import { startingDirectory } from "../../../../../../core/law/directory/starting-directory.ts";
import type { State } from "../../../../../../core/law/directory/states.ts";
import { findKeptBasis, findLegalBasis, presets } from "../../../../../../core/law/legal-bases.ts";
import type { ClockRule } from "../../../../../../core/law/legal-basis.ts";
import { dueOf } from "../../../../../../core/law/time/due-of.ts";
import type { Due } from "../../../../../../core/law/time/why.ts";
import { instantAt } from "./clock-on-the-wall.ts";
import { tables } from "./tables.ts";
import type { BasisTable, RuleTable, RuleVector, Vector } from "./vector.ts";
import { reg118271 } from "./reg-1182-71.ts";

/** A vector with what the product makes of it. */
export type Case = {
  title: string;
  vector: Vector | RuleVector;
  rule: ClockRule;
  within: Duration;
  /** The State of the platform, or of the authority where the platform has none. */
  state: State;
  receivedAt: Instant;
  due: Due;
};

/** Every vector of every table, counted by the product. */
export const cases: readonly Case[] = [...tables.flatMap(casesOf), ...ruleCasesOf(reg118271)];

function casesOf({ id, vectors }: BasisTable): Case[] {
  return vectors.map((vector) => {
    const { rule, within } = clockOf(id, vector);
    const platform = platformIn(startingDirectory, vector.on)!;
    const place = stateOf(platform, authorityIn(startingDirectory, "dgccrf")!);
    return counted(`${id}, ${vector.clock}: ${vector.shows}`, vector, rule, within, place);
  });
}

function ruleCasesOf({ id, rule, vectors }: RuleTable): Case[] {
  return vectors.map((vector) =>
    counted(`${id}: ${vector.shows}`, vector, rule, vector.within as Duration, {
      state: vector.calendar,
      assumed: false,
    }),
  );
}

/** The rule and the length of the clock, from the preset itself and, where it leaves the length to it, from the notice. */
function clockOf(id: string, { clock, delay }: Vector): { rule: ClockRule; within: Duration } {
  const basis = findLegalBasis(presets, id);
  if (basis === undefined) {
    const kept = findKeptBasis(presets, id)?.clocks?.[clock];
    return { rule: kept!.rule, within: kept!.within as Duration };
  }
  const { rule, within } = basis.clocks[clock];
  const field = periodFieldOf(within);
  const notice = field === undefined ? {} : { [field]: delay as Duration };
  return { rule, within: clockPeriod(basis, clock, notice)! };
}

function counted(
  title: string,
  vector: Case["vector"],
  rule: ClockRule,
  within: Duration,
  place: ReturnType<typeof stateOf>,
): Case {
  const receivedAt = instantAt(vector.at);
  return {
    title,
    vector,
    rule,
    within,
    state: place.state,
    receivedAt,
    due: dueOf({ rule, within, receivedAt, ...place }),
  };
}
