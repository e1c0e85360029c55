import * as z from "zod";
import { elementNames, type ElementPointer } from "../law/element-names.ts";
import { AuthorityKind, HeldRole, Instrument } from "./directory.ts";
import { Duration } from "./duration.ts";
import { DirectoryId } from "./ids.ts";
import { LocalDate } from "./local-date.ts";
import { OrderedMeasure } from "./measures.ts";

const about = <S extends z.ZodType>(schema: S, description: string): S => schema.meta({ description });

const Words = z.strictObject({ fr: z.string(), en: z.string() });

const Element = z
  .enum(Object.keys(elementNames) as [ElementPointer, ...ElementPointer[]])
  .meta({ id: "NoticeElement", description: "JSON pointer (RFC 6901) of an element in a notice." });

const Requirement = z
  .strictObject({
    anyOf: about(z.array(Element).min(1), "At least one of these must be there; nearly always there is just one."),
    by: about(z.string(), "Provision that asks for it; the id of the basis itself where its clock needs the period."),
    note: Words.optional().meta({ description: "What exactly is asked for." }),
    min: Duration.optional().meta({ description: "Shortest delay allowed, for an element that is a delay." }),
    max: Duration.optional().meta({ description: "Longest delay allowed." }),
  })
  .meta({ id: "LegalBasisRequirement", description: "Something the notice must contain." });

const ClockView = z
  .strictObject({
    within: about(
      z.union([Duration, z.enum(["orderedDelay", "acknowledgeWithin", "actWithin"])]),
      "How long, or the field of the notice that says how long.",
    ),
    basis: about(
      z.enum(["sla", "statute", "set_in_order"]),
      "What sets it: a service level of ours, a statute, or the order itself.",
    ),
    rule: about(
      z.enum(["elapsed", "eu_1182_71", "fr_days"]),
      "How it is counted: as elapsed time, by Reg. (EEC, Euratom) 1182/71, or by CPC art. 641-642.",
    ),
  })
  .meta({ id: "LegalBasisClock", description: "A deadline as the basis sets it." });

const ClockName = z.enum(["acknowledge", "act"]);

const StepView = z
  .strictObject({
    id: about(z.string(), "Unique within its basis; cases name their steps by it."),
    subject: about(Words, "What it is."),
    on: about(z.enum(["issued", "answer", "undeliverable", "overdue", "manual"]), "What sets it off."),
    clock: ClockName.optional().meta({ description: "The deadline that is overdue." }),
    after: Duration.optional().meta({ description: "How long past the due instant; absent: at once." }),
    mode: about(z.enum(["automatic", "decision"]), "`decision`: a named person decides it and signs."),
    to: about(
      z.enum([
        "authority",
        "platform_second_contact",
        "platform_legal_representative",
        "sanctioning_authority",
        ...HeldRole.options,
      ]),
      "Whom it goes to; `authority` is the issuing one.",
    ),
    message: about(z.enum(["reminder", "information", "copy", "referral"]), "What is sent."),
  })
  .meta({ id: "LegalBasisStep", description: "A step of the ladder of a legal basis." });

const usable = "Absent where the basis cannot be used.";

/** A legal basis as the API shows it: whole, in its newest version. */
export const LegalBasisView = z
  .strictObject({
    id: about(DirectoryId, "What a notice names it by, in `legalBasis`."),
    version: about(z.int().positive(), "Rises by one with each change; a case keeps the version it was opened under."),
    enabled: about(z.boolean(), "Whether a notice may be submitted under it."),
    why: Words.optional().meta({ description: "Why it cannot be used; there if and only if it is not enabled." }),
    inForce: about(
      z.strictObject({ from: LocalDate, to: LocalDate.optional() }),
      "First and last day on which a case may be opened under this version.",
    ),
    title: Words,
    cite: about(Words, "Citation of the text."),
    instrument: Instrument,
    issuers: z
      .union([z.array(AuthorityKind), z.literal("any")])
      .optional()
      .meta({ description: `Kinds of authority that may use it, with its instrument; \`any\`: everyone. ${usable}` }),
    requires: z
      .array(Requirement)
      .optional()
      .meta({ description: `What the notice must contain. ${usable}` }),
    measures: z.array(OrderedMeasure).optional().meta({
      description: "Measures on content that may be ordered; absent: any.",
    }),
    complementaryMeasures: z.array(OrderedMeasure).optional().meta({
      description: "Measures on the seller or towards consumers that may be ordered beside those on content.",
    }),
    clocks: about(
      z.strictObject({ acknowledge: ClockView.optional(), act: ClockView.optional() }),
      "The deadlines; both where the basis can be used, else those its law sets.",
    ),
    priorInformation: z
      .strictObject({ firstOrderToHost: Duration, waiver: z.literal("/emergency") })
      .optional()
      .meta({ description: "How long before a first order the host is informed, and what waives it." }),
    resets: z
      .array(z.enum(["impossibility_ended", "clarification_received"]))
      .optional()
      .meta({ description: "Events after which, in the text, the time to act starts anew." }),
    disclosure: z
      .strictObject({ withholdMax: Duration, renewable: z.int().positive().optional() })
      .optional()
      .meta({ description: "How long the seller may be kept uninformed, and how often that may be renewed." }),
    ladder: z
      .array(StepView)
      .optional()
      .meta({ description: `What follows silence or refusal. ${usable}` }),
    review: z.literal("draft").meta({ description: "Counsel has not confirmed this preset, nor its deadlines." }),
    links: about(z.strictObject({ self: z.string(), page: z.string() }), "This document, and a page for people."),
  })
  .meta({ id: "LegalBasis", description: "A legal basis: a preset that notices are submitted under." });
export type LegalBasisView = z.infer<typeof LegalBasisView>;

/** Every legal basis of the deployment, those that cannot be used included. */
export const LegalBasisList = z
  .strictObject({
    legalBases: z.array(LegalBasisView),
    review: z.literal("draft").meta({ description: "Counsel has confirmed none of them." }),
  })
  .meta({ id: "LegalBasisList" });
export type LegalBasisList = z.infer<typeof LegalBasisList>;
