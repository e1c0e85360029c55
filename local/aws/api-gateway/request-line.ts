/** Path and query of a request line; undefined where it is none that a route could have. */
export function readTarget(target: string | undefined): { path: string; query: URLSearchParams } | undefined {
  // RFC 9112 §3.2.2: a server takes the absolute form, too.
  const [, local] = /^(?:https?:\/\/[^/?#]*)?(\/[^#]*)$/i.exec(target ?? "") ?? [];
  if (local === undefined) return undefined;
  const mark = local.indexOf("?");
  const path = mark === -1 ? local : local.slice(0, mark);
  const query = mark === -1 ? "" : local.slice(mark + 1);
  return isPercentEncoded(query) ? { path, query: new URLSearchParams(query) } : undefined;
}

/** URLSearchParams would let a broken encoding through, as something nobody sent. */
function isPercentEncoded(text: string): boolean {
  try {
    decodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
}
