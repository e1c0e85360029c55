import { Ajv2020 } from "ajv/dist/2020.js";
import formats from "ajv-formats";
import * as z from "zod";

/** An answer that came over HTTP, and what it answers. */
export type HttpExchange = {
  method: string;
  /** Path as the document writes it, `/v1/cases/{caseId}`. */
  path: string;
  status: number;
  /** Names in lower case. */
  headers: Readonly<Record<string, string>>;
  /** The body as text. */
  body: string;
};

/** Says whether an answer is one that an OpenAPI document promises. */
type AnswerCheck = (exchange: HttpExchange) => { kind: "promised" } | { kind: "broken"; faults: string[] };

const Node = z.record(z.string(), z.unknown());
const documentId = "openapi";

/**
 * Checks answers against a document: operation, status, media type, required headers and body. Anything the document
 * does not name is a fault.
 */
export function answerChecker(document: object): AnswerCheck {
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  formats.default(ajv);
  ajv.addSchema(document, documentId);
  return (exchange) => {
    const faults = faultsOf(document, ajv, exchange);
    return faults.length === 0 ? { kind: "promised" } : { kind: "broken", faults };
  };
}

/** Throws with every fault where the answer is not one the document promises. */
export function checkAnswer(document: object, exchange: HttpExchange): void {
  const checked = cached(document)(exchange);
  if (checked.kind === "promised") return;
  const { method, path, status } = exchange;
  throw new Error(`${method} ${path} → ${status} is not in the document:\n${checked.faults.join("\n")}`);
}

const checkers = new WeakMap<object, AnswerCheck>();

function cached(document: object): AnswerCheck {
  const known = checkers.get(document);
  if (known !== undefined) return known;
  const made = answerChecker(document);
  checkers.set(document, made);
  return made;
}

function faultsOf(document: object, ajv: Ajv2020, exchange: HttpExchange): string[] {
  const { method, path, status, headers, body } = exchange;
  const operation = at(document, ["paths", path, method.toLowerCase()]);
  if (operation === undefined) return [`no operation ${method} ${path}`];
  const response = at(document, [...operation.path, "responses", String(status)]);
  if (response === undefined) return [`no answer with status ${status}`];
  const mediaType = (headers["content-type"] ?? "").split(";")[0]?.trim() ?? "";
  const media = at(document, [...response.path, "content", mediaType]);
  if (media === undefined) return [`no answer of type "${mediaType}" with status ${status}`];
  const value = mediaType.endsWith("json") ? parsed(body) : { value: body };
  if (value === undefined) return ["the body is not JSON"];
  const validate = ajv.compile({ $ref: `${documentId}#${pointer([...media.path, "schema"])}` });
  return [
    ...headerFaults(document, response, headers),
    ...(validate(value.value)
      ? []
      : (validate.errors ?? []).map(({ instancePath, message }) => `body ${instancePath}: ${message ?? "not valid"}`)),
  ];
}

type Found = { node: Record<string, unknown>; path: string[] };

function headerFaults(document: object, response: Found, headers: HttpExchange["headers"]): string[] {
  const promised = at(document, [...response.path, "headers"]);
  const required = Object.keys(promised?.node ?? {}).filter(
    (name) => at(document, [...(promised?.path ?? []), name])?.node["required"] === true,
  );
  return required.filter((name) => headers[name.toLowerCase()] === undefined).map((name) => `no header ${name}`);
}

/** The object at a path, references followed, with the path where it really stands. */
function at(document: object, path: readonly string[]): Found | undefined {
  let found: Found = { node: Node.parse(document), path: [] };
  for (const name of path) {
    const next = Node.safeParse(Object.hasOwn(found.node, name) ? found.node[name] : undefined);
    if (!next.success) return undefined;
    const reference = next.data["$ref"];
    const target =
      typeof reference === "string" ? at(document, reference.replace(/^#\//, "").split("/").map(unescaped)) : undefined;
    found = target ?? { node: next.data, path: [...found.path, name] };
  }
  return found;
}

function pointer(path: readonly string[]): string {
  return path.map((name) => `/${encodeURIComponent(name.replaceAll("~", "~0").replaceAll("/", "~1"))}`).join("");
}

function unescaped(name: string): string {
  return name.replaceAll("~1", "/").replaceAll("~0", "~");
}

function parsed(body: string): { value: unknown } | undefined {
  try {
    return { value: JSON.parse(body) };
  } catch {
    return undefined;
  }
}
