import * as z from "zod";
import { AuthorityKind, HeldRole, Instrument } from "../contract/directory.ts";
import { Duration, periodOf } from "../contract/duration.ts";
import type { Bilingual } from "../contract/language.ts";
import { LocalDate } from "../contract/local-date.ts";
import { OrderedMeasure } from "../contract/measures.ts";
import { zodErrors } from "../contract/shape-errors.ts";
import { elementNames, type ElementPointer } from "./element-names.ts";
import { faultsOf } from "./faults-of-basis.ts";
import { faultsOfLengths } from "./faults-of-lengths.ts";
import type { LegalBases } from "./legal-bases.ts";
import type { KeptBasis, LegalBasis } from "./legal-basis.ts";

const Words = z.strictObject({ fr: z.string().min(1), en: z.string().min(1) });
const Element = z.enum(Object.keys(elementNames) as [ElementPointer, ...ElementPointer[]]);
const Provision = z.string().min(1).max(200);
const ClockName = z.enum(["acknowledge", "act"]);
const platformContacts = ["platform_second_contact", "platform_legal_representative"] as const;

const clock = {
  basis: z.enum(["sla", "statute", "set_in_order"]),
  rule: z.enum(["elapsed", "eu_1182_71", "fr_days"]),
};

const step = { id: z.string().regex(/^[a-z0-9-]{1,80}$/), subject: Words };
const trigger = [
  { on: z.enum(["issued", "answer", "undeliverable", "manual"]) },
  { on: z.literal("overdue"), clock: ClockName, after: Duration.optional() },
] as const;
const act = [
  {
    mode: z.literal("automatic"),
    to: z.enum([...platformContacts, "authority", "own_coordinator", "arcom_qualified_person"]),
    message: z.enum(["reminder", "information", "copy"]),
  },
  {
    mode: z.literal("decision"),
    to: z.enum([...platformContacts, "authority", "sanctioning_authority", ...HeldRole.options]),
    message: z.literal("referral"),
  },
] as const;

const Step = z.union([
  z.strictObject({ ...step, ...trigger[0], ...act[0] }),
  z.strictObject({ ...step, ...trigger[0], ...act[1] }),
  z.strictObject({ ...step, ...trigger[1], ...act[0] }),
  z.strictObject({ ...step, ...trigger[1], ...act[1] }),
]);

const facts = {
  id: z.string().regex(/^[a-z][a-z0-9-]{2,60}$/),
  version: z.int().positive(),
  validFrom: LocalDate,
  validTo: LocalDate.optional(),
  cite: z.union([z.string().min(1), Words]),
  title: Words,
  instrument: Instrument,
  review: z.literal("draft"),
  priorInformation: z.strictObject({ firstOrderToHost: Duration, waiver: z.literal("/emergency") }).optional(),
  resets: z.array(z.enum(["impossibility_ended", "clarification_received"])).optional(),
  disclosure: z.strictObject({ withholdMax: Duration, renewable: z.int().positive().optional() }).optional(),
};

const Clock = z.strictObject({ within: z.union([z.literal("orderedDelay"), Duration]), ...clock });

const UsableBasis = z.strictObject({
  ...facts,
  enabled: z.literal(true),
  issuers: z.array(AuthorityKind).min(1),
  requires: z.array(
    z.union([
      z.strictObject({
        at: Element,
        by: Provision,
        note: Words.optional(),
        min: Duration.optional(),
        max: Duration.optional(),
      }),
      z.strictObject({ anyOf: z.tuple([Element], Element), by: Provision, note: Words.optional() }),
    ]),
  ),
  measures: z.array(OrderedMeasure).min(1).optional(),
  complementaryMeasures: z.array(OrderedMeasure).min(1).optional(),
  clocks: z.strictObject({ acknowledge: Clock, act: Clock }),
  ladder: z.array(Step),
});

const UnusableBasis = z.strictObject({
  ...facts,
  enabled: z.literal(false),
  why: Words,
  clocks: z.strictObject({ acknowledge: Clock.optional(), act: Clock.optional() }).optional(),
});

/** The file of a deployment's own legal bases: JSON. */
const OwnBases = z.strictObject({
  legalBases: z.array(z.discriminatedUnion("enabled", [UsableBasis, UnusableBasis])).max(200),
});
type OwnBasis = z.infer<typeof OwnBases>["legalBases"][number];

/** What is wrong with such a file: where (RFC 6901), and what to do about it. */
export type OwnBasesFault = { pointer: string; detail: Bilingual };

/**
 * The bases of a deployment: those that the product brings, and its own. Its own may be new, a later version of one there is, the
 * reason why one is not to be used here, or one that the product only keeps, made usable.
 */
export function withOwnBases(
  presets: LegalBases,
  file: unknown,
): { kind: "good"; bases: LegalBases } | { kind: "faulty"; faults: OwnBasesFault[] } {
  const parsed = OwnBases.safeParse(file);
  if (!parsed.success) return { kind: "faulty", faults: zodErrors(parsed.error.issues, file) };
  const own = parsed.data.legalBases;
  const faults = own.flatMap((basis, position) => faultsAt(basis, position, own, presets));
  if (faults.length > 0) return { kind: "faulty", faults };
  const usable: LegalBasis[] = own.flatMap((basis) => (basis.enabled ? [basis] : []));
  const kept: KeptBasis[] = own.flatMap((basis) => (basis.enabled ? [] : [basis]));
  const isSaidAnew = ({ id }: KeptBasis) => own.some((basis) => basis.id === id);
  return {
    kind: "good",
    bases: {
      usable: [...presets.usable, ...usable],
      kept: [...presets.kept.filter((basis) => !isSaidAnew(basis)), ...kept],
    },
  };
}

function faultsAt(basis: OwnBasis, position: number, own: readonly OwnBasis[], presets: LegalBases): OwnBasesFault[] {
  const at = `/legalBases/${position}`;
  return [
    ...versionFaults(basis, at, own.slice(0, position), presets),
    ...(basis.validTo !== undefined && basis.validTo < basis.validFrom ? [endsBeforeItBegins(at)] : []),
    ...(basis.enabled ? [...clockFaults(basis, at), ...lengthFaults(basis, at), ...ladderFaults(basis, at)] : []),
  ];
}

function versionFaults(
  basis: OwnBasis,
  at: string,
  earlier: readonly OwnBasis[],
  presets: LegalBases,
): OwnBasesFault[] {
  const taken = [
    ...(basis.enabled ? presets.usable : []),
    ...earlier.filter(({ enabled }) => enabled === basis.enabled),
  ]
    .filter(({ id }) => id === basis.id)
    .map(({ version }) => version);
  if (!taken.includes(basis.version)) return [];
  const next = Math.max(...taken) + 1;
  return [
    {
      pointer: `${at}/version`,
      detail: {
        fr: `Cette version de « ${basis.id} » existe déjà, et des dossiers peuvent en dépendre : prenez la version ${next}.`,
        en: `This version of "${basis.id}" exists already, and cases may depend on it: take version ${next}.`,
      },
    },
  ];
}

function endsBeforeItBegins(at: string): OwnBasesFault {
  return {
    pointer: `${at}/validTo`,
    detail: {
      fr: "Le dernier jour précède le premier : corrigez l'un des deux.",
      en: "The last day comes before the first: correct one of them.",
    },
  };
}

function clockFaults(basis: Extract<LegalBasis, { enabled: true }>, at: string): OwnBasesFault[] {
  return (["acknowledge", "act"] as const).flatMap((name) => {
    const { within, rule } = basis.clocks[name];
    const pointer = `${at}/clocks/${name}`;
    if (within === "orderedDelay") return asksForDelay(basis) ? [] : [delayNotAskedFor(pointer)];
    const { unit } = periodOf(within as Duration);
    return unit === "working_day" && rule === "elapsed" ? [cannotCount(pointer)] : [];
  });
}

function lengthFaults(basis: LegalBasis, at: string): OwnBasesFault[] {
  return faultsOfLengths(basis).map((fault) => ({ pointer: `${at}${fault.at}`, detail: fault.detail }));
}

function asksForDelay({ requires }: LegalBasis): boolean {
  return requires.some((element) => "at" in element && element.at === "/orderedDelay");
}

function delayNotAskedFor(pointer: string): OwnBasesFault {
  return {
    pointer: `${pointer}/within`,
    detail: {
      fr: "Ce délai vient de la notification : ajoutez `/orderedDelay` aux éléments exigés (`requires`).",
      en: "This period comes from the notice: add `/orderedDelay` to the required elements (`requires`).",
    },
  };
}

function cannotCount(pointer: string): OwnBasesFault {
  return {
    pointer: `${pointer}/rule`,
    detail: {
      fr: "Des jours ouvrés ne se comptent pas comme un temps écoulé : choisissez `eu_1182_71` ou `fr_days`.",
      en: "Working days are not counted as elapsed time: choose `eu_1182_71` or `fr_days`.",
    },
  };
}

const ladderWords = {
  step_id_twice: {
    fr: "Deux étapes portent cet identifiant : donnez à chacune le sien.",
    en: "Two steps bear this identifier: give each its own.",
  },
  sla_step_leaves_the_two_sides: {
    fr: "Un délai de service manqué ne se dit qu'aux contacts de la plateforme ou à l'autorité qui a émis : changez le destinataire, ou la base du délai.",
    en: "A missed service level may be told to the platform's contacts or to the issuing authority only: change the recipient, or what the clock rests on.",
  },
  consequence_without_decision: {
    fr: "Ce qui énonce une conséquence juridique est décidé et signé par une personne : `mode` doit être `decision`.",
    en: "What states a legal consequence is decided and signed by a person: `mode` must be `decision`.",
  },
} as const satisfies Record<ReturnType<typeof faultsOf>[number]["code"], Bilingual>;

function ladderFaults(basis: LegalBasis, at: string): OwnBasesFault[] {
  return faultsOf(basis).map(({ code, step: id }) => ({
    pointer: `${at}/ladder/${basis.ladder.findLastIndex((one) => one.id === id)}`,
    detail: ladderWords[code],
  }));
}
