import { setTimeout as pause } from "node:timers/promises";
import { CaseView } from "../../core/contract/api.ts";
import { NoticeAccepted } from "../../core/contract/submission.ts";
import type { CaseId } from "../../core/contract/ids.ts";
import { apiClient, type ApiClient } from "../campaign/api-client.ts";
import { developmentSecret } from "../directory/development-secrets.ts";
import { askForToken } from "../identity/ask-for-token.ts";
import { holdRefusingPort } from "../simulated/refusing-port.ts";
import { postAnswer } from "../simulated/post-answer.ts";

/** The cases of the drill: one of each kind that a restore must bring back. */
export type DrillCases = {
  /** Acted on in time: over. */
  answered: CaseId;
  /** Acknowledged; the platform still has time to act. */
  waiting: CaseId;
  /** Its platform is out of reach: a message is pending. */
  unsent: CaseId;
  /** Silent; the time to acknowledge passes while there is no store. */
  due: CaseId;
};

/** Long enough for the first store to be gone before it has passed. */
const dueWithin = "PT15S";
const authority = "dgccrf";

const pages = {
  shein: "https://fr.shein.com/example-listing-p-910000001-cat-0000.html",
  vinted: "https://www.vinted.fr/items/9100000001-example",
  wish: "https://www.wish.com/product/910000000000000000000001",
  temu: "https://www.temu.com/fr/example-g-910000000001.html",
} as const;
type Platform = keyof typeof pages;

/** The API of a runtime, for the authority of the drill. */
export function openApi(url: string): ApiClient {
  let asked: Promise<string> | undefined;
  const token = async () => (asked ??= askForToken(url, authority));
  return apiClient({ apiUrl: url, token, signal: new AbortController().signal });
}

/** Makes the cases through the API of a running runtime, as authorities and platforms do. */
export async function makeCases(url: string): Promise<DrillCases> {
  const api = openApi(url);
  const refusing = await holdRefusingPort();
  try {
    await redirect(url, "wish", `http://127.0.0.1:${refusing.port}/webhook`);
    const answered = await submit(api, "shein", "PT30M");
    const waiting = await submit(api, "vinted", "PT30M");
    const unsent = await submit(api, "wish", "PT30M");
    await until(api, answered, ({ status }) => status === "awaiting_acknowledgement");
    await answer(api, url, answered, "acknowledged");
    await answer(api, url, answered, "action_taken");
    await until(api, waiting, ({ status }) => status === "awaiting_acknowledgement");
    await answer(api, url, waiting, "acknowledged");
    await until(api, unsent, ({ outbox }) => outbox.some(({ attempt }) => attempt > 1));
    const due = await submit(api, "temu", dueWithin);
    await until(api, due, ({ status }) => status === "awaiting_acknowledgement");
    return { answered, waiting, unsent, due };
  } finally {
    await refusing.release();
  }
}

/** Waits until a case is as it should be. @throws when it does not become so. */
export async function until(api: ApiClient, caseId: CaseId, isSo: (kase: CaseView) => boolean): Promise<CaseView> {
  const end = performance.now() + 60_000;
  while (performance.now() < end) {
    const reply = await api.get(`/v1/cases/${caseId}`, CaseView);
    if (reply.kind === "ok" && isSo(reply.body)) return reply.body;
    await pause(100);
  }
  throw new Error(`${caseId} did not become what it should`);
}

async function submit(api: ApiClient, platform: Platform, acknowledgeWithin: string): Promise<CaseId> {
  const notice = {
    reference: `DRILL-${platform}`,
    legalBasis: "sandbox",
    language: "en",
    statementOfReasons: "A listing made up for the restore drill.",
    items: [{ url: pages[platform], kind: "product_listing" }],
    acknowledgeWithin,
    actWithin: "PT45M",
  };
  const reply = await api.post("/v1/notices", notice, { "idempotency-key": notice.reference }, NoticeAccepted);
  const [opened] = reply.kind === "ok" ? reply.body.cases : [];
  if (opened === undefined) throw new Error(`the notice to ${platform} was not accepted`);
  return opened.caseId;
}

async function answer(api: ApiClient, url: string, caseId: CaseId, says: "acknowledged" | "action_taken") {
  const { platform, noticeVersion: version, digest, items } = await until(api, caseId, () => true);
  const named = { caseId, version, digest };
  const acted = items.map(({ itemId }) => ({ itemId, outcome: "removed" as const }));
  const said =
    says === "acknowledged"
      ? { type: "notice.acknowledged" as const, data: named }
      : { type: "notice.action_taken" as const, data: { ...named, items: acted } };
  const sender = {
    id: platform,
    secretFromUs: developmentSecret("to", platform),
    secretToUs: developmentSecret("from", platform),
  };
  const reply = { url: `${url}/v1/platforms/${platform}/webhook`, answer: said };
  const { outcome } = await postAnswer(reply, sender, new AbortController().signal);
  if (outcome !== "accepted") throw new Error(`the answer of ${platform} was ${outcome}`);
}

async function redirect(url: string, platform: Platform, webhook: string): Promise<void> {
  const response = await fetch(`${url}/simulated/platforms/${platform}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ webhook }),
  });
  if (!response.ok) throw new Error(`${platform} could not be redirected: ${response.status}`);
}
