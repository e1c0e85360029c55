/** A route of the API, as the gateway is configured with it. */
export type Route = {
  method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** As in `/v1/cases/{id}`; a parameter stands for one segment. */
  path: string;
  functionName: string;
  /** `bearer`: the authorizer decides first; `none`: anybody may call. */
  auth: "bearer" | "none";
  /** Whether bodies reach the function as Base64, whatever their type. */
  binary?: boolean;
};

/** A route that fits, with the values of its parameters, decoded. */
export type Match = { kind: "found"; route: Route; parameters: Record<string, string> };

/** What the routes say of a request. */
export type Routed =
  | Match
  /** The path is known, not with this method. */
  | { kind: "other_method"; allow: string[] }
  | { kind: "unknown" }
  /** A percent-encoding that is none. */
  | { kind: "malformed" };

/**
 * Finds the route of a request. A literal segment goes before a parameter, from the left. HEAD is a GET without its
 * body (RFC 9110 §9.3.2).
 *
 * @param path As on the request line, without the query.
 */
export function routeOf(routes: readonly Route[], method: string, path: string): Routed {
  const segments = decodedSegments(path);
  if (segments === undefined) return { kind: "malformed" };
  const fitting = routes
    .flatMap((route) => {
      const parameters = parametersOf(route.path, segments);
      return parameters === undefined ? [] : [{ route, parameters }];
    })
    .sort((one, other) => specificity(one.route).localeCompare(specificity(other.route)));
  const wanted = method === "HEAD" ? "GET" : method;
  const match = fitting.find(({ route }) => route.method === wanted);
  if (match !== undefined) return { kind: "found", ...match };
  if (fitting.length === 0) return { kind: "unknown" };
  const methods = fitting.map(({ route }) => route.method);
  return {
    kind: "other_method",
    allow: [...new Set([...methods, ...(methods.includes("GET") ? ["HEAD"] : []), "OPTIONS"])],
  };
}

function decodedSegments(path: string): string[] | undefined {
  try {
    return path.split("/").map(decodeURIComponent);
  } catch {
    return undefined;
  }
}

function parametersOf(template: string, segments: readonly string[]): Record<string, string> | undefined {
  const expected = template.split("/");
  if (expected.length !== segments.length) return undefined;
  const parameters: Record<string, string> = {};
  for (const [index, part] of expected.entries()) {
    const segment = segments[index] ?? "";
    const name = /^\{(\w+)\}$/.exec(part)?.[1];
    if (name === undefined && part !== segment) return undefined;
    if (name !== undefined && segment === "") return undefined;
    if (name !== undefined) parameters[name] = segment;
  }
  return parameters;
}

/** Sorts literals before parameters, segment by segment. */
function specificity(route: Route): string {
  return route.path
    .split("/")
    .map((part) => (part.startsWith("{") ? "1" : "0"))
    .join("");
}
