import type { Case } from "../../core/case/state.ts";
import { statusOf } from "../../core/case/status.ts";
import { campaign } from "./campaign.ts";

/**
 * Whether a case of the campaign has come to its end: answered, or out of reach, everybody who is to be told has been,
 * and the step that is to be signed is.
 */
export function isTold(kase: Case | undefined): boolean {
  if (kase === undefined || kase.outbox.length > 0) return false;
  const status = statusOf(kase);
  const isAtEnd = status === "answered" || status === "undeliverable";
  return isAtEnd && (kase.platform !== campaign.signed.platform || isSigned(kase));
}

function isSigned({ ladder }: Case): boolean {
  return ladder.some(({ step, state }) => step === campaign.signed.step && state === "signed");
}
