import type { Route } from "./route.ts";

/** What a function must know of a route to serve it: all but its schemas and its descriptions, which weigh in a bundle. */
export type RouteHead = Pick<Route, "method" | "path" | "function" | "audience" | "alsoFor" | "takesQuery">;

/** Every route: where it is, who serves it, who may call it. */
export const routeHeads = {
  submitNotice: {
    method: "POST",
    path: "/v1/notices",
    function: "submit-notice",
    audience: "authority",
    takesQuery: true,
  },
  readNotice: { method: "GET", path: "/v1/notices/{noticeId}", function: "read-cases", audience: "authority" },
  listCases: { method: "GET", path: "/v1/cases", function: "read-cases", audience: "authority", takesQuery: true },
  readCase: { method: "GET", path: "/v1/cases/{caseId}", function: "read-cases", audience: "authority" },
  listEvents: {
    method: "GET",
    path: "/v1/cases/{caseId}/events",
    function: "read-cases",
    audience: "authority",
    takesQuery: true,
  },
  readDocument: { method: "GET", path: "/v1/cases/{caseId}/document", function: "read-cases", audience: "authority" },
  readAct: {
    method: "GET",
    path: "/v1/cases/{caseId}/act",
    function: "serve-act",
    audience: "authority",
    takesQuery: true,
  },
  readActByLink: {
    method: "GET",
    path: "/v1/acts/{caseId}",
    function: "serve-act",
    audience: "public",
    takesQuery: true,
  },
  withdrawCase: {
    method: "POST",
    path: "/v1/cases/{caseId}/withdrawal",
    function: "act-on-case",
    audience: "authority",
  },
  closeCase: { method: "POST", path: "/v1/cases/{caseId}/closure", function: "act-on-case", audience: "authority" },
  resumeDelivery: {
    method: "POST",
    path: "/v1/cases/{caseId}/redelivery",
    function: "act-on-case",
    audience: "authority",
  },
  decideStep: {
    method: "POST",
    path: "/v1/cases/{caseId}/steps/{step}/decision",
    function: "act-on-case",
    audience: "authority",
  },
  receiveAnswer: {
    method: "POST",
    path: "/v1/platforms/{platformId}/webhook",
    function: "receive-answer",
    audience: "public",
  },
  listPlatformCases: {
    method: "GET",
    path: "/v1/platforms/{platformId}/cases",
    function: "read-cases",
    audience: "platform",
    takesQuery: true,
  },
  health: { method: "GET", path: "/health", function: "describe-api", audience: "public" },
  openapi: { method: "GET", path: "/openapi.json", function: "describe-api", audience: "public" },
  docs: { method: "GET", path: "/docs", function: "describe-api", audience: "public" },
  problem: { method: "GET", path: "/problems/{problem}", function: "describe-api", audience: "public" },
  listLegalBases: { method: "GET", path: "/v1/legal-bases", function: "describe-api", audience: "public" },
  readLegalBasis: { method: "GET", path: "/v1/legal-bases/{basisId}", function: "describe-api", audience: "public" },
  legalBasesPage: { method: "GET", path: "/docs/legal-bases", function: "describe-api", audience: "public" },
  legalBasisPage: { method: "GET", path: "/docs/legal-bases/{basisId}", function: "describe-api", audience: "public" },
  listPlatforms: {
    method: "GET",
    path: "/v1/platforms",
    function: "read-cases",
    audience: "authority",
    alsoFor: ["administrator"],
  },
  readPlatform: {
    method: "GET",
    path: "/v1/platforms/{platformId}",
    function: "read-cases",
    audience: "authority",
    alsoFor: ["administrator"],
  },
  registerPlatform: { method: "POST", path: "/v1/platforms", function: "manage-directory", audience: "administrator" },
  changePlatform: {
    method: "PATCH",
    path: "/v1/platforms/{platformId}",
    function: "manage-directory",
    audience: "administrator",
  },
  listAuthorities: {
    method: "GET",
    path: "/v1/authorities",
    function: "read-cases",
    audience: "authority",
    alsoFor: ["administrator"],
  },
  readAuthority: {
    method: "GET",
    path: "/v1/authorities/{authorityId}",
    function: "read-cases",
    audience: "authority",
    alsoFor: ["administrator"],
  },
  registerAuthority: {
    method: "POST",
    path: "/v1/authorities",
    function: "manage-directory",
    audience: "administrator",
  },
  changeAuthority: {
    method: "PATCH",
    path: "/v1/authorities/{authorityId}",
    function: "manage-directory",
    audience: "administrator",
  },
  listRecipients: { method: "GET", path: "/v1/recipients", function: "manage-directory", audience: "administrator" },
  setRecipient: {
    method: "PUT",
    path: "/v1/recipients/{role}",
    function: "manage-directory",
    audience: "administrator",
  },
  setClient: { method: "PUT", path: "/v1/clients/{clientId}", function: "manage-directory", audience: "administrator" },
} as const satisfies Record<string, RouteHead>;

/** Name of a route, which is also its `operationId`. */
export type RouteName = keyof typeof routeHeads;
