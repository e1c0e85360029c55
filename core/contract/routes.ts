import * as z from "zod";
import { Answer } from "./answer.ts";
import * as api from "./api.ts";
import { directoryRoutes } from "./directory-routes.ts";
import { NoticeCorrected, NoticeCorrection } from "./correction.ts";
import { CaseId, DirectoryId, NoticeId } from "./ids.ts";
import { LegalBasisList, LegalBasisView } from "./legal-basis-view.ts";
import * as lookUp from "./look-up.ts";
import { Notice } from "./notice.ts";
import { ServedNotice } from "./served-notice.ts";
import { StepDraft } from "../case/draft/step-draft.ts";
import * as submission from "./submission.ts";
import type { Bilingual } from "./language.ts";
import type { ProblemKey } from "./problems.ts";
import { batchBodyLimit, bodyLimit, usualProblems, type Route } from "./route.ts";
import { routeHeads as heads, type RouteHead, type RouteName } from "./route-heads.ts";

const { reading, writing, acting } = usualProblems;
const ofCase = z.strictObject({ caseId: CaseId });
const ofPlatform = z.strictObject({ platformId: DirectoryId });
const stepId = z.string().regex(/^[a-z0-9-]{1,80}$/);
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
    { description: "The served notice itself, in canonical form (RFC 8785).", schema: ServedNotice },
  ],
} as const;

/** What may be wrong with an answer, however it comes. */
const answerProblems = [
  "invalid-request",
  "unsupported-media-type",
  "too-large",
  "not-current-version",
  "unknown-item",
  "repeated-item",
  "impossible-time",
  "already-answered",
  "nothing-owed",
  "webhook-id-reused",
  "case-withdrawn",
  "case-not-withdrawn",
  "case-closed",
] as const satisfies readonly ProblemKey[];

const linkProblems = ["bad-link", "link-expired", "link-revoked"] as const satisfies readonly ProblemKey[];

/** Every route. */
export const routes = {
  submitNotice: {
    ...heads.submitNotice,
    summary: { fr: "Soumettre une notification", en: "Submit a notice" },
    query: submission.SubmitQuery,
    headers: ["Idempotency-Key"],
    body: Notice,
    bodyLimit,
    answers: {
      200: [{ description: "Trial run.", schema: submission.NoticePreview }],
      202: [{ description: "Accepted; on its way.", schema: submission.NoticeAccepted }],
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
  submitBatch: {
    ...heads.submitBatch,
    summary: {
      fr: "Soumettre jusqu'à 100 notifications, chacune jugée seule",
      en: "Submit up to 100 notices, each judged alone",
    },
    query: submission.SubmitQuery,
    headers: ["Idempotency-Key"],
    body: submission.NoticeBatch,
    bodyLimit: batchBodyLimit,
    answers: { 200: [{ description: "One result for each notice, in their order.", schema: submission.BatchAnswer }] },
    problems: [...writing, "idempotency-key-required"],
  },
  correctNotice: {
    ...heads.correctNotice,
    summary: { fr: "Corriger une notification", en: "Correct a notice" },
    params: z.strictObject({ noticeId: NoticeId }),
    headers: ["If-Match"],
    body: NoticeCorrection,
    bodyLimit,
    answers: { 200: [{ description: "What became of each case.", schema: NoticeCorrected }] },
    problems: [...writing, "version-changed", "invalid-notice", "not-by-correction", "no-power"],
  },
  readNotice: {
    ...heads.readNotice,
    summary: { fr: "Lire une notification et ses dossiers", en: "Read a notice and its cases" },
    params: z.strictObject({ noticeId: NoticeId }),
    answers: { 200: [{ description: "The notice.", schema: api.NoticeView }] },
    problems: [...reading, "erased-under-retention"],
  },
  listCases: {
    ...heads.listCases,
    summary: { fr: "Lister ses dossiers, le plus urgent d'abord", en: "List one's cases, most due first" },
    query: lookUp.CaseQuery,
    answers: { 200: [{ description: "One page.", schema: api.CasePage }] },
    problems: ["unauthorized", "forbidden", "invalid-request"],
  },
  countRelistings: {
    ...heads.countRelistings,
    summary: {
      fr: "Compter les remises en ligne sur une plateforme, ou par un vendeur",
      en: "Count relistings on a platform, or by a seller",
    },
    query: lookUp.RelistingQuery,
    answers: { 200: [{ description: "The count.", schema: lookUp.RelistingReport }] },
    problems: ["unauthorized", "forbidden", "invalid-request"],
  },
  readCase: {
    ...heads.readCase,
    summary: { fr: "Lire un dossier", en: "Read a case" },
    params: ofCase,
    answers: { 200: [{ description: "The case.", schema: api.CaseView }] },
    problems: [...reading, "erased-under-retention"],
  },
  listEvents: {
    ...heads.listEvents,
    summary: { fr: "Lire l'historique d'un dossier", en: "Read the record of a case" },
    params: ofCase,
    query: lookUp.PageQuery,
    answers: { 200: [{ description: "One page, oldest first.", schema: api.EventPage }] },
    problems: [...reading, "erased-under-retention"],
  },
  readDocument: {
    ...heads.readDocument,
    summary: { fr: "Lire le document tel qu'il a été servi", en: "Read the document as it was served" },
    params: ofCase,
    answers: { 200: [{ description: "The served notice.", schema: ServedNotice }] },
    problems: [...reading, "erased-under-retention"],
  },
  readAct: {
    ...heads.readAct,
    summary: { fr: "Lire l'acte, en page ou en PDF", en: "Read the act, as a page or as a PDF" },
    params: ofCase,
    query: api.ActQuery,
    answers: actAnswers,
    problems: [...reading, "erased-under-retention"],
  },
  readActByLink: {
    ...heads.readActByLink,
    summary: { fr: "Lire l'acte par le lien d'un message", en: "Read the act by the link in a message" },
    params: ofCase,
    query: api.ActLinkQuery,
    answers: actAnswers,
    problems: ["bad-link", "link-expired", "link-revoked", "not-found"],
  },
  answerPage: {
    ...heads.answerPage,
    summary: { fr: "Répondre par le lien d'un courriel : la page", en: "Answer by the link in a mail: the page" },
    params: ofCase,
    query: api.AnswerLinkQuery,
    forBrowsers: true,
    answers: { 200: aPage },
    problems: linkProblems,
  },
  answerByLink: {
    ...heads.answerByLink,
    summary: { fr: "Répondre par le lien d'un courriel", en: "Answer by the link in a mail" },
    params: ofCase,
    query: api.AnswerLinkQuery,
    forBrowsers: true,
    body: z.record(z.string(), z.string()).meta({ description: "The fields of one of the forms on the page." }),
    bodyLimit,
    answers: {
      200: [{ description: "On record, to a program.", schema: api.AnswerAccepted }],
      303: [{ description: "On record, to a browser: the page says so.", schema: z.string(), mediaType: "text/html" }],
    },
    problems: [...linkProblems, ...answerProblems, "not-a-form"],
  },
  withdrawCase: act(heads.withdrawCase, { fr: "Retirer la notification", en: "Withdraw the notice" }, [
    "case-withdrawn",
  ]),
  closeCase: act(heads.closeCase, { fr: "Clore le dossier", en: "Close the case" }, ["case-not-settled"]),
  resumeDelivery: act(heads.resumeDelivery, { fr: "Reprendre la remise", en: "Resume delivery" }, [
    "case-not-undeliverable",
  ]),
  clarify: act(
    heads.clarify,
    { fr: "Répondre à une demande de précision", en: "Reply to a request for clarification" },
    ["case-withdrawn", "no-such-question"],
    api.Clarification,
  ),
  extendCase: act(
    heads.extendCase,
    { fr: "Accorder plus de temps", en: "Give more time" },
    ["case-withdrawn", "not-extendable", "not-later", "too-far"],
    api.Extension,
  ),
  decideQuestion: act(
    heads.decideQuestion,
    { fr: "Accepter ou contester ce que déclare la plateforme", en: "Accept or dispute what the platform declares" },
    ["case-withdrawn", "no-such-question", "not-later", "too-far"],
    api.QuestionVerdict,
  ),
  recordReceipt: act(
    heads.recordReceipt,
    { fr: "Inscrire une remise par un autre moyen", en: "Record a receipt served by other means" },
    ["case-withdrawn", "already-delivered", "impossible-receipt"],
    api.ManualReceipt,
  ),
  setHold: act(
    heads.setHold,
    { fr: "Conserver le dossier, ou lever la conservation", en: "Put the record on hold, or release it" },
    ["already-so"],
    api.LegalHold,
  ),
  revokeLinks: act(heads.revokeLinks, { fr: "Révoquer les liens envoyés", en: "Revoke the links sent so far" }, []),
  draftStep: {
    ...heads.draftStep,
    summary: { fr: "Lire le projet d'une étape à décider", en: "Read the draft of a step to decide" },
    params: z.strictObject({ caseId: CaseId, step: stepId }),
    query: api.DraftQuery,
    answers: {
      200: [
        { description: "The draft.", schema: StepDraft },
        { description: "The draft as a page.", schema: z.string(), mediaType: "text/html" },
      ],
    },
    problems: [...reading, "step-not-pending", "erased-under-retention"],
  },
  decideStep: {
    ...act(
      heads.decideStep,
      { fr: "Signer, reporter ou écarter une étape", en: "Sign, postpone or drop a step" },
      ["version-required", "case-withdrawn", "step-not-pending", "not-later", "too-far"],
      api.StepDecision,
    ),
    params: z.strictObject({ caseId: CaseId, step: stepId }),
  },
  receiveAnswer: {
    ...heads.receiveAnswer,
    summary: { fr: "Répondre à une notification (webhook signé)", en: "Answer a notice (signed webhook)" },
    params: z.strictObject({ platformId: z.string().max(200) }),
    body: Answer,
    bodyLimit,
    answers: { 200: [{ description: "On record.", schema: api.AnswerAccepted }] },
    problems: ["bad-signature", "stale-timestamp", "not-found", "not-json", ...answerProblems],
  },
  listPlatformCases: {
    ...heads.listPlatformCases,
    summary: {
      fr: "Lister les dossiers ouverts d'une plateforme, avec leurs documents",
      en: "List a platform's open cases with their documents",
    },
    params: ofPlatform,
    query: lookUp.PageQuery,
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
