import * as z from "zod";
import { Answer } from "./answer.ts";
import * as api from "./api.ts";
import * as directory from "./directory-api.ts";
import { CaseId, DirectoryId, NoticeId } from "./ids.ts";
import { Notice } from "./notice.ts";
import { ServedNotice } from "./served-notice.ts";
import type { Bilingual } from "./language.ts";
import type { ProblemKey } from "./problems.ts";

/** Who may call a route: the token of an authority, of a platform, of an administrator, or nobody in particular. */
export type Audience = "authority" | "platform" | "administrator" | "public";

/** One route of the API: the same list drives the handlers, the local front, the gateway and OpenAPI. */
export type Route = {
  method: "GET" | "POST" | "PUT" | "PATCH";
  /** Path as API Gateway writes it. */
  path: string;
  /** Folder of the function that serves it. */
  function: string;
  audience: Audience;
  /** Who else may call it. */
  alsoFor?: readonly Exclude<Audience, "public">[];
  summary: Bilingual;
  params?: z.ZodObject;
  query?: z.ZodObject;
  /** Whether `Idempotency-Key` or `If-Match` is read. */
  headers?: readonly ("Idempotency-Key" | "If-Match")[];
  body?: z.ZodType;
  /** Largest body, in bytes. */
  bodyLimit?: number;
  answers: Partial<Record<200 | 201 | 202, readonly { description: string; schema: z.ZodType; mediaType?: string }[]>>;
  problems: readonly ProblemKey[];
};

const bodyLimit = 65_536;
const ofCase = z.strictObject({ caseId: CaseId });
const ofPlatform = z.strictObject({ platformId: DirectoryId });
const ofAuthority = z.strictObject({ authorityId: DirectoryId });
const reading = ["unauthorized", "forbidden", "not-found", "invalid-request"] as const;
const withBody = ["not-json", "unsupported-media-type", "too-large"] as const;
const writing = [...reading, ...withBody] as const;
const administering = ["unauthorized", "forbidden", "invalid-request", ...withBody] as const;
const changing = [...writing, "version-changed"] as const;
const acting = [...writing, "version-changed", "case-closed"] as const;

function act(summary: Bilingual, path: string, more: readonly ProblemKey[], body: z.ZodType = api.Act) {
  return {
    method: "POST",
    path: `/v1/cases/{caseId}/${path}`,
    function: "act-on-case",
    audience: "authority",
    summary,
    params: ofCase,
    headers: ["If-Match"],
    body,
    bodyLimit,
    answers: { 200: [{ description: "The case after the act.", schema: api.CaseView }] },
    problems: [...acting, ...more],
  } as const;
}

/** Every route. */
export const routes = {
  submitNotice: {
    method: "POST",
    path: "/v1/notices",
    function: "submit-notice",
    audience: "authority",
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
    method: "GET",
    path: "/v1/notices/{noticeId}",
    function: "read-cases",
    audience: "authority",
    summary: { fr: "Lire une notification et ses dossiers", en: "Read a notice and its cases" },
    params: z.strictObject({ noticeId: NoticeId }),
    answers: { 200: [{ description: "The notice.", schema: api.NoticeView }] },
    problems: reading,
  },
  listCases: {
    method: "GET",
    path: "/v1/cases",
    function: "read-cases",
    audience: "authority",
    summary: { fr: "Lister ses dossiers, le plus urgent d'abord", en: "List one's cases, most due first" },
    query: api.CaseQuery,
    answers: { 200: [{ description: "One page.", schema: api.CasePage }] },
    problems: ["unauthorized", "forbidden", "invalid-request"],
  },
  readCase: {
    method: "GET",
    path: "/v1/cases/{caseId}",
    function: "read-cases",
    audience: "authority",
    summary: { fr: "Lire un dossier", en: "Read a case" },
    params: ofCase,
    answers: { 200: [{ description: "The case.", schema: api.CaseView }] },
    problems: reading,
  },
  listEvents: {
    method: "GET",
    path: "/v1/cases/{caseId}/events",
    function: "read-cases",
    audience: "authority",
    summary: { fr: "Lire l'historique d'un dossier", en: "Read the record of a case" },
    params: ofCase,
    query: api.PageQuery,
    answers: { 200: [{ description: "One page, oldest first.", schema: api.EventPage }] },
    problems: reading,
  },
  readDocument: {
    method: "GET",
    path: "/v1/cases/{caseId}/document",
    function: "read-cases",
    audience: "authority",
    summary: { fr: "Lire le document tel qu'il a été servi", en: "Read the document as it was served" },
    params: ofCase,
    answers: { 200: [{ description: "The served notice.", schema: ServedNotice }] },
    problems: reading,
  },
  withdrawCase: act({ fr: "Retirer la notification", en: "Withdraw the notice" }, "withdrawal", ["case-withdrawn"]),
  closeCase: act({ fr: "Clore le dossier", en: "Close the case" }, "closure", ["case-not-settled"]),
  resumeDelivery: act({ fr: "Reprendre la remise", en: "Resume delivery" }, "redelivery", ["case-not-undeliverable"]),
  decideStep: {
    ...act(
      { fr: "Signer ou écarter une étape", en: "Sign or drop a step" },
      "steps/{step}/decision",
      ["case-withdrawn", "step-not-pending"],
      api.StepDecision,
    ),
    params: z.strictObject({ caseId: CaseId, step: z.string().regex(/^[a-z0-9-]{1,80}$/) }),
  },
  receiveAnswer: {
    method: "POST",
    path: "/v1/platforms/{platformId}/webhook",
    function: "receive-answer",
    audience: "public",
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
    method: "GET",
    path: "/v1/platforms/{platformId}/cases",
    function: "read-cases",
    audience: "platform",
    summary: {
      fr: "Lister les dossiers ouverts d'une plateforme, avec leurs documents",
      en: "List a platform's open cases with their documents",
    },
    params: ofPlatform,
    query: api.PageQuery,
    answers: { 200: [{ description: "One page.", schema: api.PlatformPage }] },
    problems: reading,
  },
  listPlatforms: {
    method: "GET",
    path: "/v1/platforms",
    function: "read-cases",
    audience: "authority",
    alsoFor: ["administrator"],
    summary: { fr: "Lister les plateformes de l'annuaire", en: "List the platforms of the directory" },
    answers: { 200: [{ description: "All of them.", schema: directory.PlatformList }] },
    problems: ["unauthorized", "forbidden"],
  },
  readPlatform: {
    method: "GET",
    path: "/v1/platforms/{platformId}",
    function: "read-cases",
    audience: "authority",
    alsoFor: ["administrator"],
    summary: { fr: "Lire une plateforme de l'annuaire", en: "Read a platform of the directory" },
    params: ofPlatform,
    answers: { 200: [{ description: "The platform.", schema: directory.PlatformView }] },
    problems: ["unauthorized", "forbidden", "not-found"],
  },
  registerPlatform: {
    method: "POST",
    path: "/v1/platforms",
    function: "manage-directory",
    audience: "administrator",
    summary: { fr: "Inscrire une plateforme", en: "Register a platform" },
    body: directory.NewPlatform,
    bodyLimit,
    answers: {
      201: [{ description: "Registered; with an endpoint, its secrets, this once.", schema: directory.PlatformView }],
    },
    problems: [...administering, "already-registered"],
  },
  changePlatform: {
    method: "PATCH",
    path: "/v1/platforms/{platformId}",
    function: "manage-directory",
    audience: "administrator",
    summary: { fr: "Modifier une plateforme", en: "Change a platform" },
    params: ofPlatform,
    headers: ["If-Match"],
    body: directory.PlatformChange,
    bodyLimit,
    answers: { 200: [{ description: "The platform after the change.", schema: directory.PlatformView }] },
    problems: changing,
  },
  listAuthorities: {
    method: "GET",
    path: "/v1/authorities",
    function: "read-cases",
    audience: "authority",
    alsoFor: ["administrator"],
    summary: { fr: "Lister les autorités de l'annuaire", en: "List the authorities of the directory" },
    answers: { 200: [{ description: "All of them.", schema: directory.AuthorityList }] },
    problems: ["unauthorized", "forbidden"],
  },
  readAuthority: {
    method: "GET",
    path: "/v1/authorities/{authorityId}",
    function: "read-cases",
    audience: "authority",
    alsoFor: ["administrator"],
    summary: { fr: "Lire une autorité de l'annuaire", en: "Read an authority of the directory" },
    params: ofAuthority,
    answers: { 200: [{ description: "The authority.", schema: directory.AuthorityView }] },
    problems: ["unauthorized", "forbidden", "not-found"],
  },
  registerAuthority: {
    method: "POST",
    path: "/v1/authorities",
    function: "manage-directory",
    audience: "administrator",
    summary: { fr: "Inscrire une autorité", en: "Register an authority" },
    body: directory.NewAuthority,
    bodyLimit,
    answers: {
      201: [{ description: "Registered; with an endpoint, its secret, this once.", schema: directory.AuthorityView }],
    },
    problems: [...administering, "already-registered"],
  },
  changeAuthority: {
    method: "PATCH",
    path: "/v1/authorities/{authorityId}",
    function: "manage-directory",
    audience: "administrator",
    summary: { fr: "Modifier une autorité", en: "Change an authority" },
    params: ofAuthority,
    headers: ["If-Match"],
    body: directory.AuthorityChange,
    bodyLimit,
    answers: { 200: [{ description: "The authority after the change.", schema: directory.AuthorityView }] },
    problems: changing,
  },
  listRecipients: {
    method: "GET",
    path: "/v1/recipients",
    function: "manage-directory",
    audience: "administrator",
    summary: { fr: "Lister les destinataires des étapes", en: "List the recipients of steps" },
    answers: { 200: [{ description: "All of them.", schema: directory.RecipientList }] },
    problems: ["unauthorized", "forbidden"],
  },
  setRecipient: {
    method: "PUT",
    path: "/v1/recipients/{role}",
    function: "manage-directory",
    audience: "administrator",
    summary: {
      fr: "Dire qui tient un rôle, pour un État ou pour tous",
      en: "Say who holds a role, for a State or all",
    },
    params: directory.OfRole,
    body: directory.RecipientChange,
    bodyLimit,
    answers: { 200: [{ description: "Every holder of a role.", schema: directory.RecipientList }] },
    problems: [...administering, "not-found"],
  },
  setClient: {
    method: "PUT",
    path: "/v1/clients/{clientId}",
    function: "manage-directory",
    audience: "administrator",
    summary: { fr: "Dire au nom de qui parle un client OAuth", en: "Say whom an OAuth client speaks for" },
    params: z.strictObject({ clientId: directory.ClientId }),
    body: directory.ClientChange,
    bodyLimit,
    answers: { 200: [{ description: "Whom it speaks for.", schema: directory.ClientMapping }] },
    problems: [...administering, "not-found"],
  },
  health: {
    method: "GET",
    path: "/health",
    function: "describe-api",
    audience: "public",
    summary: { fr: "Prêt à servir", en: "Ready to serve" },
    answers: { 200: [{ description: "Ready.", schema: api.Health }] },
    problems: [],
  },
  openapi: {
    method: "GET",
    path: "/openapi.json",
    function: "describe-api",
    audience: "public",
    summary: { fr: "Cette description", en: "This description" },
    answers: { 200: [{ description: "OpenAPI 3.1.", schema: z.record(z.string(), z.unknown()) }] },
    problems: [],
  },
  docs: {
    method: "GET",
    path: "/docs",
    function: "describe-api",
    audience: "public",
    summary: { fr: "Documentation lisible", en: "Readable documentation" },
    answers: { 200: [{ description: "A page.", schema: z.string(), mediaType: "text/html" }] },
    problems: [],
  },
  problem: {
    method: "GET",
    path: "/problems/{problem}",
    function: "describe-api",
    audience: "public",
    summary: { fr: "Ce que veut dire un problème", en: "What a problem means" },
    params: z.strictObject({ problem: z.string().regex(/^[a-z-]{1,60}$/) }),
    answers: { 200: [{ description: "A page.", schema: z.string(), mediaType: "text/html" }] },
    problems: ["not-found"],
  },
} as const satisfies Record<string, Route>;

/** The routes by name, which is also their `operationId`. */
export type RouteName = keyof typeof routes;
