import type { LadderStep, RequiredElement } from "../legal-basis.ts";

/** What every order must contain (DSA art. 9(2)), whichever text it rests on. */
export const commonElements = [
  { at: "/statementOfReasons", by: "DSA 9(2)(a)(ii)" },
  { at: "/provision", by: "DSA 9(2)(a)(ii)" },
  {
    at: "/signatory",
    by: "CRPA L.212-1",
    note: { fr: "prénom, nom, qualité et service", en: "first name, name, capacity and service" },
  },
  {
    at: "/items",
    by: "DSA 9(2)(a)(iv)",
    note: { fr: "une ou plusieurs adresses exactes", en: "one or more exact URLs" },
  },
  {
    at: "/orderedMeasures",
    by: "DSA 9(1)",
    note: { fr: "ce que l'exécution doit être", en: "what compliance is" },
  },
  { at: "/redress/provider", by: "DSA 9(2)(a)(v)" },
  { at: "/redress/recipient", by: "DSA 9(2)(a)(v)" },
  { at: "/effectAuthority", by: "DSA 9(2)(a)(vi)" },
  { at: "/territorialScope", by: "DSA 9(2)(b)" },
  {
    at: "/language",
    by: "DSA 9(2)(c)",
    note: {
      fr: "une langue déclarée par la plateforme, ou une traduction des éléments essentiels",
      en: "a language the platform declared, or a translation of the core elements",
    },
  },
] as const satisfies readonly RequiredElement[];

/** The steps every ladder begins with: they remind and inform, and go to the two sides only. */
export const commonLadder = [
  {
    id: "undeliverable-authority",
    on: "undeliverable",
    mode: "automatic",
    to: "authority",
    message: "information",
    subject: { fr: "La plateforme n'a pas pu être jointe", en: "The platform could not be reached" },
  },
  {
    id: "overdue-acknowledge-platform-second-contact",
    on: "overdue",
    clock: "acknowledge",
    mode: "automatic",
    to: "platform_second_contact",
    message: "reminder",
    subject: { fr: "Rappel : accusé de réception attendu", en: "Reminder: acknowledgement expected" },
  },
  {
    id: "overdue-acknowledge-authority",
    on: "overdue",
    clock: "acknowledge",
    mode: "automatic",
    to: "authority",
    message: "information",
    subject: { fr: "Accusé de réception non reçu à temps", en: "No acknowledgement in time" },
  },
  {
    id: "overdue-act-platform-legal-representative",
    on: "overdue",
    clock: "act",
    mode: "automatic",
    to: "platform_legal_representative",
    message: "reminder",
    subject: { fr: "Rappel : délai d'exécution dépassé", en: "Reminder: the time to act has passed" },
  },
  {
    id: "overdue-act-authority",
    on: "overdue",
    clock: "act",
    mode: "automatic",
    to: "authority",
    message: "information",
    subject: { fr: "Délai d'exécution dépassé", en: "The time to act has passed" },
  },
] as const satisfies readonly LadderStep[];
