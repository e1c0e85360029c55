import * as z from "zod";

/** What a service answers instead of doing what it was asked: `name` is the error's own, as its API reference has it. */
export class ServiceError extends Error {
  /** What the retry strategy looks at beside the name. */
  readonly $metadata: { httpStatusCode: number; requestId: string | undefined };
  /** The whole answer: some errors say more in fields of their own, as a cancelled transaction its reasons. */
  readonly answer: Record<string, unknown>;

  constructor(name: string, message: string, { status, requestId, answer }: Answered) {
    super(message);
    this.name = name;
    this.$metadata = { httpStatusCode: status, requestId };
    this.answer = answer;
  }
}

type Answered = { status: number; requestId: string | undefined; answer: Record<string, unknown> };

const Refusal = z.looseObject({
  __type: z.string().optional(),
  message: z.string().optional(),
  Message: z.string().optional(),
});

/**
 * The error in an answer of a protocol of AWS: its name stands behind a namespace in `__type`, or in a header of its own
 * where the service is asked by paths. Whatever has none, as the page of a proxy, is an error by its status alone.
 * https://smithy.io/2.0/aws/protocols/aws-json-1_0-protocol.html#operation-error-serialization
 * https://smithy.io/2.0/aws/protocols/aws-restjson1-protocol.html#operation-error-serialization
 */
export function serviceError(status: number, headers: Readonly<Record<string, string>>, text: string): ServiceError {
  const answer = refusalIn(text);
  const named = answer.__type ?? headers["x-amzn-errortype"] ?? "";
  const name = named.replace(/^.*#/, "").replace(/:.*$/, "");
  const message = answer.message ?? answer.Message ?? `answered with ${status}`;
  const requestId = headers["x-amzn-requestid"];
  return new ServiceError(name === "" ? "UnknownError" : name, message, { status, requestId, answer });
}

function refusalIn(text: string): z.infer<typeof Refusal> {
  try {
    return Refusal.catch({}).parse(JSON.parse(text));
  } catch {
    return {};
  }
}

/** Whether an error carries one of the names. */
export function isNamed(error: unknown, ...names: string[]): boolean {
  return error instanceof Error && names.includes(error.name);
}
