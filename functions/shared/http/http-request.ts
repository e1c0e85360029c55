import * as z from "zod";
import type { Instant } from "../../../core/contract/instant.ts";
import type { Language } from "../../../core/contract/language.ts";
import { DirectoryId } from "../../../core/contract/ids.ts";
import type { Clock } from "../clock.ts";
import { languageOf } from "../problems/language-of.ts";

/** Who calls, as the authorizer found out from the token. */
export const Caller = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("authority"), id: DirectoryId }),
  z.object({ kind: z.literal("platform"), id: DirectoryId }),
  /** Keeps the directory; sees no case. `id`: the client. */
  z.object({ kind: z.literal("administrator"), id: z.string().min(1).max(200) }),
]);
export type Caller = z.infer<typeof Caller>;

/** The parts of a REST API proxy event that are read (AWS: Lambda proxy integration, input format). */
export const ProxyEvent = z.object({
  httpMethod: z.string(),
  resource: z.string(),
  pathParameters: z.record(z.string(), z.string()).nullish(),
  multiValueHeaders: z.record(z.string(), z.array(z.string())).nullish(),
  multiValueQueryStringParameters: z.record(z.string(), z.array(z.string())).nullish(),
  body: z.string().nullish(),
  isBase64Encoded: z.boolean().nullish(),
  requestContext: z.object({
    requestId: z.string(),
    requestTimeEpoch: z.number(),
    authorizer: z.unknown().optional(),
  }),
});
export type ProxyEvent = z.infer<typeof ProxyEvent>;

/** A request as the operations see it. */
export type HttpRequest = {
  requestId: string;
  language: Language;
  /** The gateway's time of arrival, on the legal clock. */
  receivedAt: Instant;
  caller: Caller | undefined;
  params: Record<string, string>;
  /** Each parameter once; a repeated one keeps its last value, as gateways do. */
  query: Record<string, string>;
  /** Values by lower-case name. */
  headers: Record<string, string[]>;
  rawBody: Buffer;
};

/** Reads a request from the gateway's event. */
export function requestOf(event: ProxyEvent, clock: Clock): HttpRequest {
  const { requestContext } = event;
  const headers = headersOf(event.multiValueHeaders ?? {});
  const query = Object.entries(event.multiValueQueryStringParameters ?? {}).map(([name, values]) => [
    name,
    values.at(-1) ?? "",
  ]);
  const caller = Caller.safeParse(requestContext.authorizer);
  return {
    requestId: requestContext.requestId,
    language: languageOf(headers["accept-language"]?.join(",")),
    receivedAt: clock.at(requestContext.requestTimeEpoch),
    caller: caller.success ? caller.data : undefined,
    params: event.pathParameters ?? {},
    query: Object.fromEntries(query) as Record<string, string>,
    headers,
    rawBody: Buffer.from(event.body ?? "", event.isBase64Encoded === true ? "base64" : "utf8"),
  };
}

/** Headers by lower-case name. A Map on the way: an object already has something under names like `constructor`. */
function headersOf(named: Readonly<Record<string, string[]>>): Record<string, string[]> {
  const headers = new Map<string, string[]>();
  for (const [name, values] of Object.entries(named)) {
    headers.set(name.toLowerCase(), [...(headers.get(name.toLowerCase()) ?? []), ...values]);
  }
  return Object.fromEntries(headers);
}

/** The value of a header that was sent exactly once. */
export function soleHeader({ headers }: HttpRequest, name: string): string | undefined {
  const values = headers[name];
  return values?.length === 1 ? values[0] : undefined;
}
