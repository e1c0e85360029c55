import { SubmitQuery } from "../../core/contract/submission.ts";
import type { Authority } from "../../core/contract/directory.ts";
import type { Instant } from "../../core/contract/instant.ts";
import { authorityIn } from "../../core/law/directory/directory.ts";
import { soleHeader, type HttpRequest } from "../shared/http/http-request.ts";
import { parseAs } from "../shared/http/json-body.ts";
import { problem, type Problematic } from "../shared/http/outcome.ts";
import type { SubmitServices } from "./accept.ts";

/** Who asks, and what for; `key` is empty in a trial run, which needs none. */
export type Asked = {
  kind: "asked";
  authority: Authority;
  key: string;
  trial: { kind: "trial"; assumedReceipt: Instant } | undefined;
};

const idempotencyKeyForm = /^[\x21-\x7e]{1,128}$/;

/** Reads from a request who submits and what for. */
export async function askedBy(services: SubmitServices, request: HttpRequest): Promise<Asked | Problematic> {
  const authority = await authorityOf(services, request);
  if (authority === undefined) return problem("forbidden");
  const query = parseAs(SubmitQuery, request.query);
  if (query.kind === "problem") return query;
  const { dryRun, assumedReceipt = request.receivedAt } = query.value;
  if (dryRun === "true") return { kind: "asked", authority, key: "", trial: { kind: "trial", assumedReceipt } };
  if (query.value.assumedReceipt !== undefined) return onlyInTrial();
  const key = soleHeader(request, "idempotency-key");
  if (key === undefined || !idempotencyKeyForm.test(key)) return problem("idempotency-key-required");
  return { kind: "asked", authority, key, trial: undefined };
}

function onlyInTrial(): Problematic {
  const detail = {
    fr: "Un instant de réception supposé ne va qu'avec un essai : ajoutez `dryRun=true`, ou ôtez-le.",
    en: "An assumed instant of receipt only goes with a trial run: add `dryRun=true`, or leave it away.",
  };
  return problem("invalid-request", { errors: [{ pointer: "/assumedReceipt", code: "only_in_trial", detail }] });
}

/** Whom the caller speaks for; one that was registered a moment ago is looked for anew. */
async function authorityOf({ directory }: SubmitServices, { caller }: HttpRequest): Promise<Authority | undefined> {
  if (caller?.kind !== "authority") return undefined;
  return authorityIn(await directory.read(), caller.id) ?? authorityIn(await directory.read("now"), caller.id);
}
