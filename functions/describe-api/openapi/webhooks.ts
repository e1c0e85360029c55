import * as z from "zod";
import type { ZodOpenApiPathItemObject } from "zod-openapi";
import { OutgoingWebhook } from "../../../core/contract/outgoing-webhook.ts";
import { parameter } from "./headers.ts";

type Body = (typeof OutgoingWebhook.options)[number];

/** Who is called: platforms get `notice.*`, authorities all the rest. */
export type Called = "platform" | "authority";

/** Who gets a webhook of this type. */
export function calledFor(type: OutgoingWebhook["type"]): Called {
  return type.startsWith("notice.") ? "platform" : "authority";
}

/** The calls we make, one per kind of endpoint; the body says by its `type` what it is. */
export function webhooks(): Record<string, ZodOpenApiPathItemObject> {
  return {
    platformEndpoint: call({
      operationId: "callPlatform",
      called: "platform",
      summary: "What a platform's endpoint receives",
      description: "Ce que reçoit le point de contact d'une plateforme. On y répond par `receiveAnswer`.",
    }),
    authorityEndpoint: call({
      operationId: "callAuthority",
      called: "authority",
      summary: "What an authority's endpoint receives",
      description: "Ce que reçoit l'autorité qui a enregistré une adresse, ou qui est informée d'une étape.",
    }),
  };
}

type Call = { operationId: string; called: Called; summary: string; description: string };

function call({ operationId, called, summary, description }: Call): ZodOpenApiPathItemObject {
  return {
    post: {
      operationId,
      tags: ["Webhooks"],
      summary,
      description,
      security: [],
      parameters: [parameter("WebhookId"), parameter("WebhookTimestamp"), parameter("WebhookSignature")],
      requestBody: { required: true, content: { "application/json": { schema: bodiesFor(called) } } },
      responses: {
        "2XX": { description: "Delivered, and nothing more: only a signed answer acknowledges a notice." },
        "410": { description: "Nothing more of this message is sent." },
        "429": { description: "Failed; `Retry-After` is honoured up to one hour." },
        "503": { description: "Failed; `Retry-After` is honoured up to one hour." },
        default: { description: "Failed; the next attempt follows the published schedule." },
      },
    },
  };
}

function bodiesFor(called: Called): z.ZodType {
  const [first, ...more] = OutgoingWebhook.options.filter((body: Body) => calledFor(body.shape.type.value) === called);
  return first === undefined ? z.never() : z.discriminatedUnion("type", [first, ...more]);
}
