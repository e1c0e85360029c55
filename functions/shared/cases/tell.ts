import { tellOf } from "../../../core/case/token-protocol.ts";
import type { StoredCase } from "../dynamo/case-item.ts";
import { isNamed } from "../aws/service-error.ts";
import { errorFields } from "../logger.ts";
import type { CaseServices } from "./case-services.ts";

const mostTries = 3;

/**
 * Tells the machine what a commit means for it, by every token of the round that waits. Anybody may repeat it. What
 * cannot be told is logged and left to the reconciler: the commit stands.
 */
export async function tell(
  { workflow, clock, chance, log }: Pick<CaseServices, "workflow" | "clock" | "chance" | "log">,
  record: StoredCase,
): Promise<void> {
  const told = tellOf(record, clock.now());
  if (told.kind === "nothing") return;
  for (const token of told.tokens) {
    try {
      await patiently({ clock, chance }, async () =>
        told.kind === "succeed" ? workflow.succeed(token, told.clock) : workflow.fail(token, "LookAgain"),
      );
    } catch (error) {
      log.warn("tell.failed", { caseId: record.case.caseId, ...errorFields(error) });
    }
  }
}

/** Starts the execution that a reopened case has been given. What fails is left to the reconciler. */
export async function startIfReopened(
  { workflow, log }: Pick<CaseServices, "workflow" | "log">,
  before: StoredCase,
  after: StoredCase,
): Promise<void> {
  if (after.generation === before.generation) return;
  try {
    await workflow.start(after.case.caseId, after.generation);
  } catch (error) {
    log.warn("start.failed", { caseId: after.case.caseId, ...errorFields(error) });
  }
}

async function patiently(
  { clock, chance }: Pick<CaseServices, "clock" | "chance">,
  call: () => Promise<void>,
): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await call();
      return;
    } catch (error) {
      if (attempt === mostTries || !isNamed(error, "ThrottlingException", "TooManyRequestsException")) throw error;
      await clock.pause(50 * 2 ** attempt * chance.fraction());
    }
  }
}
