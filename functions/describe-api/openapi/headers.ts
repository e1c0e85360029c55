import type { oas31 } from "zod-openapi";

/** Headers a client may or must send, as components. */
export const parameters = {
  AcceptLanguage: {
    name: "Accept-Language",
    in: "header",
    description: "Language of titles and details: `fr` (the default) or `en`. · Langue des textes.",
    schema: { type: "string" },
    example: "en",
  },
  IdempotencyKey: {
    name: "Idempotency-Key",
    in: "header",
    description:
      "Required, but for `dryRun=true`. The same at every retry: the same key with the same body gives the same answer. · La même à chaque nouvel essai.",
    schema: { type: "string", pattern: "^[\\x21-\\x7e]{1,128}$" },
    example: "5f0c6b1e-2f0b-4a53-9a53-1f1f6f1e7a10",
  },
  IfMatch: {
    name: "If-Match",
    in: "header",
    description:
      "The `version` as last read; absent or `*`, any version, though a step is signed on one that was read. · La `version` telle que lue ; sans elle ou avec `*`, n'importe laquelle, mais on ne signe une étape que sur une version lue.",
    schema: { type: "string", pattern: '^(?:[*]|[0-9]{1,9}|"[0-9]{1,9}")$' },
    example: "7",
  },
  WebhookId: {
    name: "webhook-id",
    in: "header",
    required: true,
    description: "The message, the same over all its attempts (Standard Webhooks). · Le message.",
    schema: { type: "string", pattern: "^[\\x21-\\x2d\\x2f-\\x7e]{1,128}$" },
    example: "answer-77-1",
  },
  WebhookTimestamp: {
    name: "webhook-timestamp",
    in: "header",
    required: true,
    description: "The attempt, in whole seconds since 1970-01-01T00:00Z; within 5 minutes. · L'heure de l'envoi.",
    schema: { type: "string", pattern: "^(?:0|[1-9][0-9]{0,14})$" },
    example: "1762156801",
  },
  WebhookSignature: {
    name: "webhook-signature",
    in: "header",
    required: true,
    description:
      "Over `{webhook-id}.{webhook-timestamp}.{raw body}`: `v1,` HMAC-SHA256 or `v1a,` ed25519, in base64; several are separated by a space. · La signature du corps tel qu'envoyé.",
    schema: { type: "string" },
    example: "v1,K5oZfzN95Z9UVu1EsfQmfVNQhnkZ2pj9o9NDN/H/pI4=",
  },
} as const satisfies Record<string, oas31.ParameterObject>;

/** Headers of answers, as components. */
export const headers = {
  RequestId: {
    required: true,
    description: "Names the request; quote it to us. · Le numéro de la demande.",
    schema: { type: "string" },
  },
  Location: {
    description: "Where what was made is to be read. · L'adresse de ce qui a été créé.",
    schema: { type: "string" },
  },
  ETag: {
    description: "The version, for `If-Match`. · La version, pour `If-Match`.",
    schema: { type: "string", pattern: '^"[0-9]+"$' },
  },
  WwwAuthenticate: {
    description: "How to authenticate (RFC 9110 §11.6.1). · Comment s'authentifier.",
    schema: { type: "string" },
  },
  ContentLanguage: {
    required: true,
    description: "Language of the texts. · Langue des textes.",
    schema: { type: "string", enum: ["fr", "en"] },
  },
  RetryAfter: {
    required: true,
    description: "Seconds to wait before trying again. · Secondes à attendre.",
    schema: { type: "string", pattern: "^[0-9]+$" },
  },
} as const satisfies Record<string, oas31.HeaderObject>;

/** On every answer. */
export const answerHeaders: Record<string, oas31.ReferenceObject> = {
  "X-Request-Id": { $ref: "#/components/headers/RequestId" },
};

/** A reference to one of the header parameters. */
export function parameter(name: keyof typeof parameters): oas31.ReferenceObject {
  return { $ref: `#/components/parameters/${name}` };
}
