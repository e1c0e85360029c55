import type { Duration } from "../contract/duration.ts";
import type { Bilingual } from "../contract/language.ts";
import type { LocalDate } from "../contract/local-date.ts";
import type { OrderedMeasure } from "../contract/measures.ts";
import type { AuthorityKind, Instrument } from "../contract/directory.ts";
import type { PlatformContact, RecipientRole } from "./directory/recipients.ts";
import type { ElementPointer } from "./element-names.ts";

/** Something the document must contain. `by`: the provision that asks for it. */
export type RequiredElement = {
  at: ElementPointer;
  by: string;
  /** What exactly is asked for, where the name of the element does not say it. */
  note?: Bilingual;
  /** Shortest delay the basis allows, for an element that is a delay. */
  min?: Duration;
  /** Longest delay the basis allows. */
  max?: Duration;
};

/** At least one of several elements. Earlier measures count per platform of the notice. */
export type RequiredChoice = { anyOf: readonly [ElementPointer, ...ElementPointer[]]; by: string; note?: Bilingual };

/** A period of the notice that a clock takes its length from. */
export type PeriodField = "orderedDelay" | "acknowledgeWithin" | "actWithin";

/** How a period is counted; see `core/law/time`. */
export type ClockRule = "elapsed" | "eu_1182_71" | "fr_days";

/** One of the two deadlines of a case. */
export type BasisClock = {
  within: Duration | PeriodField;
  /** Our service level, a statute, or the order itself. */
  basis: "sla" | "statute" | "set_in_order";
  rule: ClockRule;
};

/** Which deadline: taking charge, or acting. */
export type BasisClockName = "acknowledge" | "act";

/** When a step comes up. `after`: how long past the due instant of the clock. */
type StepTrigger =
  | { on: "issued" | "answer" | "undeliverable" | "manual"; clock?: never; after?: never }
  | { on: "overdue"; clock: BasisClockName; after?: Duration };

/**
 * Who does what. Automatic steps only remind and inform; whatever states a legal consequence is a referral, which a
 * named person decides and signs.
 */
type StepAct =
  | { mode: "automatic"; to: InformedRole; message: "reminder" | "information" | "copy" }
  | { mode: "decision"; to: RecipientRole; message: "referral" };

/** Who may be written to without a person deciding it. */
type InformedRole = PlatformContact | "authority" | "own_coordinator" | "arcom_qualified_person";

/** One step of the ladder. `id` is unique and stable within its basis. */
export type LadderStep = { id: string; subject: Bilingual } & StepTrigger & StepAct;

/** What every legal basis has, usable or not. */
type BasisFacts = {
  id: string;
  /** Rises by one with each change; a case keeps the version it was opened under. */
  version: number;
  /** First day on which a case may be opened under this version. */
  validFrom: LocalDate;
  /** Last such day; absent while in force. */
  validTo?: LocalDate;
  cite: Bilingual | string;
  title: Bilingual;
  instrument: Instrument;
  /** Counsel has not confirmed it: shown wherever a legal deadline is. */
  review: "draft";
  /** Prior information of a first order to a host: at least so long before it, unless the element `waiver` is there. */
  priorInformation?: { firstOrderToHost: Duration; waiver: "/emergency" };
  /** Answers after which the act clock starts anew (TCO art. 3(7)-(8), LCEN art. 6-2). Absent: the clock runs on. */
  resets?: readonly ("impossibility_ended" | "clarification_received")[];
  /** Limit on withholding the notice from the seller; absent: none in the text. */
  disclosure?: { withholdMax: Duration; renewable?: number };
};

/** A preset an authority can submit under. */
export type LegalBasis = BasisFacts & {
  enabled: true;
  /** Kinds of authority that may use it; `any` waives the instrument as well (sandbox only). */
  issuers: readonly AuthorityKind[] | "any";
  /** Only where the deployment says so. */
  sandboxOnly?: true;
  requires: readonly (RequiredElement | RequiredChoice)[];
  /** Measures on content this basis allows; absent: any. */
  measures?: readonly OrderedMeasure[];
  /**
   * Measures on the seller or towards consumers that may be asked for beside those on the content; they come from
   * neighbouring powers of the same authority, so the list of `measures` says nothing of them.
   */
  complementaryMeasures?: readonly OrderedMeasure[];
  clocks: Record<BasisClockName, BasisClock>;
  ladder: readonly LadderStep[];
};

/** A basis kept as data that nobody can submit under, with the reason. */
export type KeptBasis = BasisFacts & {
  enabled: false;
  why: Bilingual;
  clocks?: Partial<Record<BasisClockName, BasisClock>>;
};
