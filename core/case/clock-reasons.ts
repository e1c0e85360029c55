import type { Bilingual } from "../contract/language.ts";
import type { WhyStep } from "../contract/why-step.ts";
import { dueOf } from "../law/time/due-of.ts";
import type { Calendar, Clock, ResetReason, SuspensionGround } from "./state.ts";

/**
 * Why a clock is due when it is: the steps from the receipt, or from what it started anew at, to the due instant; more time
 * that was given; and what is given back for an outage of ours or for a reply that the authority owed. Empty before receipt,
 * and for a record of before the calendar was kept in it.
 */
export function clockReasons(clock: Clock, calendar: Calendar | undefined): WhyStep[] {
  const { rule, within, startedAt, suspended, moved, serviceInterrupted, heldUntil } = clock;
  if (startedAt === undefined || calendar === undefined) return [];
  if (suspended !== undefined) return [{ code: "suspended", at: suspended.at, text: grounds[suspended.ground] }];
  const due = dueOf({ rule, within, receivedAt: startedAt, ...calendar });
  if (due.kind === "refused") return [];
  return [
    ...(moved?.kind === "reset" ? [{ code: "started_anew" as const, at: moved.at, text: resets[moved.reason] }] : []),
    ...due.why,
    ...(isExtended(clock) ? [extension(clock)] : []),
    ...(serviceInterrupted === undefined ? [] : [givenBack("service_interrupted", serviceInterrupted.until)]),
    ...(heldUntil === undefined ? [] : [givenBack("held", heldUntil)]),
  ];
}

const grounds = {
  clarification_requested: {
    fr: "Le délai est suspendu : la plateforme attend une précision de l'autorité. Il repartira en entier à sa réception.",
    en: "The clock is suspended: the platform waits for a clarification of the authority. It will start anew, whole, at its receipt.",
  },
  impossible: {
    fr: "Le délai est suspendu : l'autorité a accepté l'impossibilité déclarée. Il repartira en entier quand elle prendra fin.",
    en: "The clock is suspended: the authority has accepted the impossibility declared. It will start anew, whole, when that ends.",
  },
  obligation_added: {
    fr: "Le délai est suspendu : la notification corrigée demande davantage. Il repartira en entier à la réception de la correction.",
    en: "The clock is suspended: the corrected notice asks for more. It will start anew, whole, at the receipt of the correction.",
  },
} as const satisfies Record<SuspensionGround, Bilingual>;

const resets = {
  clarification_received: {
    fr: "Le délai repart en entier de la réception de la précision demandée.",
    en: "The clock starts anew, whole, at the receipt of the clarification asked for.",
  },
  impossibility_ended: {
    fr: "Le délai repart en entier de la fin de l'impossibilité que l'autorité avait acceptée.",
    en: "The clock starts anew, whole, at the end of the impossibility that the authority had accepted.",
  },
  obligation_added: {
    fr: "Le délai repart en entier de la réception de la notification corrigée, qui demande davantage.",
    en: "The clock starts anew, whole, at the receipt of the corrected notice, which asks for more.",
  },
} as const satisfies Record<ResetReason, Bilingual>;

/** Whether the due instant is the one that the authority has put it off to. */
function isExtended({ moved, dueLegal, extension: given }: Clock): boolean {
  return moved?.kind === "extended" || (given !== undefined && given.dueLegal === dueLegal);
}

function extension({ dueLegal }: Clock): WhyStep {
  return {
    code: "extended",
    ...(dueLegal !== undefined && { at: dueLegal }),
    text: {
      fr: "L'autorité a accordé plus de temps : l'échéance est reportée à cet instant.",
      en: "The authority has given more time: the due instant is put off to this one.",
    },
  };
}

const waits = {
  service_interrupted: {
    fr: "Notre service n'a pas pu être joint à l'échéance : elle reste la même, mais rien n'est engagé avant cet instant.",
    en: "Our service could not be reached at the due instant: it stays the same, but no step is taken before this instant.",
  },
  held: {
    fr: "L'autorité devait une réponse : l'échéance reste la même, mais rien n'est engagé avant cet instant.",
    en: "The authority owed a reply: the due instant stays the same, but no step is taken before this instant.",
  },
} as const satisfies Partial<Record<WhyStep["code"], Bilingual>>;

function givenBack(code: keyof typeof waits, at: NonNullable<WhyStep["at"]>): WhyStep {
  return { code, at, text: waits[code] };
}
