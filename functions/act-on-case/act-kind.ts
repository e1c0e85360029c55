import type * as z from "zod";
import type { Act, By } from "../../core/contract/api.ts";
import { CaseId, type Digest } from "../../core/contract/ids.ts";
import type { CaseServices } from "../shared/cases/case-services.ts";
import type { CaseCommand } from "../shared/cases/commit.ts";
import { digestOf } from "../shared/digest.ts";
import type { StoredCase } from "../shared/dynamo/case-item.ts";
import type { Tombstones } from "../shared/dynamo/tombstones.ts";
import { absent } from "../shared/http/erased.ts";
import type { HttpRequest } from "../shared/http/http-request.ts";
import type { Outcome, Problematic } from "../shared/http/outcome.ts";

/** Every act says who acts, and why. */
export type ActBody = { by: By; reason: string };

/** One act: what its body holds, and the command that it is. Documents of its own are kept before. */
export type ActKind<S extends z.ZodType<ActBody> = typeof Act> = {
  schema: S;
  /** Whether it may be done on no other version than the one that was read (`If-Match`); where absent, on any. */
  needsVersion?: (body: z.output<S>) => boolean;
  commandOf: (act: {
    services: CaseServices;
    found: StoredCase;
    body: z.output<S>;
    /** Who acts and which reason is on record: what every command of an officer has. */
    officer: { by: string; document: Digest };
    request: HttpRequest;
  }) => CaseCommand | Promise<CaseCommand | Outcome>;
};

/** The case that a request is about, where it is the caller's. */
export async function ownCase(
  { cases }: Pick<CaseServices, "cases">,
  { params, caller }: HttpRequest,
): Promise<StoredCase | undefined> {
  const caseId = CaseId.safeParse(params["caseId"]);
  const found = caseId.success ? await cases.read(caseId.data) : undefined;
  return found !== undefined && caller?.kind === "authority" && found.case.authority === caller.id ? found : undefined;
}

/** What is answered where the caller has no such case: none, or one that retention has erased. */
export async function absentCase(
  { tombstones }: { tombstones: Tombstones },
  { params, caller }: HttpRequest,
): Promise<Problematic> {
  const caseId = CaseId.safeParse(params["caseId"]);
  return absent(caseId.success ? await tombstones.ofCase(caseId.data) : undefined, caller);
}

/** Keeps content of a case as a document, and names it by its digest. */
export async function keep({ cases, chance }: CaseServices, caseId: CaseId, content: object): Promise<Digest> {
  const document = { nonce: chance.nonce(), ...content };
  const digest = digestOf(document);
  await cases.putDocument(caseId, digest, document);
  return digest;
}
