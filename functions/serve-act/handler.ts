import { ActLinkQuery, ActQuery } from "../../core/contract/api.ts";
import { CaseId, type Digest } from "../../core/contract/ids.ts";
import { ServedNotice } from "../../core/contract/served-notice.ts";
import { canonicalJson } from "../shared/digest.ts";
import type { CaseStore } from "../shared/dynamo/case-store.ts";
import type { Tombstones } from "../shared/dynamo/tombstones.ts";
import { absent } from "../shared/http/erased.ts";
import { parseAs } from "../shared/http/json-body.ts";
import type { HttpRequest } from "../shared/http/http-request.ts";
import { problem, type Outcome } from "../shared/http/outcome.ts";
import { judgeLink } from "../shared/links/signed-link.ts";
import type { Log } from "../shared/logger.ts";
import { actOutline, languageOfAct } from "../shared/acts/act-outline.ts";
import { actPage, actPageHeaders } from "../shared/acts/act-page.ts";

/** What it works with. */
export type ServeActServices = {
  cases: Pick<CaseStore, "read" | "readDocument">;
  tombstones: Pick<Tombstones, "ofCase">;
  /** The secret that links are signed with. */
  linkSecret: () => Promise<string>;
  log: Log;
};

/** Which act, and who reads it. */
type Asked = { caseId: CaseId; digest: Digest; reader: string };

/** The served notice as a person reads it, as a page or as a PDF, or the notice itself. Every reading is logged. */
export function makeServeAct(services: ServeActServices) {
  const { cases, tombstones, linkSecret, log } = services;

  /** To its authority. */
  async function readAct(request: HttpRequest): Promise<Outcome> {
    const query = parseAs(ActQuery, request.query);
    if (query.kind === "problem") return query;
    const { caller, params } = request;
    const caseId = CaseId.safeParse(params["caseId"]);
    const found = caseId.success ? await cases.read(caseId.data) : undefined;
    if (found === undefined && caseId.success) return absent(await tombstones.ofCase(caseId.data), caller);
    if (found === undefined || caller?.kind !== "authority" || found.case.authority !== caller.id) {
      return problem("not-found");
    }
    const { digest } = found.case;
    return shown(request, query.value, { caseId: found.case.caseId, digest, reader: caller.id });
  }

  /** To whoever was sent the link, while it is good. */
  async function readActByLink(request: HttpRequest): Promise<Outcome> {
    const query = parseAs(ActLinkQuery, request.query);
    const caseId = CaseId.safeParse(request.params["caseId"]);
    if (query.kind === "problem" || !caseId.success) return problem("bad-link");
    const { digest, epoch, expires, signature } = query.value;
    const link = { purpose: "acts", caseId: caseId.data, digest, epoch, expires } as const;
    const verdict = judgeLink(link, { signature, secret: await linkSecret(), now: request.receivedAt });
    if (verdict !== "good") return problem(verdict);
    const found = await cases.read(caseId.data);
    if (found === undefined) return problem("not-found");
    if (found.case.linkEpoch !== epoch) return problem("link-revoked");
    return shown(request, query.value, { caseId: caseId.data, digest, reader: "link" });
  }

  async function shown(
    { requestId }: HttpRequest,
    { format, language: wished }: ActQuery,
    { caseId, digest, reader }: Asked,
  ): Promise<Outcome> {
    const content = await cases.readDocument(caseId, digest);
    if (content === undefined) return problem("not-found");
    const document = ServedNotice.parse(content);
    const language = wished ?? languageOfAct(document);
    const outline = actOutline(document, digest, language);
    log.info("act.read", { requestId, caseId, reader, format });
    if (format === "html") return { kind: "page", html: actPage(outline), headers: actPageHeaders(language) };
    const name = `${caseId}-v${document.version}.${format}`;
    if (format === "json") {
      const bytes = new TextEncoder().encode(canonicalJson(content));
      return { kind: "file", mediaType: "application/json", name, bytes };
    }
    // Loaded when it is asked for: it is most of what the function weighs.
    const { actPdf } = await import("./act-pdf.ts");
    return { kind: "file", mediaType: "application/pdf", name, bytes: await actPdf(outline) };
  }

  return { readAct, readActByLink };
}
