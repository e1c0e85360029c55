import * as z from "zod";
import * as directory from "./directory-api.ts";
import { DirectoryId } from "./ids.ts";
import { bodyLimit, usualProblems, type Route } from "./route.ts";
import { routeHeads as heads } from "./route-heads.ts";

const { administering, changing } = usualProblems;
const ofPlatform = z.strictObject({ platformId: DirectoryId });
const ofAuthority = z.strictObject({ authorityId: DirectoryId });

/** The routes of the directory: who is in it, for whoever may ask, and its changes, for administrators. */
export const directoryRoutes = {
  listPlatforms: {
    ...heads.listPlatforms,
    summary: { fr: "Lister les plateformes de l'annuaire", en: "List the platforms of the directory" },
    answers: { 200: [{ description: "All of them.", schema: directory.PlatformList }] },
    problems: ["unauthorized", "forbidden"],
  },
  readPlatform: {
    ...heads.readPlatform,
    summary: { fr: "Lire une plateforme de l'annuaire", en: "Read a platform of the directory" },
    params: ofPlatform,
    answers: { 200: [{ description: "The platform.", schema: directory.PlatformView }] },
    problems: ["unauthorized", "forbidden", "not-found"],
  },
  registerPlatform: {
    ...heads.registerPlatform,
    summary: { fr: "Inscrire une plateforme", en: "Register a platform" },
    body: directory.NewPlatform,
    bodyLimit,
    answers: {
      201: [{ description: "Registered; with an endpoint, its secrets, this once.", schema: directory.PlatformView }],
    },
    problems: [...administering, "already-registered"],
  },
  changePlatform: {
    ...heads.changePlatform,
    summary: { fr: "Modifier une plateforme", en: "Change a platform" },
    params: ofPlatform,
    headers: ["If-Match"],
    body: directory.PlatformChange,
    bodyLimit,
    answers: { 200: [{ description: "The platform after the change.", schema: directory.PlatformView }] },
    problems: changing,
  },
  listAuthorities: {
    ...heads.listAuthorities,
    summary: { fr: "Lister les autorités de l'annuaire", en: "List the authorities of the directory" },
    answers: { 200: [{ description: "All of them.", schema: directory.AuthorityList }] },
    problems: ["unauthorized", "forbidden"],
  },
  readAuthority: {
    ...heads.readAuthority,
    summary: { fr: "Lire une autorité de l'annuaire", en: "Read an authority of the directory" },
    params: ofAuthority,
    answers: { 200: [{ description: "The authority.", schema: directory.AuthorityView }] },
    problems: ["unauthorized", "forbidden", "not-found"],
  },
  registerAuthority: {
    ...heads.registerAuthority,
    summary: { fr: "Inscrire une autorité", en: "Register an authority" },
    body: directory.NewAuthority,
    bodyLimit,
    answers: {
      201: [{ description: "Registered; with an endpoint, its secret, this once.", schema: directory.AuthorityView }],
    },
    problems: [...administering, "already-registered"],
  },
  changeAuthority: {
    ...heads.changeAuthority,
    summary: { fr: "Modifier une autorité", en: "Change an authority" },
    params: ofAuthority,
    headers: ["If-Match"],
    body: directory.AuthorityChange,
    bodyLimit,
    answers: { 200: [{ description: "The authority after the change.", schema: directory.AuthorityView }] },
    problems: changing,
  },
  listRecipients: {
    ...heads.listRecipients,
    summary: { fr: "Lister les destinataires des étapes", en: "List the recipients of steps" },
    answers: { 200: [{ description: "All of them.", schema: directory.RecipientList }] },
    problems: ["unauthorized", "forbidden"],
  },
  setRecipient: {
    ...heads.setRecipient,
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
    ...heads.setClient,
    summary: { fr: "Dire au nom de qui parle un client OAuth", en: "Say whom an OAuth client speaks for" },
    params: z.strictObject({ clientId: directory.ClientId }),
    body: directory.ClientChange,
    bodyLimit,
    answers: { 200: [{ description: "Whom it speaks for.", schema: directory.ClientMapping }] },
    problems: [...administering, "not-found"],
  },
} as const satisfies Record<string, Route>;
