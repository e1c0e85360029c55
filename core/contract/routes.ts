import * as z from "zod";
import { Answer } from "./answer.ts";
import * as api from "./api.ts";
import { directoryRoutes } from "./directory-routes.ts";
import { CaseId, DirectoryId, NoticeId } from "./ids.ts";
import { LegalBasisList, LegalBasisView } from "./legal-basis-view.ts";
import { Notice } from "./notice.ts";
import { ServedNotice } from "./served-notice.ts";
import type { Bilingual } from "./language.ts";
import type { ProblemKey } from "./problems.ts";
import { bodyLimit, usualProblems, type Route } from "./route.ts";
import { routeHeads as heads, type RouteHead, type RouteName } from "./route-heads.ts";

const { reading, writing, acting } = usualProblems;
const ofCase = z.strictObject({ caseId: CaseId });
const ofPlatform = z.strictObject({ platformId: DirectoryId });
const ofBasis = z.strictObject({ basisId: DirectoryId });
const aPage = [{ description: "A page.", schema: z.string(), mediaType: "text/html" }] as const;

function act<H extends RouteHead>(head: H, summary: Bilingual, more: readonly ProblemKey[], body: z.ZodType = api.Act) {
  return {
    ...head,
    summary,
    params: ofCase,
    headers: ["If-Match"],
    body,
    bodyLimit,
    answers: { 200: [{ description: "The case after the act.", schema: api.CaseView }] },
    problems: [...acting, ...more],
  } as const;
}

const actAnswers = {
  200: [
    { description: "The act as a page.", schema: z.string(), mediaType: "text/html" },
    { description: "The act to keep.", schema: z.string(), mediaType: "application/pdf" },
  ],
} as const;

/** Every route. */
export const routes = {
  submitNotice: {
    ...heads.submitNotice,
    summary: { fr: "Soumettre une notification", en: "Submit a notice" },
    query: api.SubmitQuery,
    headers: ["Idempotency-Key"],
    body: Notice,
    bodyLimit,
    answers: {
      200: [{ description: "Trial run.", schema: api.NoticePreview }],
      202: [{ description: "Accepted; on its way.", schema: api.NoticeAccepted }],
    },
    problems: [
      ...writing,
      "invalid-notice",
      "no-power",
      "idempotency-key-required",
      "idempotency-key-reused",
      "duplicate-reference",
    ],
  },
  readNotice: {
    ...heads.readNotice,
    summary: { fr: "Lire une notification et ses dossiers", en: "Read a notice and its cases" },
    params: z.strictObject({ noticeId: NoticeId }),
    answers: { 200: [{ description: "The notice.", schema: api.NoticeView }] },
    problems: reading,
  },
  listCases: {
    ...heads.listCases,
    summary: { fr: "Lister ses dossiers, le plus urgent d'abord", en: "List one's cases, most due first" },
    query: api.CaseQuery,
    answers: { 200: [{ description: "One page.", schema: api.CasePage }] },
    problems: ["unauthorized", "forbidden", "invalid-request"],
  },
  readCase: {
    ...heads.readCase,
    summary: { fr: "Lire un dossier", en: "Read a case" },
    params: ofCase,
    answers: { 200: [{ description: "The case.", schema: api.CaseView }] },
    problems: reading,
  },
  listEvents: {
    ...heads.listEvents,
    summary: { fr: "Lire l'historique d'un dossier", en: "Read the record of a case" },
    params: ofCase,
    query: api.PageQuery,
    answers: { 200: [{ description: "One page, oldest first.", schema: api.EventPage }] },
    problems: reading,
  },
  readDocument: {
    ...heads.readDocument,
    summary: { fr: "Lire le document tel qu'il a été servi", en: "Read the document as it was served" },
    params: ofCase,
    answers: { 200: [{ description: "The served notice.", schema: ServedNotice }] },
    problems: reading,
  },
  readAct: {
    ...heads.readAct,
    summary: { fr: "Lire l'acte, en page ou en PDF", en: "Read the act, as a page or as a PDF" },
    params: ofCase,
    query: api.ActQuery,
    answers: actAnswers,
    problems: reading,
  },
  readActByLink: {
    ...heads.readActByLink,
    summary: { fr: "Lire l'acte par le lien d'un message", en: "Read the act by the link in a message" },
    params: ofCase,
    query: api.ActLinkQuery,
    answers: actAnswers,
    problems: ["bad-link", "link-expired", "not-found"],
  },
  withdrawCase: act(heads.withdrawCase, { fr: "Retirer la notification", en: "Withdraw the notice" }, [
    "case-withdrawn",
  ]),
  closeCase: act(heads.closeCase, { fr: "Clore le dossier", en: "Close the case" }, ["case-not-settled"]),
  resumeDelivery: act(heads.resumeDelivery, { fr: "Reprendre la remise", en: "Resume delivery" }, [
    "case-not-undeliverable",
  ]),
  decideStep: {
    ...act(
      heads.decideStep,
      { fr: "Signer ou écarter une étape", en: "Sign or drop a step" },
      ["case-withdrawn", "step-not-pending"],
      api.StepDecision,
    ),
    params: z.strictObject({ caseId: CaseId, step: z.string().regex(/^[a-z0-9-]{1,80}$/) }),
  },
  receiveAnswer: {
    ...heads.receiveAnswer,
    summary: { fr: "Répondre à une notification (webhook signé)", en: "Answer a notice (signed webhook)" },
    params: z.strictObject({ platformId: z.string().max(200) }),
    body: Answer,
    bodyLimit,
    answers: { 200: [{ description: "On record.", schema: api.AnswerAccepted }] },
    problems: [
      "bad-signature",
      "stale-timestamp",
      "not-found",
      "invalid-request",
      "not-json",
      "unsupported-media-type",
      "too-large",
      "not-current-version",
      "unknown-item",
      "repeated-item",
      "impossible-time",
      "already-answered",
      "webhook-id-reused",
      "case-withdrawn",
      "case-not-withdrawn",
      "case-closed",
    ],
  },
  listPlatformCases: {
    ...heads.listPlatformCases,
    summary: {
      fr: "Lister les dossiers ouverts d'une plateforme, avec leurs documents",
      en: "List a platform's open cases with their documents",
    },
    params: ofPlatform,
    query: api.PageQuery,
    answers: { 200: [{ description: "One page.", schema: api.PlatformPage }] },
    problems: reading,
  },
  ...directoryRoutes,
  health: {
    ...heads.health,
    summary: { fr: "Prêt à servir", en: "Ready to serve" },
    answers: { 200: [{ description: "Ready.", schema: api.Health }] },
    problems: [],
  },
  openapi: {
    ...heads.openapi,
    summary: { fr: "Cette description", en: "This description" },
    answers: { 200: [{ description: "OpenAPI 3.1.", schema: z.record(z.string(), z.unknown()) }] },
    problems: [],
  },
  docs: {
    ...heads.docs,
    summary: { fr: "Documentation lisible", en: "Readable documentation" },
    answers: { 200: aPage },
    problems: [],
  },
  problem: {
    ...heads.problem,
    summary: { fr: "Ce que veut dire un problème", en: "What a problem means" },
    params: z.strictObject({ problem: z.string().regex(/^[a-z-]{1,60}$/) }),
    answers: { 200: aPage },
    problems: ["not-found"],
  },
  listLegalBases: {
    ...heads.listLegalBases,
    summary: { fr: "Lister les bases légales", en: "List the legal bases" },
    answers: { 200: [{ description: "All of them, usable or not.", schema: LegalBasisList }] },
    problems: [],
  },
  readLegalBasis: {
    ...heads.readLegalBasis,
    summary: { fr: "Lire une base légale", en: "Read a legal basis" },
    params: ofBasis,
    answers: { 200: [{ description: "Its newest version.", schema: LegalBasisView }] },
    problems: ["not-found"],
  },
  legalBasesPage: {
    ...heads.legalBasesPage,
    summary: { fr: "Les bases légales, lisibles", en: "The legal bases, readable" },
    answers: { 200: aPage },
    problems: [],
  },
  legalBasisPage: {
    ...heads.legalBasisPage,
    summary: { fr: "Une base légale, lisible", en: "A legal basis, readable" },
    params: ofBasis,
    answers: { 200: aPage },
    problems: ["not-found"],
  },
} as const satisfies Record<RouteName, Route>;
